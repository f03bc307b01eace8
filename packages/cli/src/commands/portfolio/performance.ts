import {
  ComparePortfoliosInput,
  GetPerformanceInput,
  type MoneyWeighted,
  type Performance,
  PerformanceDay,
  PerformancePeriod,
  type PortfolioComparison,
  type Returns,
} from "@cryptodesk/shared/portfolio/performance.contract";
import { Argument, type Command, Option } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { readInput } from "../../input/read-input.ts";
import { list, oneOf } from "../../input/values.ts";
import { gainOf, money, moneyOf, ratioShare, returned, rounded } from "../../output/amounts.ts";
import { type ChartLine, lineChart } from "../../output/line-chart.ts";
import { count } from "../../output/numbers.ts";
import type { Output } from "../../output/output.ts";
import { safeText } from "../../output/plain-text.ts";
import { type FigureBlock, figureText } from "../../output/record.ts";
import { printRows } from "../../output/rows.ts";
import type { Column } from "../../output/table.ts";
import type { Session } from "../../session.ts";
import { defineCommand } from "../define-command.ts";
import { onePage } from "../paging.ts";
import { noticeCalculation } from "./calculation-notice.ts";
import { assetIdOf } from "./choose-asset.ts";
import { portfolioIdOf } from "./choose-portfolio.ts";
import { definePortfolioCommand } from "./define-portfolio-command.ts";
import { dayOptions } from "./portfolio-options.ts";

type Figure = readonly [name: string, value: string];

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

const periodOption = () =>
  new Option("--period <period>", "up to today (default: 1y)")
    .choices(PerformancePeriod.options)
    .argParser(oneOf(PerformancePeriod.options));

export function addPerformanceCommands(portfolio: Command, cli: CliContext): void {
  addPerformanceCommand(portfolio, cli);
  addCompareCommand(portfolio, cli);
}

function addPerformanceCommand(portfolio: Command, cli: CliContext): void {
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

function drawPerformance(performance: Performance, out: Output): string {
  const { currency, from, to, returns, series } = performance;
  if (from === null) return "Nothing happened yet.\n";
  const title = `${out.palette.bold(`${from} to ${to}`)}  ${count(returns.days)} days  ${currency.toUpperCase()}`;
  const chart = drawChart(performance, out);
  const blocks: FigureBlock[] = [
    { title: "Returns", figures: returnFigures(returns, currency, out) },
    { title: "Beside", figures: besideFigures(performance, out) },
    { title: "Contribution", figures: contributionFigures(performance, out) },
  ];
  const last = series.at(-1)?.value ?? null;
  const valueLine = `Value ${moneyOf(last, currency)}`;
  return `${[title, ...(chart === "" ? [] : [chart]), valueLine, figureText(blocks, out)].join("\n\n").trimEnd()}\n`;
}

/** The index of the portfolio and of its benchmark, both 100 at the start. */
function drawChart({ series, benchmark }: Performance, out: Output): string {
  const [own, other] = [out.palette.lines[0], out.palette.lines[1]];
  const lineOf = (field: "index" | "benchmark", tint: ChartLine["tint"] | undefined): ChartLine => {
    let segment = 0;
    const points = series.flatMap((day) => {
      const value = day[field];
      if (value !== null) return [{ atMs: Date.parse(day.day), value: 100 * Number(value), segment }];
      // An unknown day leaves a hole.
      segment += 1;
      return [];
    });
    return { points, tint: tint ?? ((text) => text) };
  };
  const lines = [lineOf("benchmark", other), lineOf("index", own)].filter(({ points }) => points.length > 1);
  const height = Math.max(6, Math.min(16, out.height - 16));
  const chart = lineChart(lines, { width: out.width, height }, out.palette, (value) => value.toFixed(1));
  if (chart === "") return "";
  const legend = [
    own?.("━ portfolio") ?? "portfolio",
    ...(benchmark === null ? [] : [other?.(`━ ${safeText(benchmark.name)}`) ?? ""]),
  ];
  return `${chart}\n${legend.join("   ")}   100 at the start`;
}

function returnFigures(returns: Returns, currency: string, out: Output): Figure[] {
  const { gain, invested, simple, timeWeighted, timeWeightedAnnualised, timeWeightedWithoutFees } = returns;
  return [
    ["Gain", gainOf(gain, currency, out)],
    ["Invested", moneyOf(invested, currency)],
    ["Simple", returned(simple, out)],
    ["Time-weighted", returned(timeWeighted, out)],
    ...(timeWeightedAnnualised === null ? [] : [["  a year", returned(timeWeightedAnnualised, out)] as const]),
    ["  without fees", returned(timeWeightedWithoutFees, out)],
    ...(returns.currencyEffect === null
      ? []
      : [["  by exchange rates", returned(returns.currencyEffect, out)] as const]),
    ["Money-weighted", moneyWeightedText(returns.moneyWeighted, out)],
  ];
}

function moneyWeightedText({ solution, reason, annualRates, period, annualised }: MoneyWeighted, out: Output): string {
  if (solution === "unique") {
    const year = annualised === null ? "" : `, ${returned(annualised, out)} a year`;
    return `${returned(period, out)}${year}`;
  }
  const why = reason === null ? "" : `: ${safeText(reason)}`;
  if (solution === "several") {
    return `several rates solve it (${annualRates.map((rate) => returned(rate, out)).join(", ")} a year)${why}`;
  }
  return `${solution === "none" ? "no rate solves it" : solution}${why}`;
}

function besideFigures(
  { benchmark, maxDrawdown, unknownOn, unknownAssets, carriedPrices }: Performance,
  out: Output,
): Figure[] {
  const names = (assets: readonly { symbol: string }[]) => assets.map(({ symbol }) => safeText(symbol)).join(", ");
  return [
    ...(benchmark === null ? [] : [[safeText(benchmark.name), returned(benchmark.total, out)] as const]),
    [
      "Deepest fall",
      maxDrawdown === null
        ? "none, or unknown"
        : `${ratioShare(maxDrawdown.depth)} from ${maxDrawdown.peakDay} to ${maxDrawdown.troughDay}, ${maxDrawdown.recoveredDay === null ? "not recovered" : `recovered ${maxDrawdown.recoveredDay}`}`,
    ],
    ...(unknownOn === null
      ? []
      : [
          [
            "Unknown from",
            out.palette.warn(`${unknownOn}${unknownAssets.length > 0 ? `: no price of ${names(unknownAssets)}` : ""}`),
          ] as const,
        ]),
    ...carriedPrices.map(
      ({ asset, days, firstDay, lastDay }) =>
        ["Earlier price", `${safeText(asset.symbol)}, ${count(days)} days between ${firstDay} and ${lastDay}`] as const,
    ),
  ];
}

const SHOWN_CONTRIBUTIONS = 10;

function contributionFigures({ contributions, currency }: Performance, out: Output): Figure[] {
  const shown = contributions.slice(0, SHOWN_CONTRIBUTIONS);
  const rest = contributions.length - shown.length;
  return [
    ...shown.map(
      ({ asset, contribution, gain }) =>
        [safeText(asset.symbol), `${returned(contribution, out)}, ${gainOf(gain, currency, out)}`] as const,
    ),
    ...(rest > 0 ? [["Others", `${count(rest)} more, in --json`] as const] : []),
  ];
}

function addCompareCommand(portfolio: Command, cli: CliContext): void {
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
