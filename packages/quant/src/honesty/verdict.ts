import type { BacktestMetrics, Honesty, HonestyFinding } from "@cryptodesk/shared/strategy/backtest.contract";
import { describeFinding, findingOf } from "./finding.ts";

type Checks = Omit<Honesty, "verdict" | "sentences" | "findings">;

/** What the verdict is made from. */
export interface Evidence extends Checks {
  readonly metrics: BacktestMetrics;
  readonly candles: number;
  /** Entries until nothing was left of them; tranches of one position are one decision. */
  readonly positions: number;
}

/** One thing that is known of a result. The weightiest comes first. */
interface Finding {
  readonly told: HonestyFinding;
  readonly weight: number;
  /** luck: by itself enough to say that it may be; against: a doubt. */
  readonly says: "luck" | "against" | "nothing";
}

export const FEWEST_POSITIONS = 20;
export const FEWEST_CANDLES = 100;
const LIKELY = 0.95;
const UNLIKELY = 0.9;

/**
 * What to make of a result, in plain words. Luck: it lost, or at least one comparison with chance (random entries, bootstrap,
 * deflated Sharpe ratio) gives chance more than one in ten. Doubtful: chance has more than one in twenty, or the result did
 * not hold outside its sample, in later periods or with other parameters. Without twenty positions and a hundred candles
 * there is nothing to judge.
 */
export function judge(evidence: Evidence): Pick<Honesty, "verdict" | "sentences" | "findings"> {
  const findings = [
    ...ofLookAhead(evidence),
    ...ofSize(evidence),
    ...ofResult(evidence),
    ...ofRandomEntries(evidence),
    ...ofBootstrap(evidence),
    ...ofDeflatedSharpe(evidence),
    ...ofOutOfSample(evidence),
    ...ofWalkForward(evidence),
    ...ofSensitivity(evidence),
    ...ofTradeOrder(evidence),
  ].sort((one, other) => other.weight - one.weight);
  const verdict = verdictOf(evidence, findings);
  const told = [findingOf(`verdict-${verdict}`, {}), ...findings.map((each) => each.told)];
  return { verdict, sentences: told.map((each) => describeFinding(each) ?? each.code), findings: told };
}

function verdictOf({ lookAhead, positions, candles }: Evidence, findings: readonly Finding[]): Honesty["verdict"] {
  if (!lookAhead.passed) return "doubtful";
  if (positions < FEWEST_POSITIONS || candles < FEWEST_CANDLES) return "too-little";
  if (findings.some(({ says }) => says === "luck")) return "luck";
  return findings.some(({ says }) => says === "against") ? "doubtful" : "holds-up";
}

function ofLookAhead({ lookAhead }: Evidence): Finding[] {
  const { firstDifferenceAt: at } = lookAhead;
  if (at === null) return [];
  const told = findingOf("look-ahead", { at });
  return [{ told, weight: 100, says: "against" }];
}

function ofSize({ positions, candles }: Evidence): Finding[] {
  const few: Finding[] = [];
  if (positions < FEWEST_POSITIONS) {
    const told = findingOf("few-positions", { count: positions, fewest: FEWEST_POSITIONS });
    few.push({ told, weight: 90, says: "nothing" });
  }
  if (candles < FEWEST_CANDLES) {
    const told = findingOf("few-candles", { count: candles, fewest: FEWEST_CANDLES });
    few.push({ told, weight: 89, says: "nothing" });
  }
  return few;
}

function ofResult({ metrics }: Evidence): Finding[] {
  const { totalReturnPct, benchmarkReturnPct } = metrics;
  if (totalReturnPct === null) return [];
  if (totalReturnPct <= 0) {
    return [{ told: findingOf("no-gain", { totalPct: totalReturnPct }), weight: 80, says: "luck" }];
  }
  if (benchmarkReturnPct === null || benchmarkReturnPct <= totalReturnPct) return [];
  const told = findingOf("below-benchmark", { benchmarkPct: benchmarkReturnPct, totalPct: totalReturnPct });
  return [{ told, weight: 35, says: "nothing" }];
}

function ofRandomEntries({ randomEntries }: Evidence): Finding[] {
  if (randomEntries === null) return [];
  const { runs, betterThanPct } = randomEntries;
  const better = Math.round(runs * (1 - betterThanPct / 100));
  const share = betterThanPct / 100;
  const values = { better, runs };
  if (share < 1 - UNLIKELY) return [{ told: findingOf("random-better", values), weight: 75, says: "luck" }];
  if (share < UNLIKELY) return [{ told: findingOf("random-alike", values), weight: 75, says: "luck" }];
  const told = findingOf("random-worse", values);
  return [{ told, weight: share < LIKELY ? 60 : 30, says: share < LIKELY ? "against" : "nothing" }];
}

function ofBootstrap({ bootstrap }: Evidence): Finding[] {
  if (bootstrap === null) return [];
  const { runs, blockCandles, lossProbability, totalReturnPct } = bootstrap;
  const told = findingOf("bootstrap", {
    block: blockCandles,
    losses: Math.round(runs * lossProbability),
    runs,
    lowPct: totalReturnPct.p5,
    highPct: totalReturnPct.p95,
  });
  if (lossProbability > 1 - UNLIKELY) return [{ told, weight: 70, says: "luck" }];
  const isLikely = lossProbability <= 1 - LIKELY;
  return [{ told, weight: isLikely ? 25 : 55, says: isLikely ? "nothing" : "against" }];
}

function ofDeflatedSharpe({ deflatedSharpe }: Evidence): Finding[] {
  if (deflatedSharpe === null) return [];
  const { trials, expectedBest, probability } = deflatedSharpe;
  const told =
    trials === 1
      ? findingOf("true-sharpe", { chance: probability })
      : findingOf("best-of-tries", { tries: trials, luckySharpe: expectedBest, chance: probability });
  if (probability < UNLIKELY) return [{ told, weight: 72, says: "luck" }];
  const isLikely = probability >= LIKELY;
  return [{ told, weight: isLikely ? 28 : 56, says: isLikely ? "nothing" : "against" }];
}

function ofOutOfSample({ outOfSample }: Evidence): Finding[] {
  if (outOfSample === null) return [];
  const { inside, outside, splitAt } = outOfSample;
  if (inside.totalReturnPct === null || outside.totalReturnPct === null) return [];
  const told = findingOf("out-of-sample", {
    day: splitAt.slice(0, 10),
    insidePct: inside.totalReturnPct,
    insideSharpe: inside.sharpe,
    outsidePct: outside.totalReturnPct,
    outsideSharpe: outside.sharpe,
  });
  const isWorse =
    inside.totalReturnPct > 0 &&
    (outside.totalReturnPct <= 0 || (outside.sharpe ?? 0) < 0.5 * Math.max(0, inside.sharpe ?? 0));
  return [{ told, weight: isWorse ? 65 : 24, says: isWorse ? "against" : "nothing" }];
}

function ofWalkForward({ walkForward }: Evidence): Finding[] {
  const later = (walkForward ?? []).map(({ outsidePct }) => outsidePct).filter((each) => each !== null);
  if (later.length === 0) return [];
  const gained = later.filter((each) => each > 0).length;
  const growth = later.reduce((product, each) => product * (1 + each / 100), 1);
  const isWorse = growth <= 1 || gained < later.length / 2;
  const told = findingOf("walk-forward", { gained, periods: later.length, growthPct: 100 * (growth - 1) });
  return [{ told, weight: isWorse ? 62 : 22, says: isWorse ? "against" : "nothing" }];
}

function ofSensitivity({ sensitivity, metrics }: Evidence): Finding[] {
  const totals = (sensitivity ?? []).map(({ totalReturnPct }) => totalReturnPct).filter((each) => each !== null);
  const own = metrics.totalReturnPct;
  if (totals.length < 2 || own === null) return [];
  const [least, most] = [Math.min(...totals), Math.max(...totals)];
  const sorted = totals.toSorted((one, other) => one - other);
  const middle = sorted[Math.floor(sorted.length / 2)] ?? own;
  const told = findingOf("sensitivity", { leastPct: least, mostPct: most, totalPct: own });
  const isPeak = own > 0 && middle < own / 2;
  return [{ told, weight: isPeak ? 58 : 20, says: isPeak ? "against" : "nothing" }];
}

function ofTradeOrder({ tradeOrder, metrics }: Evidence): Finding[] {
  if (tradeOrder === null || metrics.maxDrawdownPct === null) return [];
  const told = findingOf("trade-order", { fallPct: tradeOrder.maxDrawdownPct.p95, ownPct: metrics.maxDrawdownPct });
  return [{ told, weight: 15, says: "nothing" }];
}
