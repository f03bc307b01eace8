import { GetSummaryInput, type PortfolioSummary } from "@cryptodesk/shared/portfolio/holding.contract";
import type { PortfolioTotals } from "@cryptodesk/shared/portfolio/portfolio.contract";
import { type Command, Option } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { readInput } from "../../input/read-input.ts";
import { wholeNumber } from "../../input/values.ts";
import { gainOf, moneyOf, percentReturned } from "../../output/amounts.ts";
import { noticeOrigin } from "../../output/market-notice.ts";
import { count } from "../../output/numbers.ts";
import type { Output } from "../../output/output.ts";
import { safeText } from "../../output/plain-text.ts";
import { figureText, printRecord } from "../../output/record.ts";
import { noticeCalculation } from "./calculation-notice.ts";
import { definePortfolioCommand } from "./define-portfolio-command.ts";

export function waitOption(): Option {
  return new Option(
    "--wait-ms <milliseconds>",
    "wait so long, at most 10000, for a calculation that runs before the last figures are shown (default: 250)",
  ).argParser(wholeNumber);
}

export function addShowCommand(portfolio: Command, cli: CliContext): void {
  definePortfolioCommand(portfolio, cli, {
    name: "show",
    summary: "Where a portfolio stands",
    description: "At the prices of this moment. What is unknown says so and is in no sum.",
    namesPortfolio: true,
    options: [waitOption()],
    examples: [
      ["portfolio show Savings", "value, cost, gains, income, fees"],
      ["portfolio show --json --fields totals.currentValue", "the exact value"],
    ],
    run: async ({ ask, command, out }, portfolioId) => {
      const input = readInput(GetSummaryInput, command, { portfolioId });
      const summary = await ask((api) => api.figures.summary.query(input));
      await printRecord(out, summary, () => drawSummary(summary, out));
      noticeCalculation(out, summary.calculation);
      noticeOrigin(out, [{ simulated: summary.simulated, asOf: summary.pricedAt }]);
    },
  });
}

function drawSummary(summary: PortfolioSummary, out: Output): string {
  const { name, currency, totals, transactionCount, firstDay } = summary;
  const simulated = summary.simulated ? `  ${out.palette.warn("SIMULATED")}` : "";
  const title = `${out.palette.bold(safeText(name))}  ${currency.toUpperCase()}${simulated}\n`;
  const since = firstDay === null ? "none yet" : `${count(transactionCount)} since ${firstDay}`;
  return `${title}\n${figureText(
    [
      { title: "Now", figures: nowFigures(totals, currency, out) },
      { title: "Since the start", figures: sinceFigures(totals, currency, out) },
      { title: "Ledger", figures: [["Transactions", since] as const, ...gapFigures(totals, out)] },
    ],
    out,
  )}`;
}

function nowFigures(totals: PortfolioTotals, currency: string, out: Output): [string, string][] {
  const { currentValue, knownValue, costBasisTotal, knownCostBasis, change24h, change24hPct } = totals;
  return [
    ["Value", withKnown(currentValue, knownValue, currency)],
    ["Cost basis", withKnown(costBasisTotal, knownCostBasis, currency)],
    ["Unrealised", withPercent(gainOf(totals.unrealizedPnl, currency, out), totals.unrealizedPnlPct, out)],
    ["24 h", withPercent(gainOf(change24h, currency, out), change24hPct, out)],
  ];
}

function sinceFigures(totals: PortfolioTotals, currency: string, out: Output): [string, string][] {
  const { income, unknownIncome, fees, unknownFees } = totals;
  return [
    ["Realised", gainOf(totals.realizedPnl, currency, out)],
    ["Income", `${moneyOf(income, currency)}${unknownText(unknownIncome)}`],
    ["Fees", `${moneyOf(fees, currency)}${unknownText(unknownFees)}`],
  ];
}

function gapFigures({ unpriced, missing }: PortfolioTotals, { palette }: Output): [string, string][] {
  return [
    ...(unpriced > 0 ? [["Without a price", palette.warn(count(unpriced))] satisfies [string, string]] : []),
    ...(missing > 0
      ? [["Missing", `${palette.warn(count(missing))} (see: cryptodesk portfolio missing)`] satisfies [string, string]]
      : []),
  ];
}

/** An unknown sum with what of it is known. */
function withKnown(sum: string | null, known: string, currency: string): string {
  return sum === null ? `unknown; ${moneyOf(known, currency)} of it is known` : moneyOf(sum, currency);
}

function withPercent(text: string, percent: string | null, out: Output): string {
  return percent === null ? text : `${text} (${percentReturned(percent, out)})`;
}

function unknownText(entries: number): string {
  return entries === 0 ? "" : `, and ${count(entries)} of unknown value`;
}
