import type { Condition } from "@cryptodesk/shared/strategy/rules.contract";
import { printCondition } from "./print-condition.ts";
import { parameterNamesIn } from "./rule-names.ts";

/** A condition in the words of the text form, e.g. `quick crosses above slow and close > trend`. */
export function describeCondition(condition: Condition): string {
  return printCondition(condition, { parameters: parameterNamesIn(condition) });
}
