import { Gap, type GapMap, ListGapsInput } from "@cryptodesk/shared/market/candle.contract";
import type { Command } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { readInput } from "../../input/read-input.ts";
import { count } from "../../output/numbers.ts";
import { printRows } from "../../output/rows.ts";
import type { Column } from "../../output/table.ts";
import { clockTime } from "../../output/times.ts";
import { defineCommand } from "../define-command.ts";
import { onePage } from "../paging.ts";
import { askAboutCoin, coinArgument } from "./coin-argument.ts";

type GapRow = Gap & { kind: string; interval: string };
type StoredSeries = GapMap["series"][number];

const GAP_COLUMNS: readonly Column<GapRow>[] = [
  { field: "kind", header: "Series", show: ({ kind }) => kind },
  { field: "interval", header: "Interval", show: ({ interval }) => interval },
  { field: "from", header: "After (UTC)", show: ({ from }) => clockTime(from) },
  { field: "to", header: "Before (UTC)", show: ({ to }) => clockTime(to) },
  { field: "missing", header: "Missing", align: "right", show: ({ missing }) => count(missing) },
  { field: "splits", header: "Joined", show: ({ splits }) => (splits ? "no: splits the series" : "yes") },
];

export function addGapsCommand(market: Command, cli: CliContext): void {
  defineCommand(market, cli, {
    name: "gaps",
    summary: "Holes in the stored history of a coin",
    arguments: [coinArgument()],
    examples: [
      ["market gaps bitcoin", "every hole, and what is stored around them"],
      ["market repair bitcoin", "fetch what is missing"],
    ],
    run: async (session, [coin]) => {
      const { command, out } = session;
      const input = readInput(ListGapsInput, command, { id: coin });
      const map = await askAboutCoin(session, input.id, (api) => api.market.gaps.query(input));
      const { series, ...rest } = map;
      if (out.format === "json" && !out.fields) {
        await printRows(out, { columns: [], fields: [], empty: "" }, onePage(series, rest), "series");
        return;
      }
      const rows = series.flatMap(({ kind, interval, gaps }) => gaps.map((gap) => ({ kind, interval, ...gap })));
      const fields = ["kind", "interval", ...Object.keys(Gap.shape)];
      await printRows(out, { columns: GAP_COLUMNS, fields, empty: "No gaps." }, onePage(rows, rest), "gaps");
      for (const stored of series) out.notice(storedText(stored));
    },
  });
}

function storedText({ kind, interval, from, to, count: points }: StoredSeries): string {
  const span = from === null ? "nothing stored" : `${count(points)} from ${clockTime(from)} to ${clockTime(to)}`;
  return `${kind} ${interval}: ${span}`;
}
