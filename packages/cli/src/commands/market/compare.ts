import { CompareInput, type Comparison, ComparisonWindow } from "@cryptodesk/shared/market/comparison.contract";
import { Argument, type Command, Option } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { readInput } from "../../input/read-input.ts";
import { list, oneOf } from "../../input/values.ts";
import { csvLine } from "../../output/csv.ts";
import { lineChart } from "../../output/line-chart.ts";
import { noticeOrigin } from "../../output/market-notice.ts";
import { change, level, UNKNOWN } from "../../output/numbers.ts";
import type { Output } from "../../output/output.ts";
import { safeText } from "../../output/plain-text.ts";
import { printRecord } from "../../output/record.ts";
import { type Column, createTable } from "../../output/table.ts";
import { clockTime } from "../../output/times.ts";
import { defineCommand } from "../define-command.ts";

type Series = Comparison["series"][number];

export function addCompareCommand(market: Command, cli: CliContext): void {
  const windows = ComparisonWindow.options;
  defineCommand(market, cli, {
    name: "compare",
    summary: "Compare the performance of several coins",
    description: "Every coin is indexed to 100 at the common start. CSV holds one line for each time.",
    arguments: [new Argument("<coins...>", "two to ten coin ids").argParser(list)],
    options: [
      new Option("--window <window>", "how far back (default: 30d)").choices(windows).argParser(oneOf(windows)),
    ],
    examples: [
      ["market compare bitcoin ethereum", "the last 30 days"],
      ["market compare bitcoin ethereum solana --window 1y", "a year, with correlations"],
      ["market compare bitcoin,ethereum --format csv", "the indexed series"],
    ],
    run: async ({ ask, command, out }, [coins]) => {
      const input = readInput(CompareInput, command, { ids: coins });
      const comparison = await ask((api) => api.market.compare.query(input));
      if (out.format === "csv" && !out.fields) await out.print(csvOf(comparison));
      else await printRecord(out, comparison, () => drawComparison(comparison, out));
      noticeOrigin(out, [comparison]);
    },
  });
}

function csvOf({ times, series }: Comparison): string {
  const lines = times.map((time, index) => csvLine([time, ...series.map(({ indexed }) => indexed[index])]));
  return csvLine(["time", ...series.map(({ id }) => id)]) + lines.join("");
}

function drawComparison(comparison: Comparison, out: Output): string {
  const { palette } = out;
  const { window, from, to, series, simulated } = comparison;
  const mark = simulated ? `  ${palette.warn("SIMULATED")}` : "";
  const title = `${palette.bold(`Performance over ${window}`)}  ${clockTime(from)} to ${clockTime(to)} UTC, 100 at the start${mark}\n`;
  const parts = [
    title,
    drawLines(comparison, out),
    createTable(performanceColumns(series), out)(series),
    correlationText(comparison, out),
  ];
  return parts.filter(Boolean).join("\n");
}

function drawLines({ times, series }: Comparison, out: Output): string {
  if (!out.decorated) return "";
  const lines = series.map(({ indexed }, index) => {
    const points = indexed.flatMap((value, at) =>
      value === null ? [] : [{ atMs: Date.parse(times[at] ?? ""), value, segment: 0 }],
    );
    return { points, tint: lineTint(out, index) };
  });
  return lineChart(
    lines,
    { width: out.width, height: Math.max(6, Math.min(16, out.height - 14)) },
    out.palette,
    (value) => value.toFixed(1),
  );
}

function lineTint(out: Output, index: number) {
  return out.palette.lines[index % out.palette.lines.length] ?? out.palette.bold;
}

function performanceColumns(series: readonly Series[]): Column<Series>[] {
  return [
    {
      field: "id",
      header: "Coin",
      show: (row, out) =>
        out.decorated ? `${lineTint(out, series.indexOf(row))("●")} ${safeText(row.id)}` : safeText(row.id),
    },
    { field: "symbol", header: "Symbol", show: ({ symbol }) => safeText(symbol) },
    { field: "changePct", header: "Change", align: "right", show: ({ changePct }, out) => change(changePct, out) },
    { field: "volatilityPct", header: "Volatility", align: "right", show: ({ volatilityPct }) => level(volatilityPct) },
    {
      field: "maxDrawdownPct",
      header: "Worst fall",
      align: "right",
      show: ({ maxDrawdownPct }) => level(maxDrawdownPct),
    },
  ];
}

function correlationText({ series, correlation }: Comparison, out: Output): string {
  const rows = series.map(({ symbol }, index) => ({ symbol: safeText(symbol), values: correlation[index] ?? [] }));
  const columns: Column<(typeof rows)[number]>[] = [
    { field: "symbol", header: "Correlation", show: ({ symbol }) => symbol },
    ...series.map(
      ({ symbol }, index): Column<(typeof rows)[number]> => ({
        field: `with${index}`,
        header: safeText(symbol) || UNKNOWN,
        align: "right",
        show: ({ values }) => values[index]?.toFixed(2) ?? UNKNOWN,
      }),
    ),
  ];
  return createTable(columns, out)(rows);
}
