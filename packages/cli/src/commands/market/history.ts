import { GetHistoryInput, type PriceHistory, PricePoint } from "@cryptodesk/shared/market/candle.contract";
import { type Command, Option } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { readInput } from "../../input/read-input.ts";
import { oneOf } from "../../input/values.ts";
import { lineChart } from "../../output/line-chart.ts";
import { change, compactAmount, price } from "../../output/numbers.ts";
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

const INTERVALS = GetHistoryInput.shape.interval.def.innerType.options;

const COLUMNS: readonly Column<PricePoint>[] = [
  { field: "at", header: "Time (UTC)", show: ({ at }) => clockTime(at) },
  { field: "priceUsd", header: "Price $", align: "right", show: ({ priceUsd }) => price(priceUsd) },
  {
    field: "marketCapUsd",
    header: "Market cap",
    align: "right",
    show: ({ marketCapUsd }) => compactAmount(marketCapUsd),
  },
  {
    field: "volume24hUsd",
    header: "Volume 24h",
    align: "right",
    show: ({ volume24hUsd }) => compactAmount(volume24hUsd),
  },
];

export function addHistoryCommand(market: Command, cli: CliContext): void {
  defineCommand(market, cli, {
    name: "history",
    summary: "Price history of a coin",
    description: "A chart on a terminal; the points with --format table, elsewhere, and in JSON and CSV.",
    arguments: [coinArgument()],
    options: [
      ...timeRangeOptions(cli, " (default: 30 days before the end)"),
      new Option("--interval <interval>", "spacing of the points (default: auto)")
        .choices(INTERVALS)
        .argParser(oneOf(INTERVALS)),
    ],
    examples: [
      ["market history bitcoin", "the last 30 days as a chart"],
      ["market history ethereum --from 2y --interval 1d", "two years, a point for each day"],
      ["market history bitcoin --from 7d --format csv", "points for a spreadsheet"],
    ],
    run: async (session, [coin]) => {
      const { command, out } = session;
      const input = readInput(GetHistoryInput, command, { id: coin });
      const history = await askAboutCoin(session, input.id, (api) => api.market.history.query(input));
      await printHistory(history, out);
      noticeHistory(out, { ...history, newestAt: history.points.at(-1)?.at });
    },
  });
}

async function printHistory(history: PriceHistory, out: Output): Promise<void> {
  const asChart = out.decorated && !out.formatChosen && out.format === "table" && !out.fields;
  if (asChart && history.points.length > 1) return out.print(drawHistory(history, out));
  const { points, ...rest } = history;
  const view = { columns: COLUMNS, fields: Object.keys(PricePoint.shape), empty: "No points in this range." };
  await printRows(out, view, onePage(points, rest), "points");
}

function drawHistory({ id, interval, points, simulated, sources }: PriceHistory, out: Output): string {
  const { palette } = out;
  const line = points.map(({ at, priceUsd, segment }) => ({ atMs: Date.parse(at), value: Number(priceUsd), segment }));
  const tint = (line.at(-1)?.value ?? 0) >= (line[0]?.value ?? 0) ? palette.up : palette.down;
  const height = Math.max(6, Math.min(18, out.height - 8));
  const chart = lineChart([{ points: line, tint }], { width: out.width, height }, palette);
  const mark = simulated ? palette.warn("SIMULATED") : sources.join(", ");
  return `${palette.bold(safeText(id))}  ${interval}  ${mark}\n\n${chart}\n${summary(points, out)}\n`;
}

function summary(points: readonly PricePoint[], out: Output): string {
  const prices = points.map(({ priceUsd }) => Number(priceUsd));
  const [first, last] = [prices[0] ?? 0, prices.at(-1) ?? 0];
  const lowest = points.reduce((a, b) => (Number(b.priceUsd) < Number(a.priceUsd) ? b : a));
  const highest = points.reduce((a, b) => (Number(b.priceUsd) > Number(a.priceUsd) ? b : a));
  const move = `first $${price(points[0]?.priceUsd)}  last $${price(points.at(-1)?.priceUsd)}  ${change(first === 0 ? null : (last / first - 1) * 100, out)}`;
  const day = ({ at, priceUsd }: PricePoint) => `$${price(priceUsd)} (${clockTime(at).slice(0, 10)})`;
  return `${move}\nlow ${day(lowest)}  high ${day(highest)}`;
}
