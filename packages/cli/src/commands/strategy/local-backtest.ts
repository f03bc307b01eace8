import type { MarketData } from "@cryptodesk/quant/backtest/market-data";
import type { BacktestOutcome } from "@cryptodesk/quant/backtest/outcome";
import type { BacktestReport, BacktestSettings, BacktestTrade } from "@cryptodesk/shared/strategy/backtest.contract";
import type { StrategyRules } from "@cryptodesk/shared/strategy/rules.contract";
import { Interrupted, UsageError } from "../../failures.ts";
import type { Session } from "../../session.ts";
import { createJobProgress } from "../job-progress.ts";
import { drawProblems } from "./draw-strategy.ts";
import { readLocalMarket } from "./local-market.ts";

const YEAR_MS = 365 * 86_400_000;

export interface LocalRun {
  readonly report: BacktestReport;
  readonly trades: readonly BacktestTrade[];
}

/**
 * Runs rules on candles out of files, with the engine of the desk and without one. Without `from` all candles count.
 * @param files see `readLocalMarket`
 * @throws UsageError that says what is missing
 */
export async function backtestLocally(
  session: Session,
  given: StrategyRules,
  files: readonly string[],
  settings: BacktestSettings,
): Promise<LocalRun> {
  const rules = await withGivenParameters(session, given, settings.parameters);
  const local = await readLocalMarket(session, rules, files, settings.benchmark);
  const [{ runBacktest }, { toReport }, { toTrades }, { RunCancelled }] = await Promise.all([
    import("@cryptodesk/quant/backtest/run-backtest"),
    import("@cryptodesk/quant/backtest/report"),
    import("@cryptodesk/quant/backtest/trade-list"),
    import("@cryptodesk/quant/backtest/run-cancelled"),
  ]);
  const { market } = local;
  const progress = await createJobProgress(session.cli.stderr, "backtest");
  const options = {
    capital: settings.capital,
    ...(settings.from !== undefined && { from: Date.parse(settings.from) }),
    ...(settings.to !== undefined && { to: Date.parse(settings.to) }),
    isCancelled: () => session.cli.interrupted.aborted,
  };
  const onProgress = (note: string) => (done: number, total: number) => progress.show(done, total, note);
  try {
    const outcome = runBacktest(rules, market, { ...options, onProgress: onProgress("candles") });
    refuseEmpty(outcome, market);
    const measured = await measure(outcome, market, settings);
    const run = { rules, market, outcome, ...measured };
    const honesty = settings.honesty
      ? await assess({ ...run, options: { ...options, onProgress: onProgress("checks") } }, settings)
      : null;
    const report = toReport({ ...run, simulated: false, coverage: local.coverage, remarks: local.remarks });
    return { report: { ...report, honesty }, trades: toTrades({ rules, market, outcome }) };
  } catch (error) {
    if (error instanceof RunCancelled) throw new Interrupted();
    throw error;
  } finally {
    progress.stop();
  }
}

async function withGivenParameters(
  { out }: Session,
  rules: StrategyRules,
  given: Readonly<Record<string, number>>,
): Promise<StrategyRules> {
  const [{ checkGivenParameters, withParameters }, { checkRules }] = await Promise.all([
    import("@cryptodesk/quant/rules/parameter-values"),
    import("@cryptodesk/quant/rules/check-rules"),
  ]);
  const unknown = checkGivenParameters(rules, given);
  const changed = withParameters(rules, given);
  const problems = unknown.length > 0 ? unknown : checkRules(changed);
  if (problems.length === 0) return changed;
  throw new UsageError(`--parameters: ${drawProblems(problems, null, out).trimEnd()}`);
}

function refuseEmpty(outcome: BacktestOutcome, market: MarketData): void {
  if (outcome.time.length > 0) return;
  const candles = Math.max(...market.coins.map(({ candles: { time } }) => time.length), 0);
  throw new UsageError(
    `Nothing is left to run on: there are ${candles} candles in the files, and the rules need ${outcome.warmUpCandles} before the first that counts.`,
    ["Give more candles, or move --from and --to."],
  );
}

/** Figures against the benchmark, if its candles are there, else against the first coin of the rules. */
async function measure(outcome: BacktestOutcome, market: MarketData, settings: BacktestSettings) {
  const [{ measureOutcome }, { benchmarkCloses }] = await Promise.all([
    import("@cryptodesk/quant/metrics/measure-outcome"),
    import("@cryptodesk/quant/backtest/benchmark"),
  ]);
  const periodsPerYear = settings.periodsPerYear ?? YEAR_MS / market.intervalMs;
  const closesOf = (coin: string) => benchmarkCloses(market, coin, outcome.time);
  const benchmarkClose = closesOf(settings.benchmark ?? "") ?? closesOf(market.coins[0]?.coin ?? "");
  return { benchmarkClose, periodsPerYear, metrics: measureOutcome(outcome, benchmarkClose, periodsPerYear) };
}

type Assessed = Parameters<typeof import("@cryptodesk/quant/honesty/assess-honesty").assessHonesty>[0];

async function assess(run: Omit<Assessed, "seed" | "trials">, { seed, trials }: BacktestSettings) {
  const { assessHonesty } = await import("@cryptodesk/quant/honesty/assess-honesty");
  return assessHonesty({ ...run, seed, trials });
}
