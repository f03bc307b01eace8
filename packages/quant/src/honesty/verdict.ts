import type { BacktestMetrics, Honesty } from "@cryptodesk/shared/strategy/backtest.contract";

type Checks = Omit<Honesty, "verdict" | "sentences">;

/** What the verdict is made from. */
export interface Evidence extends Checks {
  readonly metrics: BacktestMetrics;
  readonly candles: number;
  /** Entries until nothing was left of them; tranches of one position are one decision. */
  readonly positions: number;
}

/** One thing that is known of a result. The weightiest comes first. */
interface Finding {
  readonly text: string;
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
export function judge(evidence: Evidence): Pick<Honesty, "verdict" | "sentences"> {
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
  return { verdict, sentences: [CONCLUSIONS[verdict], ...findings.map(({ text }) => text)] };
}

const CONCLUSIONS: Record<Honesty["verdict"], string> = {
  "too-little": "There is too little here to tell skill from luck.",
  luck: "This result is not distinguishable from luck.",
  doubtful: "Something speaks against believing this result.",
  "holds-up": "Nothing that was tried speaks against this result, which is no promise for the future.",
};

function verdictOf({ lookAhead, positions, candles }: Evidence, findings: readonly Finding[]): Honesty["verdict"] {
  if (!lookAhead.passed) return "doubtful";
  if (positions < FEWEST_POSITIONS || candles < FEWEST_CANDLES) return "too-little";
  if (findings.some(({ says }) => says === "luck")) return "luck";
  return findings.some(({ says }) => says === "against") ? "doubtful" : "holds-up";
}

function ofLookAhead({ lookAhead }: Evidence): Finding[] {
  if (lookAhead.passed) return [];
  const day = lookAhead.firstDifferenceAt?.slice(0, 16).replace("T", " ") ?? "some time";
  const text = `With the history cut short, what happened by ${day} UTC came out differently: the rules use what was not known yet, and no figure of this run can be believed.`;
  return [{ text, weight: 100, says: "against" }];
}

function ofSize({ positions, candles }: Evidence): Finding[] {
  const few: Finding[] = [];
  if (positions < FEWEST_POSITIONS) {
    const held = positions === 1 ? "1 position was" : `${count(positions)} positions were`;
    few.push({
      text: `Only ${held} entered; from about ${FEWEST_POSITIONS} on chance begins to average out.`,
      weight: 90,
      says: "nothing",
    });
  }
  if (candles < FEWEST_CANDLES) {
    const text = `The run has ${count(candles)} candles; below ${FEWEST_CANDLES} its figures are mostly noise.`;
    few.push({ text, weight: 89, says: "nothing" });
  }
  return few;
}

function ofResult({ metrics }: Evidence): Finding[] {
  const { totalReturnPct, benchmarkReturnPct } = metrics;
  if (totalReturnPct === null) return [];
  if (totalReturnPct <= 0) {
    const text = `The strategy made ${percent(totalReturnPct)}: there is no gain that could be skill.`;
    return [{ text, weight: 80, says: "luck" }];
  }
  if (benchmarkReturnPct === null || benchmarkReturnPct <= totalReturnPct) return [];
  const text = `Holding the benchmark would have made ${percent(benchmarkReturnPct)}, the strategy made ${percent(totalReturnPct)}.`;
  return [{ text, weight: 35, says: "nothing" }];
}

function ofRandomEntries({ randomEntries }: Evidence): Finding[] {
  if (randomEntries === null) return [];
  const { runs, betterThanPct } = randomEntries;
  const better = Math.round(runs * (1 - betterThanPct / 100));
  const share = betterThanPct / 100;
  const did = `In ${count(better)} of ${count(runs)} runs with random entries, as many, as long and of the same size, the result was better`;
  if (share < 1 - UNLIKELY) {
    return [{ text: `${did}: chance enters at better times than the rules.`, weight: 75, says: "luck" }];
  }
  if (share < UNLIKELY) {
    return [{ text: `${did}: when it enters is not distinguishable from luck.`, weight: 75, says: "luck" }];
  }
  return [{ text: `${did}.`, weight: share < LIKELY ? 60 : 30, says: share < LIKELY ? "against" : "nothing" }];
}

function ofBootstrap({ bootstrap }: Evidence): Finding[] {
  if (bootstrap === null) return [];
  const { runs, blockCandles, lossProbability, totalReturnPct } = bootstrap;
  const text = `With the returns drawn anew in blocks of ${count(blockCandles)} candles, ${count(Math.round(runs * lossProbability))} of ${count(runs)} runs lost money; nine in ten ended between ${percent(totalReturnPct.p5)} and ${percent(totalReturnPct.p95)}.`;
  if (lossProbability > 1 - UNLIKELY) return [{ text, weight: 70, says: "luck" }];
  const isLikely = lossProbability <= 1 - LIKELY;
  return [{ text, weight: isLikely ? 25 : 55, says: isLikely ? "nothing" : "against" }];
}

function ofDeflatedSharpe({ deflatedSharpe }: Evidence): Finding[] {
  if (deflatedSharpe === null) return [];
  const { trials, expectedBest, probability } = deflatedSharpe;
  const chance = `${(100 * probability).toFixed(probability > 0.99 ? 1 : 0)} %`;
  const text =
    trials === 1
      ? `The chance that the true Sharpe ratio is above 0 is ${chance}.`
      : `The best of ${count(trials)} tries without any skill shows a Sharpe ratio of ${expectedBest.toFixed(2)}; the chance that this one is truly above that is ${chance}.`;
  if (probability < UNLIKELY) return [{ text, weight: 72, says: "luck" }];
  const isLikely = probability >= LIKELY;
  return [{ text, weight: isLikely ? 28 : 56, says: isLikely ? "nothing" : "against" }];
}

function ofOutOfSample({ outOfSample }: Evidence): Finding[] {
  if (outOfSample === null) return [];
  const { inside, outside, splitAt } = outOfSample;
  if (inside.totalReturnPct === null || outside.totalReturnPct === null) return [];
  const text = `Before ${splitAt.slice(0, 10)} it made ${percent(inside.totalReturnPct)} (Sharpe ratio ${ratio(inside.sharpe)}), on the last 30 % of the candles ${percent(outside.totalReturnPct)} (${ratio(outside.sharpe)}).`;
  const isWorse =
    inside.totalReturnPct > 0 &&
    (outside.totalReturnPct <= 0 || (outside.sharpe ?? 0) < 0.5 * Math.max(0, inside.sharpe ?? 0));
  return [{ text, weight: isWorse ? 65 : 24, says: isWorse ? "against" : "nothing" }];
}

function ofWalkForward({ walkForward }: Evidence): Finding[] {
  const later = (walkForward ?? []).map(({ outsidePct }) => outsidePct).filter((each) => each !== null);
  if (later.length === 0) return [];
  const gained = later.filter((each) => each > 0).length;
  const growth = later.reduce((product, each) => product * (1 + each / 100), 1);
  const isWorse = growth <= 1 || gained < later.length / 2;
  const text = `Parameters chosen on the past alone made money in ${gained} of ${later.length} later periods, ${percent(100 * (growth - 1))} in all.`;
  return [{ text, weight: isWorse ? 62 : 22, says: isWorse ? "against" : "nothing" }];
}

function ofSensitivity({ sensitivity, metrics }: Evidence): Finding[] {
  const totals = (sensitivity ?? []).map(({ totalReturnPct }) => totalReturnPct).filter((each) => each !== null);
  const own = metrics.totalReturnPct;
  if (totals.length < 2 || own === null) return [];
  const [least, most] = [Math.min(...totals), Math.max(...totals)];
  const sorted = totals.toSorted((one, other) => one - other);
  const middle = sorted[Math.floor(sorted.length / 2)] ?? own;
  const text = `With one parameter a few steps off it made between ${percent(least)} and ${percent(most)}, instead of ${percent(own)}.`;
  const isPeak = own > 0 && middle < own / 2;
  return [{ text, weight: isPeak ? 58 : 20, says: isPeak ? "against" : "nothing" }];
}

function ofTradeOrder({ tradeOrder, metrics }: Evidence): Finding[] {
  if (tradeOrder === null || metrics.maxDrawdownPct === null) return [];
  const text = `In one of twenty other orders of the same trades the drawdown between them is ${tradeOrder.maxDrawdownPct.p95.toFixed(1)} % or more; the run's own was ${metrics.maxDrawdownPct.toFixed(1)} %.`;
  return [{ text, weight: 15, says: "nothing" }];
}

function percent(value: number): string {
  const digits = Math.abs(value) >= 1000 ? 0 : 1;
  const [whole = "", fraction] = Math.abs(value).toFixed(digits).split(".");
  const sign = value < 0 && Number(value.toFixed(digits)) !== 0 ? "-" : "";
  return `${sign}${grouped(whole)}${fraction === undefined ? "" : `.${fraction}`} %`;
}

function ratio(value: number | null): string {
  return value === null ? "unknown" : value.toFixed(2);
}

function count(value: number): string {
  return grouped(`${value}`);
}

/** 1,000 for 1000, whatever the language of the machine is. */
function grouped(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, ",");
}
