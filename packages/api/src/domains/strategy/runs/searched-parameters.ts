import { invalidInput } from "@cryptodesk/shared/errors/domain-error";
import type { OptimisationPlan } from "@cryptodesk/shared/strategy/optimisation.contract";
import type { RuleParameter, StrategyRules } from "@cryptodesk/shared/strategy/rules.contract";

type Range = OptimisationPlan["parameters"][number];

/**
 * The parameters that a search moves: those of the plan, or all of the rules in their own ranges.
 * @throws DomainError INVALID_INPUT for rules without parameters, unknown ones, one twice, or a range that is none
 */
export function searchedParameters(
  rules: StrategyRules,
  plan: Pick<OptimisationPlan, "parameters">,
): { ranges: Range[]; largest: Record<string, number> } {
  const ranges = plan.parameters.length > 0 ? plan.parameters : rules.parameters.map(rangeOf);
  if (ranges.length === 0) {
    throw invalidInput("/plan/parameters", "the rules have no parameters to search: declare some first");
  }
  const names = rules.parameters.map(({ name }) => name);
  for (const [index, { name, min, max }] of ranges.entries()) {
    const at = `/plan/parameters/${index}`;
    if (!names.includes(name)) {
      throw invalidInput(`${at}/name`, `there is no parameter "${name}": the rules have ${names.join(", ") || "none"}`);
    }
    if (ranges.findIndex((other) => other.name === name) !== index)
      throw invalidInput(`${at}/name`, `"${name}" is there twice`);
    if (min > max) throw invalidInput(`${at}/max`, `must not be below min, ${min}`);
  }
  return { ranges, largest: Object.fromEntries(ranges.map(({ name, max }) => [name, max])) };
}

function rangeOf({ name, min, max, step }: RuleParameter): Range {
  return { name, min, max, step };
}
