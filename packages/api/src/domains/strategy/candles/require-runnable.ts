import { checkGivenParameters, withParameters } from "@cryptodesk/quant/rules/parameter-values";
import { DomainError } from "@cryptodesk/shared/errors/domain-error";
import type { StrategyRules } from "@cryptodesk/shared/strategy/rules.contract";
import type { Db } from "../../../platform/database/database.ts";
import { requireRules } from "../strategies/given-rules.ts";

/**
 * Refuses rules that cannot be run with the parameters given for a run.
 * @param settingsAt where the settings are in what was sent
 * @throws DomainError INVALID_INPUT naming each place and what may be written there
 */
export async function requireRunnable(
  db: Db,
  rules: StrategyRules,
  parameters: Readonly<Record<string, number>>,
  settingsAt: string,
): Promise<void> {
  const problems = checkGivenParameters(rules, parameters);
  if (problems.length > 0) {
    const errors = problems.map(({ path, message, available = [] }) => ({
      pointer: `${settingsAt}/${path.join("/")}`,
      detail: available.length === 0 ? message : `${message}: it has ${available.join(", ")}`,
    }));
    throw new DomainError("INVALID_INPUT", errors.map(({ detail }) => detail).join("; "), { errors });
  }
  await requireRules(db, { rules: withParameters(rules, parameters) });
}
