import { ComparePortfoliosInput, type PortfolioComparison } from "@cryptodesk/shared/portfolio/performance.contract";
import { Argument, type Command } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { readInput } from "../../input/read-input.ts";
import { list } from "../../input/values.ts";
import { gainOf, ratioShare, returned } from "../../output/amounts.ts";
import { safeText } from "../../output/plain-text.ts";
import { printRows } from "../../output/rows.ts";
import type { Column } from "../../output/table.ts";
import { defineCommand } from "../define-command.ts";
import { onePage } from "../paging.ts";
import { portfolioIdOf } from "./choose-portfolio.ts";
import { periodOption } from "./portfolio-options.ts";

export function addCompareCommand(portfolio: Command, cli: CliContext): void {
  type Row = PortfolioComparison["items"][number];
  const columns: Column<Row>[] = [
    { field: "name", header: "Portfolio", shrinkTo: 12, show: ({ name }) => safeText(name) },
    { field: "currency", header: "In", spare: 3, show: ({ currency }) => currency.toUpperCase() },
    {
      field: "timeWeighted",
      header: "Time-weighted",
      align: "right",
      show: ({ returns }, out) => returned(returns.timeWeighted, out),
    },
    {
      field: "moneyWeighted",
      header: "Money-weighted",
      align: "right",
      spare: 2,
      show: ({ returns }, out) => returned(returns.moneyWeighted.period, out),
    },
    {
      field: "gain",
      header: "Gain",
      align: "right",
      show: ({ returns, currency }, out) => gainOf(returns.gain, currency, out),
    },
    {
      field: "maxDrawdown",
      header: "Deepest fall",
      align: "right",
      spare: 1,
      show: ({ maxDrawdown }) => ratioShare(maxDrawdown),
    },
    {
      field: "volatility",
      header: "Volatility",
      align: "right",
      spare: 4,
      show: ({ volatility }) => ratioShare(volatility),
    },
  ];
  defineCommand(portfolio, cli, {
    name: "compare",
    summary: "Several portfolios over one period",
    arguments: [new Argument("<portfolios...>", "one to ten names or ids").argParser(list)],
    options: [periodOption()],
    patience: 30,
    examples: [["portfolio compare Savings Trading --period ytd", "returns side by side"]],
    run: async (session, [names]) => {
      const { ask, command, out } = session;
      const portfolioIds: string[] = [];
      for (const name of Array.isArray(names) ? names : []) portfolioIds.push(await portfolioIdOf(session, name));
      const input = readInput(ComparePortfoliosInput, command, { portfolioIds });
      const { items, ...rest } = await ask((api) => api.figures.compare.query(input));
      const fields = ["portfolioId", "name", "currency", "returns", "maxDrawdown", "volatility", "index"];
      await printRows(out, { columns, fields, empty: "Nothing to compare." }, onePage(items, rest));
      if (out.format === "table") out.notice(`${rest.from ?? "the start"} to ${rest.to}.`);
    },
  });
}
