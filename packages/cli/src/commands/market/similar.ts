import {
  GetSimilarInput,
  type SimilarCoin,
  SimilarOrder,
  SimilarWindow,
} from "@cryptodesk/shared/market/similar.contract";
import { type Command, Option } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { readInput } from "../../input/read-input.ts";
import { oneOf, wholeNumber } from "../../input/values.ts";
import { noticeOrigin } from "../../output/market-notice.ts";
import { change, count, UNKNOWN } from "../../output/numbers.ts";
import { safeText } from "../../output/plain-text.ts";
import { printRows } from "../../output/rows.ts";
import type { Column } from "../../output/table.ts";
import { defineCommand } from "../define-command.ts";
import { onePage } from "../paging.ts";
import { askAboutCoin, coinArgument } from "./coin-argument.ts";

type SimilarRow = SimilarCoin["coin"] & Omit<SimilarCoin, "coin">;

const COLUMNS: readonly Column<SimilarRow>[] = [
  { field: "symbol", header: "Symbol", show: ({ symbol }) => safeText(symbol) },
  { field: "name", header: "Name", show: ({ name }) => safeText(name) },
  { field: "rank", header: "Rank", align: "right", show: ({ rank }) => (rank === null ? UNKNOWN : String(rank)) },
  {
    field: "correlation",
    header: "Correlation",
    align: "right",
    show: ({ correlation }) => correlation.toFixed(2),
  },
  { field: "observations", header: "Days", align: "right", show: ({ observations }) => count(observations) },
  { field: "changePct", header: "Change", align: "right", show: ({ changePct }, out) => change(changePct, out) },
];
const FIELDS = ["id", "symbol", "name", "rank", "correlation", "observations", "changePct"];

export function addSimilarCommand(market: Command, cli: CliContext): void {
  defineCommand(market, cli, {
    name: "similar",
    summary: "Coins that move alike, or apart",
    description: "Correlation of daily log returns with the 200 largest other coins; 20 common days at least.",
    arguments: [coinArgument()],
    options: [
      new Option("--window <window>", "how far back (default: 90d)")
        .choices(SimilarWindow.options)
        .argParser(oneOf(SimilarWindow.options)),
      new Option("--order <order>", "most alike first, or least (default: most)")
        .choices(SimilarOrder.options)
        .argParser(oneOf(SimilarOrder.options)),
      new Option("--limit <rows>", "rows to print, at most 50 (default: 8)").argParser(wholeNumber),
    ],
    examples: [
      ["market similar bitcoin", "what moves with it"],
      ["market similar bitcoin --order least --window 1y", "what moves apart from it"],
    ],
    run: async (session, [coin]) => {
      const { command, out } = session;
      const input = readInput(GetSimilarInput, command, { id: coin });
      const answer = await askAboutCoin(session, input.id, (api) => api.market.similar.query(input));
      const { items, ...rest } = answer;
      if (out.format === "json" && !out.fields) {
        // As the server sent it: the coin inside its item.
        await printRows(out, { columns: [], fields: [], empty: "" }, onePage(items, rest));
      } else {
        const rows = items.map(({ coin: reference, ...figures }) => ({ ...reference, ...figures }));
        const empty = "No other coin has enough daily history in common with it yet.";
        await printRows(out, { columns: COLUMNS, fields: FIELDS, empty }, onePage<SimilarRow>(rows, rest));
      }
      noticeOrigin(out, [answer]);
    },
  });
}
