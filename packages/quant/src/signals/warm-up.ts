import { TIMEFRAME_MS } from "@cryptodesk/shared/market/timeframe";
import type { Condition, Operand } from "@cryptodesk/shared/strategy/rules.contract";
import { createIndicator } from "./indicator-kernel.ts";
import { agoOf } from "./look-back.ts";
import type { PlannedSeries, RulePlan } from "./series-plan.ts";

/** Candles of a joined hole, by which a first longer candle may be short. */
const HOLE = 3;

/**
 * Candles of an unbroken series that pass before everything is known that conditions look at, the last of them closing
 * whenever: of a longer timeframe as many as it takes at most, wherever in a longer candle the history begins.
 */
export function warmUpOf(plan: RulePlan, conditions: readonly Condition[]): number {
  return Math.max(0, ...conditions.map((condition) => ofCondition(plan, condition, plan.lengthMs)));
}

function ofCondition(plan: RulePlan, condition: Condition, lengthMs: number): number {
  const of = (...operands: readonly Operand[]) =>
    Math.max(...operands.map((operand) => ofOperand(plan, operand, lengthMs)));
  switch (condition.kind) {
    case "compare":
      return of(condition.left, condition.right);
    case "crosses":
      return of(condition.left, condition.right) + 1;
    case "between":
      return of(condition.value, condition.low, condition.high);
    case "moves":
      return of(condition.value) + plan.whole(condition.candles);
    case "all":
    case "any":
      return Math.max(...condition.of.map((each) => ofCondition(plan, each, lengthMs)));
    case "not":
      return ofCondition(plan, condition.of, lengthMs);
    case "on": {
      const longer = TIMEFRAME_MS[condition.timeframe];
      return inCandlesOf(lengthMs, longer, ofCondition(plan, condition.of, longer));
    }
    case "always":
    case "every":
      return 0;
  }
}

function ofOperand(plan: RulePlan, operand: Operand, lengthMs: number): number {
  if (typeof operand === "number" || !("series" in operand)) return agoOf(operand);
  return ofSeries(plan.line(operand.series, operand.line).series, lengthMs) + agoOf(operand);
}

function ofSeries(series: PlannedSeries, lengthMs: number): number {
  const { warmUp } = createIndicator(series.indicator, series.options);
  const source = typeof series.source === "string" ? 0 : ofSeries(series.source.series, series.lengthMs);
  return inCandlesOf(lengthMs, series.lengthMs, source + warmUp);
}

/** Candles of one length before what takes `warmUp` candles of another is known. */
function inCandlesOf(lengthMs: number, otherMs: number, warmUp: number): number {
  if (lengthMs === otherMs) return warmUp;
  if (otherMs > lengthMs) return (warmUp + 2) * (otherMs / lengthMs) - 2;
  return Math.ceil(((warmUp + 1 + HOLE) * otherMs) / lengthMs) - 1;
}
