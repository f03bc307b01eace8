import { type CostMethod, DEFAULT_RULES, type LedgerRules } from "@cryptodesk/shared/portfolio/portfolio.contract";

type Methods = LedgerRules["methods"];

/**
 * The methods once another one counts from a day on: what counted before that day stays, what was to come after it goes.
 * @param fromDay null: from the start
 */
export function withMethodFrom(methods: Methods, method: CostMethod, fromDay: string | null): Methods {
  const start = methods[0]?.fromDay ?? DEFAULT_RULES.methods[0]?.fromDay ?? "1970-01-01";
  if (fromDay === null || fromDay <= start) return [{ fromDay: start, method }];
  const before = methods.filter((each) => each.fromDay < fromDay);
  return before.at(-1)?.method === method ? before : [...before, { fromDay, method }];
}
