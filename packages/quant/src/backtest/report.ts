import type {
  BacktestMetrics,
  BacktestReport,
  CoinCoverage,
  Remark,
} from "@cryptodesk/shared/strategy/backtest.contract";
import type { StrategyRules } from "@cryptodesk/shared/strategy/rules.contract";
import { monthlyReturns } from "../metrics/monthly-returns.ts";
import { describeRemark } from "../remarks/remark.ts";
import { parameterValues } from "../rules/parameter-values.ts";
import { toCurve } from "./equity-curve.ts";
import type { MarketData } from "./market-data.ts";
import type { BacktestOutcome } from "./outcome.ts";
import { ENGINE_VERSION, hashCandles, hashRules } from "./run-hashes.ts";

export interface ReportInput {
  readonly rules: StrategyRules;
  /** All that the run read. */
  readonly market: MarketData;
  /** Of a run with at least one step. */
  readonly outcome: BacktestOutcome;
  readonly metrics: BacktestMetrics;
  /** At each step, USD, NaN where unknown; null without a benchmark. */
  readonly benchmarkClose: Float64Array | null;
  readonly periodsPerYear: number;
  /** Instead of the values in the rules. */
  readonly parameters?: Readonly<Record<string, number>>;
  readonly simulated: boolean;
  readonly coverage: readonly CoinCoverage[];
  /** What is known of the candles, told before what the run itself has to say. */
  readonly remarks?: readonly Remark[];
}

/**
 * What a run came to, as it is told at every door, but for its honesty. `from` is the start of the first step's candle, `to`
 * the close of the last one's.
 * @throws RangeError for a run without a step: there is nothing to report
 */
export function toReport(input: ReportInput): Omit<BacktestReport, "honesty"> {
  const { rules, market, outcome, metrics, benchmarkClose } = input;
  const { time, equity } = outcome;
  const first = time[0];
  const last = time.at(-1);
  if (first === undefined || last === undefined) throw new RangeError("a run without a step has no report");
  const remarks = [...(input.remarks ?? []), ...outcome.remarks];
  return {
    engine: ENGINE_VERSION,
    rulesHash: hashRules(rules),
    dataHash: hashCandles(market),
    from: new Date(first).toISOString(),
    to: new Date(last + market.intervalMs).toISOString(),
    timeframe: rules.timeframe,
    candles: time.length,
    warmUpCandles: outcome.warmUpCandles,
    periodsPerYear: input.periodsPerYear,
    capital: outcome.capital,
    finalEquity: equity.at(-1) ?? outcome.capital,
    parameters: parameterValues(rules, input.parameters),
    simulated: input.simulated,
    coverage: [...input.coverage],
    metrics,
    curve: toCurve(outcome, benchmarkClose),
    months: monthlyReturns(outcome).map(({ month, returnPct }) => ({ month, returnPct })),
    notes: remarks.map(describeRemark),
    remarks,
  };
}
