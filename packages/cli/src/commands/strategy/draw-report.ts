import type { BacktestMetrics, BacktestReport, Honesty } from "@cryptodesk/shared/strategy/backtest.contract";
import { type ChartLine, lineChart } from "../../output/line-chart.ts";
import { compactAmount, count, level, UNKNOWN } from "../../output/numbers.ts";
import type { Output } from "../../output/output.ts";
import { safeText } from "../../output/plain-text.ts";
import { type FigureBlock, figureText } from "../../output/record.ts";

type Figure = readonly [name: string, value: string];

/** A backtest: what it came to, its curve, its figures, and what speaks against believing it. */
export function drawReport(report: BacktestReport, out: Output): string {
  const { from, to, timeframe, candles, capital, finalEquity, metrics, simulated } = report;
  const mark = simulated ? `  ${out.palette.warn("SIMULATED")}` : "";
  const title = `${out.palette.bold(`${from.slice(0, 10)} to ${to.slice(0, 10)}`)}  ${count(candles)} candles of ${timeframe}${mark}`;
  const result = `${usd(capital)} became ${usd(finalEquity)}  ${signed(metrics.totalReturnPct, out)}`;
  const blocks: FigureBlock[] = [
    { title: "Return", figures: returnFigures(metrics, out) },
    { title: "Risk", figures: riskFigures(metrics) },
    { title: "Trades", figures: tradeFigures(metrics, out) },
    { title: "Run", figures: runFigures(report) },
  ];
  const chart = drawCurve(report, out);
  const honesty = report.honesty ? [drawHonesty(report.honesty, out)] : [];
  const notes = report.notes.length > 0 ? [bullets("Notes", report.notes, out)] : [];
  const parts = [
    `${title}\n${result}`,
    ...(chart === "" ? [] : [chart]),
    ...honesty,
    figureText(blocks, out),
    ...notes,
  ];
  return `${parts.map((part) => part.trimEnd()).join("\n\n")}\n`;
}

function drawCurve({ curve, capital }: BacktestReport, out: Output): string {
  const [own, other] = [out.palette.lines[0], out.palette.lines[1]];
  const tintOr = (tint: ChartLine["tint"] | undefined): ChartLine["tint"] => tint ?? ((text) => text);
  const lineOf = (values: readonly (number | null)[], tint: ChartLine["tint"] | undefined): ChartLine => ({
    tint: tintOr(tint),
    points: curve.at.flatMap((at, index) => {
      const value = values[index];
      return value === null || value === undefined ? [] : [{ atMs: Date.parse(at), value, segment: 0 }];
    }),
  });
  const lines = [lineOf(curve.benchmark, other), lineOf(curve.equity, own)].filter(({ points }) => points.length > 1);
  const height = Math.max(6, Math.min(16, out.height - 16));
  const chart = lineChart(lines, { width: out.width, height }, out.palette, (value) => compactAmount(value));
  if (chart === "") return "";
  const benchmark = lines.length > 1 ? `   ${tintOr(other)("━ benchmark")}` : "";
  return `${chart}\n${tintOr(own)("━ equity")}${benchmark}   USD, ${usd(capital)} at the start`;
}

function returnFigures(metrics: BacktestMetrics, out: Output): Figure[] {
  return [
    ["Total", signed(metrics.totalReturnPct, out)],
    ["A year", signed(metrics.annualReturnPct, out)],
    ["Benchmark", signed(metrics.benchmarkReturnPct, out)],
    ["Alpha, beta", `${signed(metrics.alphaPct, out)} a year, ${plain(metrics.beta)}`],
    ["Information ratio", plain(metrics.informationRatio)],
  ];
}

function riskFigures(metrics: BacktestMetrics): Figure[] {
  const length = metrics.maxDrawdownCandles === null ? "" : `, ${count(metrics.maxDrawdownCandles)} candles long`;
  return [
    ["Volatility", `${level(metrics.volatilityPct)} a year`],
    ["Largest drawdown", `${level(metrics.maxDrawdownPct)}${length}`],
    ["Sharpe, Sortino", `${plain(metrics.sharpe)}, ${plain(metrics.sortino)}`],
    ["Calmar, Omega", `${plain(metrics.calmar)}, ${plain(metrics.omega)}`],
    ["VaR, CVaR 95 %", `${level(metrics.var95Pct)}, ${level(metrics.cvar95Pct)} a candle`],
  ];
}

function tradeFigures(metrics: BacktestMetrics, out: Output): Figure[] {
  return [
    ["Closed", count(metrics.trades)],
    ["Won", level(metrics.winRatePct)],
    ["Win, loss", `${signed(metrics.averageWinPct, out)}, ${signed(metrics.averageLossPct, out)} on average`],
    ["Profit factor", plain(metrics.profitFactor)],
    ["Expectancy", `${metrics.expectancyUsd === null ? UNKNOWN : usd(metrics.expectancyUsd)} a trade`],
    ["SQN", plain(metrics.sqn)],
    ["In the market", level(metrics.timeInMarketPct)],
    ["Turnover", `${plain(metrics.turnover)} times a year`],
    ["Fees, slippage", `${usd(metrics.feesUsd)}, ${usd(metrics.slippageUsd)}`],
    ...(metrics.fundingUsd === 0 ? [] : [["Funding", usd(metrics.fundingUsd)] as const]),
  ];
}

function runFigures({ parameters, engine, rulesHash, dataHash, warmUpCandles, coverage }: BacktestReport): Figure[] {
  const given = Object.entries(parameters).map(([name, value]) => `${safeText(name)} = ${value}`);
  const missing = coverage.reduce((sum, each) => sum + each.missing, 0);
  return [
    ...(given.length > 0 ? [["Parameters", given.join(", ")] as const] : []),
    ["Warm-up", `${count(warmUpCandles)} candles`],
    ["Coins", safeText(coverage.map(({ coin }) => coin).join(", "))],
    ...(missing > 0 ? [["Missing candles", count(missing)] as const] : []),
    ["Engine", safeText(engine)],
    ["Rules, data", `${rulesHash.slice(0, 12)}, ${dataHash.slice(0, 12)}`],
  ];
}

const VERDICTS: Record<Honesty["verdict"], string> = {
  "too-little": "Too little to tell",
  luck: "Not distinguishable from luck",
  doubtful: "Doubtful",
  "holds-up": "Holds up",
};

/** The verdict in words, for lists. */
export function verdictText(verdict: Honesty["verdict"] | null, out: Output): string {
  if (verdict === null) return UNKNOWN;
  return verdict === "holds-up" ? out.palette.good(VERDICTS[verdict]) : out.palette.warn(VERDICTS[verdict]);
}

/** What the checks found, in their words. */
function drawHonesty({ verdict, sentences }: Honesty, out: Output): string {
  return bullets(`How far to trust it: ${verdictText(verdict, out)}`, sentences, out);
}

export function bullets(title: string, sentences: readonly string[], out: Output): string {
  return [out.palette.bold(title), ...sentences.map((sentence) => `- ${safeText(sentence)}`)].join("\n");
}

export function usd(value: number): string {
  return `${value.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 })} USD`;
}

/** A percentage that can be either side of 0. */
export function signed(value: number | null, { palette }: Output): string {
  if (value === null) return UNKNOWN;
  const text = `${value > 0 ? "+" : ""}${level(value)}`;
  return value < 0 ? palette.down(text) : value > 0 ? palette.up(text) : text;
}

export function plain(value: number | null): string {
  return value === null ? UNKNOWN : value.toLocaleString("en-US", { maximumFractionDigits: 3 });
}
