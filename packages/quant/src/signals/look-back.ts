import type { Condition, Operand } from "@cryptodesk/shared/strategy/rules.contract";

/** How many candles of their own timeframe conditions look back at most, those under `on` left out: they have another. */
export function lookBack(conditions: readonly Condition[]): number {
  return Math.max(0, ...conditions.map(ofCondition));
}

function ofCondition(condition: Condition): number {
  switch (condition.kind) {
    case "compare":
      return Math.max(agoOf(condition.left), agoOf(condition.right));
    case "crosses":
      return Math.max(agoOf(condition.left), agoOf(condition.right)) + 1;
    case "between":
      return Math.max(agoOf(condition.value), agoOf(condition.low), agoOf(condition.high));
    case "moves":
      return agoOf(condition.value);
    case "all":
    case "any":
      return lookBack(condition.of);
    case "not":
      return ofCondition(condition.of);
    case "always":
    case "every":
    case "on":
      return 0;
  }
}

/** How many candles back an operand is. */
export function agoOf(operand: Operand): number {
  return typeof operand === "number" || "parameter" in operand ? 0 : (operand.ago ?? 0);
}
