import type { Quantity, RuleProblem, StrategyRules } from "@cryptodesk/shared/strategy/rules.contract";
import { sayProblem } from "./problem.ts";

/** The rules' own values of their parameters, overlaid with the given ones. Given names that the rules lack are left out. */
export function parameterValues(
  rules: Pick<StrategyRules, "parameters">,
  given: Readonly<Record<string, number>> = {},
): Record<string, number> {
  return Object.fromEntries(
    rules.parameters.map(({ name, value }) => [name, Object.hasOwn(given, name) ? (given[name] ?? value) : value]),
  );
}

/** The number that a quantity stands for. @throws {RangeError} where it names a parameter without a value */
export function quantityValue(quantity: Quantity, values: Readonly<Record<string, number>>): number {
  if (typeof quantity === "number") return quantity;
  const value = Object.hasOwn(values, quantity.parameter) ? values[quantity.parameter] : undefined;
  if (value === undefined) throw new RangeError(`There is no parameter "${quantity.parameter}".`);
  return value;
}

/**
 * What is wrong with values given for a run: names that the rules do not have, numbers that their indicators cannot take are
 * found by `checkRules(withParameters(rules, given))`.
 */
export function checkGivenParameters(
  rules: Pick<StrategyRules, "parameters">,
  given: Readonly<Record<string, number>>,
): RuleProblem[] {
  const names = rules.parameters.map(({ name }) => name);
  return Object.entries(given).flatMap(([name, value]) => {
    const path = ["parameters", name];
    if (!names.includes(name)) {
      const said = sayProblem(names.length === 0 ? "given-needless" : "given-unknown", { name });
      return [{ path, ...said, available: names }];
    }
    return Number.isFinite(value) ? [] : [{ path, ...sayProblem("not-a-number", { name }) }];
  });
}

/**
 * The rules with other values of their parameters; ranges are widened where a value lies outside of them. What the parameters
 * are used for decides whether the result is valid: see `checkRules`.
 */
export function withParameters(rules: StrategyRules, given: Readonly<Record<string, number>>): StrategyRules {
  const values = parameterValues(rules, given);
  const parameters = rules.parameters.map((each) => {
    const value = values[each.name] ?? each.value;
    return { ...each, value, min: Math.min(each.min, value), max: Math.max(each.max, value) };
  });
  return { ...rules, parameters };
}
