import { Candle, type CandleSeries, GetCandlesInput } from "@cryptodesk/shared/market/candle.contract";
import { Timeframe } from "@cryptodesk/shared/market/timeframe";
import { type Command, Option } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { readInput } from "../../input/read-input.ts";
import { oneOf, wholeNumber } from "../../input/values.ts";
import { candleChart } from "../../output/candle-chart.ts";
import { compactAmount, price } from "../../output/numbers.ts";
import type { Output } from "../../output/output.ts";
import { safeText } from "../../output/plain-text.ts";
import { printRows } from "../../output/rows.ts";
import type { Column } from "../../output/table.ts";
import { clockTime } from "../../output/times.ts";
import { defineCommand } from "../define-command.ts";
import { onePage } from "../paging.ts";
import { askAboutCoin, coinArgument } from "./coin-argument.ts";
import { noticeHistory } from "./history-notice.ts";
import { timeRangeOptions } from "./time-range-options.ts";

const priceColumn = (field: "open" | "high" | "low" | "close", header: string): Column<Candle> => ({
  field,
  header,
  align: "right",
  show: (candle) => price(candle[field]),
});

const COLUMNS: readonly Column<Candle>[] = [
  { field: "openTime", header: "Opens (UTC)", show: ({ openTime }) => clockTime(openTime) },
  priceColumn("open", "Open"),
  priceColumn("high", "High"),
  priceColumn("low", "Low"),
  priceColumn("close", "Close"),
  { field: "volume", header: "Volume", align: "right", show: ({ volume }) => compactAmount(volume) },
  { field: "complete", header: "State", show: ({ complete }) => (complete ? "closed" : "running") },
];

export function addCandlesCommand(market: Command, cli: CliContext): void {
  const timeframes = Timeframe.options;
  defineCommand(market, cli, {
    name: "candles",
    summary: "Candles of a coin",
    description: "A chart on a terminal; the candles with --format table, elsewhere, and in JSON and CSV.",
    arguments: [coinArgument()],
    options: [
      new Option("--timeframe <length>", "length of a candle (default: 1d)")
        .choices(timeframes)
        .argParser(oneOf(timeframes)),
      ...timeRangeOptions(cli, ""),
      new Option("--limit <candles>", "the newest so many, at most 1000 (default: 300)").argParser(wholeNumber),
    ],
    examples: [
      ["market candles bitcoin", "daily candles as a chart"],
      ["market candles ethereum --timeframe 4h --limit 60", "the last ten days"],
      ["market candles bitcoin --format csv --limit 1000", "for a spreadsheet or a backtest"],
    ],
    run: async (session, [coin]) => {
      const { command, out } = session;
      const input = readInput(GetCandlesInput, command, { id: coin });
      const series = await askAboutCoin(session, input.id, (api) => api.market.candles.query(input));
      await printCandles(series, out);
      noticeHistory(out, { ...series, newestAt: series.candles.at(-1)?.openTime });
    },
  });
}

async function printCandles(series: CandleSeries, out: Output): Promise<void> {
  const asChart = out.decorated && !out.formatChosen && out.format === "table" && !out.fields;
  if (asChart && series.candles.length > 1) return out.print(drawCandles(series, out));
  const { candles, ...rest } = series;
  const view = { columns: COLUMNS, fields: Object.keys(Candle.shape), empty: "No candles in this range." };
  await printRows(out, view, onePage(candles, rest), "candles");
}

function drawCandles(series: CandleSeries, out: Output): string {
  const { palette } = out;
  const candles = series.candles.map(({ openTime, open, high, low, close, segment }) => ({
    openMs: Date.parse(openTime),
    open: Number(open),
    high: Number(high),
    low: Number(low),
    close: Number(close),
    segment,
  }));
  const height = Math.max(6, Math.min(20, out.height - 8));
  const chart = candleChart(candles, { width: out.width, height }, palette);
  const last = series.candles.at(-1);
  const origin =
    series.origin === "venue" ? `${series.source ?? ""} ${series.market ?? ""}`.trim() : "built from price points";
  const title = [
    palette.bold(safeText(series.id)),
    series.timeframe,
    safeText(origin),
    ...(series.simulated ? [palette.warn("SIMULATED")] : []),
  ];
  const newest = last
    ? `${last.complete ? "last" : "running"} ${clockTime(last.openTime)}: open ${price(last.open)}, high ${price(last.high)}, low ${price(last.low)}, close ${price(last.close)}`
    : "";
  return `${title.join("  ")}\n\n${chart}\n${newest}\n`;
}
