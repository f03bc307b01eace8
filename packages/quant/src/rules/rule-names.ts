import type { Condition, Operand } from "@cryptodesk/shared/strategy/rules.contract";

/** The operands of a condition itself, with the field each stands in. */
export function operandsOf(condition: Condition): (readonly [field: string, operand: Operand])[] {
  switch (condition.kind) {
    case "compare":
    case "crosses":
      return [
        ["left", condition.left],
        ["right", condition.right],
      ];
    case "between":
      return [
        ["value", condition.value],
        ["low", condition.low],
        ["high", condition.high],
      ];
    case "moves":
      return [["value", condition.value]];
    default:
      return [];
  }
}

/** The conditions that a condition is made of, with the path to each. */
export function partsOf(condition: Condition): (readonly [path: readonly (string | number)[], part: Condition])[] {
  if (condition.kind === "all" || condition.kind === "any") {
    return condition.of.map((part, index) => [["of", index], part] as const);
  }
  return condition.kind === "not" || condition.kind === "on" ? [[["of"], condition.of]] : [];
}

/** The parameters that a condition compares something with. */
export function parameterNamesIn(condition: Condition): Set<string> {
  const names = new Set<string>();
  for (const [, operand] of operandsOf(condition)) {
    if (typeof operand === "object" && "parameter" in operand) names.add(operand.parameter);
  }
  for (const [, part] of partsOf(condition)) for (const name of parameterNamesIn(part)) names.add(name);
  return names;
}
