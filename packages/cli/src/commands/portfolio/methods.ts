import { CompareMethodsInput, type MethodComparison } from "@cryptodesk/shared/portfolio/gains.contract";
import { type Command, Option } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { readInput } from "../../input/read-input.ts";
import { gain, money } from "../../output/amounts.ts";
import { count } from "../../output/numbers.ts";
import { safeText } from "../../output/plain-text.ts";
import { printRows } from "../../output/rows.ts";
import type { Column } from "../../output/table.ts";
import { onePage } from "../paging.ts";
import { definePortfolioCommand } from "./define-portfolio-command.ts";
import { daysOfYear } from "./gains.ts";
import { dayOptions } from "./portfolio-options.ts";

type Row = MethodComparison["items"][number];

const COLUMNS: readonly Column<Row>[] = [
  {
    field: "method",
    header: "Method",
    show: ({ method, isCurrent }, { palette }) => (isCurrent ? palette.bold(`${method} (now)`) : method),
  },
  // A method that cannot be used has no figures.
  {
    field: "gain",
    header: "Realised",
    align: "right",
    show: (row, out) => ofUsable(row, () => gain(row.totals.gain, out)),
  },
  {
    field: "shortTermGain",
    header: "Short-term",
    align: "right",
    spare: 3,
    show: (row, out) => ofUsable(row, () => gain(row.totals.shortTermGain, out)),
  },
  {
    field: "longTermGain",
    header: "Long-term",
    align: "right",
    spare: 2,
    show: (row, out) => ofUsable(row, () => gain(row.totals.longTermGain, out)),
  },
  {
    field: "withoutGain",
    header: "Unknown",
    align: "right",
    spare: 5,
    show: (row) => ofUsable(row, () => count(row.totals.withoutGain)),
  },
  {
    field: "openCostBasis",
    header: "Open cost",
    align: "right",
    spare: 4,
    show: (row) => ofUsable(row, () => money(row.openCostBasis)),
  },
  {
    field: "unrealizedPnl",
    header: "Unrealised",
    align: "right",
    show: (row, out) => ofUsable(row, () => gain(row.unrealizedPnl, out)),
  },
  { field: "problem", header: "Remark", spare: 1, shrinkTo: 12, show: ({ problem }) => safeText(problem ?? "") },
];

function ofUsable({ problem }: Row, text: () => string): string {
  return problem === null ? text() : "";
}

export function addMethodsCommand(portfolio: Command, cli: CliContext): void {
  definePortfolioCommand(portfolio, cli, {
    name: "methods",
    summary: "The same ledger under every cost method, side by side",
    description: "Changes nothing. `portfolio edit --methods` chooses one.",
    namesPortfolio: true,
    options: [new Option("--year <year>", "gains of this calendar year"), ...dayOptions(cli)],
    examples: [["portfolio methods --year 2025", "what the year would have realised under each"]],
    run: async ({ ask, command, out }, portfolioId) => {
      const input = readInput(CompareMethodsInput, command, { portfolioId, ...daysOfYear(command) });
      const { items, ...rest } = await ask((api) => api.figures.methods.query(input));
      const fields = ["method", "isCurrent", "totals", "openCostBasis", "unrealizedPnl", "problem"];
      if (out.format === "csv")
        return printRows(out, { columns: [], fields: CSV_FIELDS, empty: "" }, onePage(items.map(flat), rest));
      await printRows(out, { columns: COLUMNS, fields, empty: "There is nothing to compare." }, onePage(items, rest));
      if (out.format === "table") out.notice(`Amounts in ${rest.currency.toUpperCase()}.`);
    },
  });
}

const CSV_FIELDS = [
  ...["method", "isCurrent", "proceeds", "cost", "gain", "shortTermGain", "longTermGain", "undatedGain", "disposals"],
  ...["withoutGain", "openCostBasis", "unrealizedPnl", "problem"],
];

function flat({ totals, ...row }: Row) {
  return { ...row, ...totals };
}
