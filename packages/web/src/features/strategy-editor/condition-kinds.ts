import { TIMEFRAME_MS, type Timeframe, Timeframe as timeframes } from "@cryptodesk/shared/market/timeframe";
import type { Condition, Operand, StrategyRules } from "@cryptodesk/shared/strategy/rules.contract";

export const CONDITION_KINDS = [
  "compare",
  "crosses",
  "between",
  "moves",
  "every",
  "always",
  "all",
  "any",
  "not",
  "on",
] as const satisfies readonly Condition["kind"][];

/** Timeframes that are longer than the rules' own. */
export const longerTimeframes = (than: Timeframe): readonly Timeframe[] =>
  timeframes.options.filter((each) => TIMEFRAME_MS[each] > TIMEFRAME_MS[than]);

/** A condition to begin with: the closing price above the first series there is. */
export function newCondition({ series: [first] }: Pick<StrategyRules, "series">): Condition {
  return {
    kind: "compare",
    left: { price: "close" },
    operator: ">",
    right: first === undefined ? 0 : { series: first.name },
  };
}

/** The condition in another kind, with what both kinds know. */
export function conditionOfKind(kind: Condition["kind"], before: Condition, rules: StrategyRules): Condition {
  if (kind === before.kind) return before;
  const [left = { price: "close" }, right = secondOf(rules)] = operandsOf(before);
  switch (kind) {
    case "always":
      return { kind };
    case "compare":
      return { kind, left, operator: ">", right };
    case "crosses":
      return { kind, left, direction: "above", right };
    case "between":
      return { kind, value: left, low: right, high: right };
    case "moves":
      return { kind, value: left, direction: "rising", candles: 3 };
    case "every":
      return { kind, candles: 7 };
    case "all":
    case "any":
      return { kind, of: before.kind === "all" || before.kind === "any" ? before.of : [before, newCondition(rules)] };
    case "not":
      return { kind, of: before };
    case "on":
      return { kind, timeframe: longerTimeframes(rules.timeframe)[0] ?? rules.timeframe, of: before };
  }
}

const secondOf = ({ series: [first] }: StrategyRules): Operand => (first === undefined ? 0 : { series: first.name });

function operandsOf(condition: Condition): readonly Operand[] {
  switch (condition.kind) {
    case "compare":
    case "crosses":
      return [condition.left, condition.right];
    case "between":
      return [condition.value, condition.low];
    case "moves":
      return [condition.value];
    case "not":
    case "on":
      return operandsOf(condition.of);
    case "all":
    case "any":
      return condition.of[0] === undefined ? [] : operandsOf(condition.of[0]);
    case "always":
    case "every":
      return [];
  }
}
