import type {
  OptimisationPlan,
  OptimisationPoint,
  OptimisationResult,
} from "@cryptodesk/shared/strategy/optimisation.contract";
import type { RuleParameter } from "@cryptodesk/shared/strategy/rules.contract";
import { expectedBestSharpe, probabilisticSharpe } from "../honesty/deflated-sharpe.ts";
import { stepNearest, stepsOf } from "../rules/parameter-steps.ts";
import { DRAWDOWN, type ExaminedPoint, UNUSABLE } from "./point-scorer.ts";
import { type SearchSpace, spaceOf } from "./search-space.ts";

const MOST_POINTS = 2000;

export interface SearchFindings {
  readonly plan: OptimisationPlan;
  /** Of the rules. */
  readonly parameters: readonly RuleParameter[];
  /** All that were scored, in any order. */
  readonly points: readonly OptimisationPoint[];
  /** Points that the search has in all. */
  readonly total: number;
  readonly periodsPerYear: number;
  /** `PointScorer.examine` of the best point, see `bestPoint`; null where there is none. */
  readonly examined: ExaminedPoint | null;
}

/** Best first; without a score last. Of equal ones the smaller parameters come first, so that the order is always the same. */
function ranked(points: readonly OptimisationPoint[]): OptimisationPoint[] {
  const worth = ({ score }: OptimisationPoint) => score ?? Number.NEGATIVE_INFINITY;
  return [...points].sort((one, other) => {
    const [left, right] = [worth(one), worth(other)];
    return left === right ? byParameters(one, other) : right - left;
  });
}

function byParameters({ parameters: one }: OptimisationPoint, { parameters: other }: OptimisationPoint): number {
  const name = Object.keys(one).find((each) => one[each] !== other[each]);
  return name === undefined ? 0 : (one[name] ?? 0) - (other[name] ?? 0);
}

/** The point with the best score; null where none has one. */
export function bestPoint(points: readonly OptimisationPoint[]): OptimisationPoint | null {
  const [best] = ranked(points.filter(({ score }) => score !== null));
  return best ?? null;
}

/** What a search found, and in plain words how much of it to believe. */
export function summariseSearch(findings: SearchFindings): OptimisationResult {
  const { plan, points, total } = findings;
  const best = bestPoint(points);
  return {
    plan,
    tried: points.length,
    total,
    best,
    gapPct: best === null ? null : gapOf(findings),
    points: ranked(points).slice(0, MOST_POINTS),
    sentences: best === null ? [nothingFound(findings)] : sentencesOf(findings, best),
  };
}

/** How much of the objective is lost outside the sample, percent of its size inside. */
function gapOf({ plan, examined }: SearchFindings): number | null {
  const inside = examined?.inside[plan.objective] ?? null;
  const outside = examined?.outside?.[plan.objective] ?? null;
  if (inside === null || outside === null || inside === 0) return null;
  return (100 * (inside - outside)) / Math.abs(inside);
}

function nothingFound({ points, plan }: SearchFindings): string {
  const reasons = new Map<string, number>();
  for (const { rejected } of points) {
    const reason = whyWithoutScore(rejected, plan.constraints);
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  }
  const told = [...reasons].map(([reason, times]) => `${times} for ${reason}`);
  return `None of ${points.length} points has a score: ${told.join(", ")}. Widen the ranges or loosen the constraints.`;
}

function whyWithoutScore(rejected: string | null, constraints: OptimisationPlan["constraints"]): string {
  if (rejected === null) return "an objective that cannot be told";
  if (rejected.startsWith(UNUSABLE)) return "rules that cannot be evaluated";
  if (rejected.startsWith(DRAWDOWN)) return `a drawdown of more than ${constraints.maxDrawdownPct} %`;
  return `fewer than ${constraints.minTrades} trades`;
}

function sentencesOf(findings: SearchFindings, best: OptimisationPoint): string[] {
  const space = spaceOf(findings.plan, findings.parameters);
  return [
    ...ofGap(findings, best),
    ...ofLuck(findings),
    ...ofNeighbours(findings, best, space),
    ...ofEdges(best, space),
    ...ofRejected(findings),
  ];
}

function ofGap({ plan, examined }: SearchFindings, best: OptimisationPoint): string[] {
  const name = OBJECTIVES[plan.objective];
  const outside = examined?.outside?.[plan.objective] ?? null;
  if (plan.outOfSamplePct === 0) {
    return ["The search saw all candles: nothing is left to tell whether the best would have held up."];
  }
  const unseen = `on the last ${plan.outOfSamplePct} % of the candles, which the search did not see`;
  if (outside === null || best.score === null) {
    return [`The best has ${name} of ${figure(best.score)}; ${unseen}, it cannot be told.`];
  }
  const lost = outside < best.score;
  const kept = lost ? "less" : "no less";
  return [`The best has ${name} of ${figure(best.score)}; ${unseen}, ${figure(outside)}, so ${kept} than inside.`];
}

const OBJECTIVES: Record<OptimisationPlan["objective"], string> = {
  sharpe: "a Sharpe ratio",
  sortino: "a Sortino ratio",
  calmar: "a Calmar ratio",
  totalReturnPct: "a total return in percent",
  omega: "an omega",
  sqn: "a system quality number",
  profitFactor: "a profit factor",
  informationRatio: "an information ratio",
};

/** What the best of so many tries shows by luck, by how much the tries differ (Bailey & López de Prado 2014). */
function ofLuck({ points, examined, periodsPerYear }: SearchFindings): string[] {
  const sharpes = points.map(({ inside }) => inside.sharpe).filter((each) => each !== null);
  const shape = examined?.shape ?? null;
  if (shape === null || sharpes.length < 2) return [];
  const mean = sharpes.reduce((sum, each) => sum + each, 0) / sharpes.length;
  const variance = sharpes.reduce((sum, each) => sum + (each - mean) * (each - mean), 0) / (sharpes.length - 1);
  const expected = expectedBestSharpe(sharpes.length, variance / periodsPerYear);
  const chance = 100 * probabilisticSharpe(shape, expected);
  const text = `Of ${sharpes.length} tries that differ as much as these and have no skill, the best shows a Sharpe ratio of ${figure(expected * Math.sqrt(periodsPerYear))} on average; the best here has ${figure(examined?.inside.sharpe ?? null)}, which is truly above that with a chance of ${chance.toFixed(0)} %`;
  return [chance < 90 ? `${text}: it is not distinguishable from the luck of trying often.` : `${text}.`];
}

/** Whether the best stands on a plateau: tried points at most one step away in every parameter. */
function ofNeighbours({ points }: SearchFindings, best: OptimisationPoint, space: SearchSpace): string[] {
  const at = space.nearest(best.parameters);
  const beside = points.filter((point) => {
    const distances = space.nearest(point.parameters).map((step, range) => Math.abs(step - (at[range] ?? 0)));
    return Math.max(...distances) === 1;
  });
  const scores = beside
    .map(({ score }) => score)
    .filter((score) => score !== null)
    .sort((one, other) => one - other);
  if (beside.length < 2 || best.score === null) return [];
  const middle = scores[Math.floor((scores.length - 1) / 2)];
  const without = beside.length - scores.length;
  if (middle === undefined || without > scores.length) {
    return [
      `Of the ${beside.length} points next to the best ${without} have no score: it stands at an edge of what works.`,
    ];
  }
  const around = `The ${beside.length} points next to the best have ${figure(middle)} in the middle, ${figure(scores[0] ?? null)} at worst`;
  const isPlateau = middle > 0.8 * best.score;
  return [
    isPlateau
      ? `${around}: it stands on a plateau.`
      : `${around}: it is a lone peak, which is more often an accident than a find.`,
  ];
}

function ofEdges(best: OptimisationPoint, space: SearchSpace): string[] {
  const edges = space.ranges.filter((range) => {
    const step = stepNearest(range, best.parameters[range.name] ?? range.min);
    return stepsOf(range) > 0 && (step === 0 || step === stepsOf(range));
  });
  if (edges.length === 0) return [];
  const names = edges.map(({ name }) => name).join(", ");
  return [`The best is at the end of the range of ${names}: better ones may lie beyond.`];
}

function ofRejected({ points }: SearchFindings): string[] {
  const rejected = points.filter((point) => point.rejected !== null).length;
  return rejected === 0 ? [] : [`${rejected} of ${points.length} points do not meet the constraints.`];
}

function figure(value: number | null): string {
  return value === null ? "unknown" : Math.abs(value) >= 100 ? value.toFixed(0) : value.toFixed(2);
}
