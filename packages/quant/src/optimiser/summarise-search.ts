import type { Remark } from "@cryptodesk/shared/strategy/backtest.contract";
import type {
  OptimisationPlan,
  OptimisationPoint,
  OptimisationResult,
} from "@cryptodesk/shared/strategy/optimisation.contract";
import type { RuleParameter } from "@cryptodesk/shared/strategy/rules.contract";
import { expectedBestSharpe, probabilisticSharpe } from "../honesty/deflated-sharpe.ts";
import { describeRemark, remarkOf } from "../remarks/remark.ts";
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
  const remarks = best === null ? nothingFound(findings) : remarksOn(findings, best);
  return {
    plan,
    tried: points.length,
    total,
    best,
    gapPct: best === null ? null : gapOf(findings),
    points: ranked(points).slice(0, MOST_POINTS),
    sentences: remarks.map(describeRemark),
    remarks,
  };
}

/** How much of the objective is lost outside the sample, percent of its size inside. */
function gapOf({ plan, examined }: SearchFindings): number | null {
  const inside = examined?.inside[plan.objective] ?? null;
  const outside = examined?.outside?.[plan.objective] ?? null;
  if (inside === null || outside === null || inside === 0) return null;
  return (100 * (inside - outside)) / Math.abs(inside);
}

function nothingFound({ points, plan }: SearchFindings): Remark[] {
  const reasons = new Map<Remark["code"], Remark & { count: number }>();
  for (const { rejected } of points) {
    const { code, values } = whyWithoutScore(rejected, plan.constraints);
    reasons.set(code, { code, values, count: 1 + (reasons.get(code)?.count ?? 0) });
  }
  const told = [...reasons.values()].map(({ code, values, count }) => ({ code, values: { ...values, count } }));
  return [remarkOf("no-score", { points: points.length }), ...told];
}

function whyWithoutScore(rejected: string | null, constraints: OptimisationPlan["constraints"]): Remark {
  const count = 1;
  if (rejected === null) return remarkOf("no-score-told", { count });
  if (rejected.startsWith(UNUSABLE)) return remarkOf("no-score-rules", { count });
  if (rejected.startsWith(DRAWDOWN)) {
    return remarkOf("no-score-drawdown", { count, mostShare: constraints.maxDrawdownPct ?? 0 });
  }
  return remarkOf("no-score-trades", { count, least: constraints.minTrades });
}

function remarksOn(findings: SearchFindings, best: OptimisationPoint): Remark[] {
  const space = spaceOf(findings.plan, findings.parameters);
  return [
    ...ofGap(findings, best),
    ...ofLuck(findings),
    ...ofNeighbours(findings, best, space),
    ...ofEdges(best, space),
    ...ofRejected(findings),
  ];
}

function ofGap({ plan, examined }: SearchFindings, { score }: OptimisationPoint): Remark[] {
  const { objective, outOfSamplePct: heldShare } = plan;
  if (heldShare === 0) return [remarkOf("all-seen", {})];
  if (score === null) return [];
  const outside = examined?.outside?.[objective] ?? null;
  const inside = { objective, bestFigure: score, heldShare };
  if (outside === null) return [remarkOf("unseen-unknown", inside)];
  return [remarkOf(outside < score ? "unseen-less" : "unseen-no-less", { ...inside, outsideFigure: outside })];
}

/** What the best of so many tries shows by luck, by how much the tries differ (Bailey & López de Prado 2014). */
function ofLuck({ points, examined, periodsPerYear }: SearchFindings): Remark[] {
  const sharpes = points.map(({ inside }) => inside.sharpe).filter((each) => each !== null);
  const shape = examined?.shape ?? null;
  const own = examined?.inside.sharpe ?? null;
  if (shape === null || own === null || sharpes.length < 2) return [];
  const mean = sharpes.reduce((sum, each) => sum + each, 0) / sharpes.length;
  const variance = sharpes.reduce((sum, each) => sum + (each - mean) * (each - mean), 0) / (sharpes.length - 1);
  const expected = expectedBestSharpe(sharpes.length, variance / periodsPerYear);
  const chance = 100 * probabilisticSharpe(shape, expected);
  const luckyFigure = expected * Math.sqrt(periodsPerYear);
  const told = { tries: sharpes.length, luckyFigure, ownFigure: own, chanceShare: Math.round(chance) };
  return [remarkOf(chance < 90 ? "tries-luck" : "tries-skill", told)];
}

/** Whether the best stands on a plateau: tried points at most one step away in every parameter. */
function ofNeighbours({ points }: SearchFindings, best: OptimisationPoint, space: SearchSpace): Remark[] {
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
  const [worst] = scores;
  const middle = scores[Math.floor((scores.length - 1) / 2)];
  const without = beside.length - scores.length;
  if (worst === undefined || middle === undefined || without > scores.length) {
    return [remarkOf("edge-of-what-works", { points: beside.length, without })];
  }
  const code = middle > 0.8 * best.score ? "plateau" : "lone-peak";
  return [remarkOf(code, { points: beside.length, middleFigure: middle, worstFigure: worst })];
}

function ofEdges(best: OptimisationPoint, space: SearchSpace): Remark[] {
  const edges = space.ranges.filter((range) => {
    const step = stepNearest(range, best.parameters[range.name] ?? range.min);
    return stepsOf(range) > 0 && (step === 0 || step === stepsOf(range));
  });
  return edges.length === 0 ? [] : [remarkOf("range-end", { names: edges.map(({ name }) => name).join(", ") })];
}

function ofRejected({ points }: SearchFindings): Remark[] {
  const rejected = points.filter((point) => point.rejected !== null).length;
  return rejected === 0 ? [] : [remarkOf("not-allowed", { rejected, points: points.length })];
}
