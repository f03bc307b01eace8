import type { Objective, OptimisationPlan } from "@cryptodesk/shared/strategy/optimisation.contract";
import type { StrategyRules } from "@cryptodesk/shared/strategy/rules.contract";
import type { z } from "zod";
import { readAmount, readNumber } from "../../strategy-data/typed-number.ts";

/** A parameter that a search may move, as it is typed. */
export interface RangeDraft {
  name: string;
  moves: boolean;
  min: string;
  max: string;
  step: string;
}

/** A search as it is being asked for: what is in the fields. */
export interface SearchDraft {
  ranges: RangeDraft[];
  method: OptimisationPlan["method"];
  objective: Objective;
  tries: string;
  minTrades: string;
  /** Empty: any drawdown. */
  maxDrawdown: string;
  outOfSample: string;
  /** Calendar days; empty for what the desk takes by itself. */
  from: string;
  to: string;
  capital: string;
}

type Parameter = StrategyRules["parameters"][number];

/** As many parameters as a search moves at once. */
export const MOST_MOVING = 8;
const MOST_TRIES = 20_000;
const MOST_OUTSIDE_PCT = 80;

/** The ranges that the rules declare; the first parameters move. */
export const startingSearch = (parameters: readonly Parameter[]): SearchDraft => ({
  ranges: parameters.map(({ name, min, max, step }, at) => ({
    name,
    moves: at < MOST_MOVING,
    min: String(min),
    max: String(max),
    step: String(step),
  })),
  method: "grid",
  objective: "sharpe",
  tries: "1000",
  minTrades: "10",
  maxDrawdown: "",
  outOfSample: "30",
  from: "",
  to: "",
  capital: "10000",
});

/** A range as numbers; null where it is none. */
export function readRange({ min, max, step }: RangeDraft): { min: number; max: number; step: number } | null {
  const [from, to, by] = [readNumber(min), readNumber(max), readAmount(step)];
  return from === null || to === null || by === null || from > to ? null : { min: from, max: to, step: by };
}

/** How many values a range has; steps count from its lower end. */
export function valuesIn({ min, max, step }: { min: number; max: number; step: number }): number {
  // 0.1 + 0.2 is not 0.3: a last value that is off by so little is still in.
  return Math.floor((max - min) / step + 1e-9) + 1;
}

/** How many points the ranges that move have together; null where one of them is none. */
export function pointsOf(ranges: readonly RangeDraft[]): number | null {
  let points = 1;
  for (const range of ranges) {
    if (!range.moves) continue;
    const read = readRange(range);
    if (read === null) return null;
    points *= valuesIn(read);
  }
  return points;
}

export type SearchProblem =
  | "range"
  | "nothing"
  | "many"
  | "tries"
  | "grid"
  | "trades"
  | "drawdown"
  | "outside"
  | "span"
  | "capital";

/** What keeps a search from being started; null where nothing does. */
export function problemOfSearch(draft: SearchDraft): SearchProblem | null {
  return problemOfRanges(draft) ?? problemOfLimits(draft);
}

function problemOfRanges({ ranges, tries: typed, method }: SearchDraft): SearchProblem | null {
  const points = pointsOf(ranges);
  const moving = ranges.filter(({ moves }) => moves).length;
  if (moving === 0) return "nothing";
  if (moving > MOST_MOVING) return "many";
  if (points === null) return "range";
  const tries = readNumber(typed);
  if (!isWhole(tries, 1, MOST_TRIES)) return "tries";
  return method === "grid" && points > tries ? "grid" : null;
}

function problemOfLimits({
  minTrades,
  maxDrawdown,
  outOfSample,
  from,
  to,
  capital,
}: SearchDraft): SearchProblem | null {
  if (!isWhole(readNumber(minTrades), 0, Number.MAX_SAFE_INTEGER)) return "trades";
  const depth = maxDrawdown === "" ? 100 : readAmount(maxDrawdown);
  if (depth === null || depth > 100) return "drawdown";
  const outside = readNumber(outOfSample);
  if (outside === null || outside < 0 || outside > MOST_OUTSIDE_PCT) return "outside";
  if (from !== "" && to !== "" && from >= to) return "span";
  return readAmount(capital) === null ? "capital" : null;
}

const isWhole = (value: number | null, least: number, most: number): value is number =>
  value !== null && Number.isInteger(value) && value >= least && value <= most;

/** How many points will be tried. */
export const triedPoints = ({ method, tries }: SearchDraft, points: number): number =>
  method === "grid" ? points : Math.min(points, readNumber(tries) ?? points);

/** What is asked of the desk. Days are whole ones of UTC. */
export function planOf(draft: SearchDraft): z.input<typeof OptimisationPlan> {
  const { from, to } = draft;
  return {
    method: draft.method,
    objective: draft.objective,
    parameters: draft.ranges.flatMap((range) => {
      const read = range.moves ? readRange(range) : null;
      return read === null ? [] : [{ name: range.name, ...read }];
    }),
    tries: readNumber(draft.tries) ?? undefined,
    outOfSamplePct: readNumber(draft.outOfSample) ?? undefined,
    constraints: {
      minTrades: readNumber(draft.minTrades) ?? undefined,
      maxDrawdownPct: draft.maxDrawdown === "" ? null : readAmount(draft.maxDrawdown),
    },
    settings: {
      ...(from !== "" && { from: `${from}T00:00:00.000Z` }),
      ...(to !== "" && { to: `${to}T00:00:00.000Z` }),
      capital: readAmount(draft.capital) ?? undefined,
    },
  };
}
