import { GetPerformanceInput, PerformanceDay } from "@cryptodesk/shared/portfolio/performance.contract";
import { type Command, Option } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { readInput } from "../../input/read-input.ts";
import { money, returned, rounded } from "../../output/amounts.ts";
import { printRows } from "../../output/rows.ts";
import type { Column } from "../../output/table.ts";
import type { Session } from "../../session.ts";
import { onePage } from "../paging.ts";
import { noticeCalculation } from "./calculation-notice.ts";
import { assetIdOf } from "./choose-asset.ts";
import { definePortfolioCommand } from "./define-portfolio-command.ts";
import { drawPerformance } from "./draw-performance.ts";
import { dayOptions, periodOption } from "./portfolio-options.ts";

const DAY_COLUMNS: readonly Column<PerformanceDay>[] = [
  { field: "day", header: "Day", show: ({ day }) => day },
  { field: "value", header: "Value", align: "right", show: ({ value }) => money(value) },
  { field: "netInflow", header: "Came in", align: "right", show: ({ netInflow }) => money(netInflow) },
  { field: "invested", header: "Invested", align: "right", spare: 2, show: ({ invested }) => money(invested) },
  { field: "index", header: "Index", align: "right", show: ({ index }) => indexText(index) },
  {
    field: "drawdown",
    header: "Drawdown",
    align: "right",
    spare: 1,
    show: ({ drawdown }, out) => returned(drawdown, out),
  },
  { field: "benchmark", header: "Benchmark", align: "right", spare: 3, show: ({ benchmark }) => indexText(benchmark) },
];

const indexText = (index: string | null) => (index === null ? "unknown" : rounded(index, 4));

export function addPerformanceCommand(portfolio: Command, cli: CliContext): void {
  definePortfolioCommand(portfolio, cli, {
    name: "performance",
    summary: "How a portfolio did, against a benchmark",
    description: "A chart and the returns on a terminal; the days with --format table, elsewhere in CSV and JSON.",
    namesPortfolio: true,
    options: [
      periodOption(),
      ...dayOptions(cli),
      new Option("--benchmark <what>", "a coin, total-market or none (default: the portfolio's own)"),
    ],
    examples: [
      ["portfolio performance --period ytd", "since New Year"],
      ["portfolio performance --from 2024-01-01 --to 2024-12-31 --benchmark ethereum", "a year against a coin"],
      ["portfolio performance --period all --format csv > days.csv", "day by day"],
    ],
    run: async (session, portfolioId) => {
      const { ask, command, out } = session;
      const input = readInput(GetPerformanceInput, command, { portfolioId, benchmark: await benchmarkOf(session) });
      const performance = await ask((api) => api.figures.performance.query(input));
      const { series, ...rest } = performance;
      if (out.format === "table" && !out.fields && !(out.formatChosen && series.length > 0)) {
        await out.print(drawPerformance(performance, out));
      } else {
        const view = {
          columns: DAY_COLUMNS,
          fields: Object.keys(PerformanceDay.shape),
          empty: "Nothing happened yet.",
        };
        await printRows(out, view, onePage(series, rest), "series");
      }
      noticeCalculation(out, performance.calculation);
    },
  });
}

/** A benchmark's name as the server wants it; a coin may be given by its symbol. */
async function benchmarkOf(session: Session): Promise<string | undefined> {
  const text: unknown = session.command.getOptionValue("benchmark");
  if (typeof text !== "string") return undefined;
  return ["none", "total-market"].includes(text) ? text : assetIdOf(session, text);
}
