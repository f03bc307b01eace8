import { type CoinCoverage, CoverageState, ListCoverageInput } from "@cryptodesk/shared/market/coverage.contract";
import { type Command, Option } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { readInput } from "../../input/read-input.ts";
import { oneOf, wholeNumber } from "../../input/values.ts";
import { count, UNKNOWN } from "../../output/numbers.ts";
import { safeText } from "../../output/plain-text.ts";
import { type Page, printRows } from "../../output/rows.ts";
import type { Column } from "../../output/table.ts";
import { clockTime } from "../../output/times.ts";
import { defineCommand } from "../define-command.ts";
import { pagesOf, pagingOptions } from "../paging.ts";

type CoverageRow = CoinCoverage["coin"] & Omit<CoinCoverage, "coin">;

const COLUMNS: readonly Column<CoverageRow>[] = [
  { field: "symbol", header: "Symbol", show: ({ symbol }) => safeText(symbol) },
  { field: "name", header: "Name", shrinkTo: 12, spare: 1, show: ({ name }) => safeText(name) },
  { field: "state", header: "State", show: ({ state }) => state },
  { field: "points", header: "Points", align: "right", show: ({ points }) => count(points) },
  {
    field: "missing",
    header: "Missing",
    align: "right",
    show: ({ missing }) => (missing === null ? UNKNOWN : count(missing)),
  },
  {
    field: "firstAt",
    header: "Since (UTC)",
    spare: 2,
    show: ({ firstAt }) => (firstAt === null ? UNKNOWN : clockTime(firstAt)),
  },
  { field: "shares", header: "Stored", show: ({ shares }) => strip(shares) },
];
const FIELDS = [
  "id",
  "symbol",
  "name",
  "rank",
  "state",
  "reachedAt",
  "lastError",
  "firstAt",
  "lastAt",
  "points",
  "missing",
  "shares",
];

export function addCoverageCommand(market: Command, cli: CliContext): void {
  defineCommand(market, cli, {
    name: "coverage",
    summary: "How much history is stored, coin by coin",
    description: "One line a coin, the largest first: full blocks are stored, light ones miss points, dots are holes.",
    options: [
      new Option("--interval <interval>", "1h or 1d (default: 1d)")
        .choices(["1h", "1d"])
        .argParser(oneOf(["1h", "1d"])),
      new Option("--days <days>", "UTC days up to today, 7 to 730 (default: 90)").argParser(wholeNumber),
      new Option("--state <state>", "only coins whose history is in this state")
        .choices(CoverageState.options)
        .argParser(oneOf(CoverageState.options)),
      ...pagingOptions(),
    ],
    examples: [
      ["market coverage", "the last 90 days of every coin, a page at a time"],
      ["market coverage --interval 1h --days 7 --state pending", "what is still being fetched"],
    ],
    run: async (session) => {
      const { command, out } = session;
      const input = readInput(ListCoverageInput, command);
      const pages = pagesOf(session, input, (page) => session.ask((api) => api.market.coverage.query(page)));
      if (out.format === "json" && !out.fields) {
        await printRows(out, { columns: [], fields: [], empty: "" }, pages);
        return;
      }
      const view = { columns: COLUMNS, fields: FIELDS, empty: "No coin has this state of history." };
      await printRows<CoverageRow>(out, view, flat(pages));
    },
  });
}

const STRIP = ["·", "░", "▒", "▓", "█"] as const;

/** One sign for each bucket; blank where nothing is due. */
function strip(shares: readonly (number | null)[]): string {
  return shares.map((share) => (share === null ? " " : (STRIP[share >= 1 ? 4 : Math.ceil(share * 3)] ?? ""))).join("");
}

async function* flat(pages: AsyncIterable<Page<CoinCoverage>>): AsyncGenerator<Page<CoverageRow>> {
  for await (const { rows, rest } of pages) {
    yield { rows: rows.map(({ coin, ...figures }) => ({ ...coin, ...figures })), rest };
  }
}
