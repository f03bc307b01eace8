import { checkPlan, spaceOf } from "@cryptodesk/quant/optimiser/search-space";
import { DomainError } from "@cryptodesk/shared/errors/domain-error";
import type { OptimisationPlan } from "@cryptodesk/shared/strategy/optimisation.contract";
import type { StrategyRules } from "@cryptodesk/shared/strategy/rules.contract";

/**
 * The largest value that a search gives each parameter.
 * @throws DomainError INVALID_INPUT for a plan that these rules do not fit
 */
export function largestSearched({ parameters }: StrategyRules, plan: OptimisationPlan): Record<string, number> {
  const problems = checkPlan(plan, parameters);
  if (problems.length > 0) {
    const errors = problems.map(({ path, message, available = [] }) => ({
      pointer: `/plan/${path.join("/")}`,
      detail: available.length === 0 ? message : `${message}: they have ${available.join(", ")}`,
    }));
    throw new DomainError("INVALID_INPUT", errors.map(({ detail }) => detail).join("; "), { errors });
  }
  return Object.fromEntries(spaceOf(plan, parameters).ranges.map(({ name, max }) => [name, max]));
}
