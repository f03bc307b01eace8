import type { BacktestMetrics } from "@cryptodesk/shared/strategy/backtest.contract";
import { t } from "../catalogue/catalogue.ts";
import type { strategyMetrics } from "../catalogue/en/strategy-metrics.ts";
import { formatCount, formatNumber, formatPercent, formatShare, UNKNOWN } from "../lib/format.ts";
import { modelMoney } from "./model-figures.ts";

export type MetricName = keyof BacktestMetrics;
type MetricGroup = keyof typeof strategyMetrics.groups;

/** change: percent with a sign; share: percent without one; ratio: two decimals. */
type MetricKind = "change" | "share" | "ratio" | "count" | "money";

/** A figure of a backtest. */
export interface Metric {
  name: MetricName;
  group: MetricGroup;
  kind: MetricKind;
  /** Where its formula is published; null where it is plain arithmetic. */
  source: string | null;
  /** Which of two is to be preferred; null where neither is. */
  better: "more" | "less" | null;
}

/** Every figure in the order in which they are shown. */
export const METRICS: readonly Metric[] = [
  { name: "totalReturnPct", group: "returns", kind: "change", source: null, better: "more" },
  {
    name: "annualReturnPct",
    group: "returns",
    kind: "change",
    source: "CFA Institute: GIPS standards, 2020",
    better: "more",
  },
  { name: "expectancyUsd", group: "returns", kind: "money", source: null, better: "more" },
  {
    name: "maxDrawdownPct",
    group: "risk",
    kind: "share",
    source: "Magdon-Ismail & Atiya, Risk 17(10), 2004",
    better: "less",
  },
  { name: "maxDrawdownCandles", group: "risk", kind: "count", source: null, better: "less" },
  {
    name: "volatilityPct",
    group: "risk",
    kind: "share",
    source: "Hull: Options, Futures, and Other Derivatives",
    better: "less",
  },
  { name: "var95Pct", group: "risk", kind: "share", source: "Jorion: Value at Risk, 3rd ed., 2006", better: "less" },
  {
    name: "cvar95Pct",
    group: "risk",
    kind: "share",
    source: "Rockafellar & Uryasev, Journal of Risk 2(3), 2000",
    better: "less",
  },
  {
    name: "sharpe",
    group: "ratios",
    kind: "ratio",
    source: "Sharpe, Journal of Portfolio Management 21(1), 1994",
    better: "more",
  },
  {
    name: "sortino",
    group: "ratios",
    kind: "ratio",
    source: "Sortino & van der Meer, Journal of Portfolio Management 17(4), 1991",
    better: "more",
  },
  { name: "calmar", group: "ratios", kind: "ratio", source: "Young, Futures 20(1), 1991", better: "more" },
  {
    name: "omega",
    group: "ratios",
    kind: "ratio",
    source: "Shadwick & Keating, Journal of Performance Measurement 6(3), 2002",
    better: "more",
  },
  {
    name: "sqn",
    group: "ratios",
    kind: "ratio",
    source: "Tharp: Definitive Guide to Position Sizing, 2008",
    better: "more",
  },
  { name: "trades", group: "trades", kind: "count", source: null, better: null },
  { name: "winRatePct", group: "trades", kind: "share", source: null, better: "more" },
  { name: "profitFactor", group: "trades", kind: "ratio", source: null, better: "more" },
  { name: "expectancyPct", group: "trades", kind: "change", source: null, better: "more" },
  { name: "averageWinPct", group: "trades", kind: "change", source: null, better: "more" },
  { name: "averageLossPct", group: "trades", kind: "change", source: null, better: "more" },
  { name: "feesUsd", group: "costs", kind: "money", source: null, better: "less" },
  { name: "slippageUsd", group: "costs", kind: "money", source: null, better: "less" },
  { name: "fundingUsd", group: "costs", kind: "money", source: null, better: "less" },
  { name: "turnover", group: "costs", kind: "ratio", source: null, better: "less" },
  { name: "timeInMarketPct", group: "costs", kind: "share", source: null, better: null },
  { name: "benchmarkReturnPct", group: "benchmark", kind: "change", source: null, better: null },
  {
    name: "alphaPct",
    group: "benchmark",
    kind: "change",
    source: "Jensen, Journal of Finance 23(2), 1968",
    better: "more",
  },
  { name: "beta", group: "benchmark", kind: "ratio", source: "Sharpe, Journal of Finance 19(3), 1964", better: null },
  {
    name: "informationRatio",
    group: "benchmark",
    kind: "ratio",
    source: "Goodwin, Financial Analysts Journal 54(4), 1998",
    better: "more",
  },
];

/** The groups in their order. */
export const METRIC_GROUPS: readonly MetricGroup[] = ["returns", "risk", "ratios", "trades", "costs", "benchmark"];

/** A figure as it is written. */
export function writeMetric({ kind }: Pick<Metric, "kind">, value: number | null): string {
  if (value === null) return UNKNOWN;
  if (kind === "change") return formatPercent(value);
  if (kind === "share") return formatShare(value, 2);
  if (kind === "ratio") return formatNumber(value, 2);
  return kind === "count" ? formatCount(value) : modelMoney(value);
}

/** The name of a figure. */
export const metricName = (name: MetricName): string => t(`strategyMetrics.${name}.name`);

/** How an objective of a search is written: percentages as such, everything else as a ratio. */
export const writeObjective = (objective: MetricName, value: number | null): string =>
  writeMetric({ kind: objective.endsWith("Pct") ? "change" : "ratio" }, value);
