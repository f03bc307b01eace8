import { GetIncomeInput, type IncomeReport } from "@cryptodesk/shared/portfolio/gains.contract";
import { type Command, Option } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { readInput } from "../../input/read-input.ts";
import { money, moneyOf } from "../../output/amounts.ts";
import { count } from "../../output/numbers.ts";
import type { Output } from "../../output/output.ts";
import { safeText } from "../../output/plain-text.ts";
import { type FigureBlock, figureText } from "../../output/record.ts";
import { printRows } from "../../output/rows.ts";
import type { Column } from "../../output/table.ts";
import { pagesOf, pagingOptions } from "../paging.ts";
import { definePortfolioCommand } from "./define-portfolio-command.ts";
import { daysOfYear } from "./gains.ts";
import { dayOptions } from "./portfolio-options.ts";

type Entry = IncomeReport["items"][number];

const COLUMNS: readonly Column<Entry>[] = [
  { field: "day", header: "Day", show: ({ day }) => day },
  { field: "kind", header: "Kind", show: ({ kind }) => kind },
  { field: "type", header: "From", show: ({ type }) => type },
  { field: "asset", header: "Asset", show: ({ asset }) => safeText(asset?.symbol ?? "money") },
  { field: "value", header: "Value", align: "right", show: ({ value }) => money(value) },
  { field: "transactionId", header: "Transaction", spare: 1, show: ({ transactionId }) => transactionId },
];

export function addIncomeCommand(portfolio: Command, cli: CliContext): void {
  definePortfolioCommand(portfolio, cli, {
    name: "income",
    summary: "Income and fees of a period",
    namesPortfolio: true,
    options: [new Option("--year <year>", "this calendar year"), ...dayOptions(cli), ...pagingOptions()],
    examples: [
      ["portfolio income --year 2025", "rewards, interest, airdrops, and what was paid in fees"],
      ["portfolio income --all --format csv > income.csv", "entry by entry"],
    ],
    run: async (session, portfolioId) => {
      const { command, out } = session;
      const input = readInput(GetIncomeInput, command, { portfolioId, ...daysOfYear(command) });
      let said = false;
      const pages = pagesOf(session, input, async (page) => {
        const report = await session.ask((api) => api.figures.income.query(page));
        if (!said && out.format === "table") out.notice(drawSums(report, out));
        said = true;
        return report;
      });
      const view = { columns: COLUMNS, fields: COLUMNS.map(({ field }) => field), empty: "No income and no fees." };
      await printRows(out, view, pages);
    },
  });
}

function drawSums(report: IncomeReport, out: Output): string {
  const { currency, income, fees, byType, byAsset } = report;
  const sum = ({ value, unknown }: IncomeReport["income"]) =>
    `${moneyOf(value, currency)}${unknown === 0 ? "" : `, and ${count(unknown)} of unknown value`}`;
  const blocks: FigureBlock[] = [
    {
      title: "Sums",
      figures: [
        ["Income", sum(income)],
        ["Fees", sum(fees)],
      ],
    },
    { title: "Income by type", figures: byType.map((part) => [part.type, sum(part)] as const) },
    { title: "Income by asset", figures: byAsset.map((part) => [safeText(part.asset.symbol), sum(part)] as const) },
  ];
  return figureText(blocks, out);
}
