import {
  ListPortfoliosInput,
  Portfolio,
  type PortfolioListItem,
} from "@cryptodesk/shared/portfolio/portfolio.contract";
import { type Command, Option } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { readInput } from "../../input/read-input.ts";
import { gain, moneyOf, percentReturned } from "../../output/amounts.ts";
import { count } from "../../output/numbers.ts";
import type { Output } from "../../output/output.ts";
import { safeText } from "../../output/plain-text.ts";
import { printRows } from "../../output/rows.ts";
import type { Column } from "../../output/table.ts";
import { defineCommand } from "../define-command.ts";
import { onePage } from "../paging.ts";
import { calculationText } from "./calculation-notice.ts";
import { stateText } from "./draw-portfolio.ts";

/** A portfolio and its figures in one row, so that CSV has a column for each. */
function rowOf({ portfolio, totals, calculation }: PortfolioListItem) {
  return { ...portfolio, ...totals, calculation };
}
type Row = ReturnType<typeof rowOf>;

const COLUMNS: readonly Column<Row>[] = [
  { field: "name", header: "Name", shrinkTo: 12, show: ({ name }) => safeText(name) },
  {
    field: "currentValue",
    header: "Value",
    align: "right",
    show: ({ currentValue, currency }) => moneyOf(currentValue, currency),
  },
  {
    field: "unrealizedPnl",
    header: "Unrealised",
    align: "right",
    show: ({ unrealizedPnl }, out) => gain(unrealizedPnl, out),
  },
  { field: "realizedPnl", header: "Realised", align: "right", show: ({ realizedPnl }, out) => gain(realizedPnl, out) },
  {
    field: "change24hPct",
    header: "24h",
    align: "right",
    spare: 2,
    show: ({ change24hPct }, out) => percentReturned(change24hPct, out),
  },
  {
    field: "transactionCount",
    header: "Transactions",
    align: "right",
    spare: 4,
    show: ({ transactionCount }) => count(transactionCount),
  },
  { field: "state", header: "State", spare: 3, show: (row, out) => stateOf(row, out) },
  { field: "id", header: "Id", spare: 1, show: ({ id }) => id },
];

function stateOf(row: Row, out: Output): string {
  return [stateText(row), calculationText(row.calculation, out)].filter((text) => text !== "").join("; ");
}

const FIELDS = [
  ...Object.keys(Portfolio.shape),
  "currentValue",
  "knownValue",
  "costBasisTotal",
  "knownCostBasis",
  "unrealizedPnl",
  "unrealizedPnlPct",
  "realizedPnl",
  "income",
  "fees",
  "change24h",
  "change24hPct",
  "unpriced",
  "missing",
  "calculation",
];

export function addListCommand(portfolio: Command, cli: CliContext): void {
  defineCommand(portfolio, cli, {
    name: "list",
    summary: "Your portfolios and what they are worth",
    options: [new Option("--deleted", "those that were deleted and may be restored")],
    examples: [
      ["portfolio list", "value, gain and state of each"],
      ["portfolio list --deleted", "what `portfolio restore` can bring back"],
    ],
    run: async ({ ask, command, out }) => {
      const input = readInput(ListPortfoliosInput, command);
      const { items, ...rest } = await ask((api) => api.portfolio.list.query(input));
      const empty = input.deleted
        ? "Nothing was deleted."
        : "No portfolio yet. Make one: cryptodesk portfolio create Savings";
      const view = { columns: COLUMNS, fields: FIELDS, empty };
      // In JSON the contract's document, as everywhere.
      if (out.format === "json" && !out.fields) return printRows(out, { ...view, columns: [] }, onePage(items, rest));
      await printRows(out, view, onePage(items.map(rowOf), rest));
    },
  });
}
