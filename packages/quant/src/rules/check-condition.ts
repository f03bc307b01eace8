import type { Condition, Operand } from "@cryptodesk/shared/strategy/rules.contract";
import { checkLonger, checkSeriesRef } from "./check-series.ts";
import { CANDLE_COUNT, type RuleChecker } from "./rule-checker.ts";
import { operandsOf, partsOf } from "./rule-names.ts";

type Path = readonly (string | number)[];

const MOST_LEVELS = 32;

/** A condition with all that it is made of. */
export function checkCondition(checker: RuleChecker, condition: Condition, path: Path, level = 1): void {
  if (level > MOST_LEVELS) {
    checker.report(path, "too-deep", { most: MOST_LEVELS });
    return;
  }
  for (const [field, operand] of operandsOf(condition)) checkOperand(checker, operand, [...path, field]);
  if (condition.kind === "moves") {
    checker.quantity([...path, "candles"], condition.candles, "candles", { ...CANDLE_COUNT, max: 1000 });
  }
  if (condition.kind === "every") checkEvery(checker, condition, path);
  if (condition.kind === "on") checkLonger(checker, condition.timeframe, [...path, "timeframe"]);
  for (const [field, part] of partsOf(condition)) {
    if (condition.kind === "on" && holdsTimeframe(part)) {
      checker.report([...path, ...field], "timeframe-inside", { timeframe: condition.timeframe });
    }
    checkCondition(checker, part, [...path, ...field], level + 1);
  }
}

function holdsTimeframe(condition: Condition, level = 1): boolean {
  if (level > MOST_LEVELS) return false;
  return condition.kind === "on" || partsOf(condition).some(([, part]) => holdsTimeframe(part, level + 1));
}

function checkEvery(checker: RuleChecker, condition: Condition & { kind: "every" }, path: Path): void {
  const { candles, offset } = condition;
  checker.quantity([...path, "candles"], candles, "candles", CANDLE_COUNT);
  const length = checker.valueOf(candles);
  if (offset !== undefined && length !== null && offset >= length) {
    checker.report([...path, "offset"], "offset-too-large", { limit: length });
  }
}

function checkOperand(checker: RuleChecker, operand: Operand, path: Path): void {
  if (typeof operand === "number" || "price" in operand) return;
  if ("series" in operand) checkSeriesRef(checker, operand, path);
  else if (!checker.hasParameter(operand.parameter)) checker.reportNoParameter(path, operand.parameter);
}
