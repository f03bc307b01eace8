import type { MoneyWeighted, Performance, Returns } from "@cryptodesk/shared/portfolio/performance.contract";
import { gainOf, moneyOf, ratioShare, returned } from "../../output/amounts.ts";
import { type ChartLine, lineChart } from "../../output/line-chart.ts";
import { count } from "../../output/numbers.ts";
import type { Output } from "../../output/output.ts";
import { safeText } from "../../output/plain-text.ts";
import { type FigureBlock, figureText } from "../../output/record.ts";

type Figure = readonly [name: string, value: string];

/** Chart and returns of a period, and what they lack. */
export function drawPerformance(performance: Performance, out: Output): string {
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
