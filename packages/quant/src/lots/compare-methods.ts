import type { LotEvent } from "./lot-event.ts";
import type { CostMethod, LotOptions, LotResult } from "./lot-result.ts";
import { matchLots } from "./match-lots.ts";

/** Every cost method, in the order in which they are shown. */
export const COST_METHODS: readonly CostMethod[] = [
  "fifo",
  "lifo",
  "hifo",
  "lofo",
  "average",
  "section-104",
  "specific",
];

/**
 * The same ledger under several methods, side by side. All of them find the same units missing.
 * @returns results in the order of `methods`
 * @throws RangeError see `matchLots`
 */
export function compareMethods(
  events: readonly LotEvent[],
  options: Omit<LotOptions, "method">,
  methods: readonly CostMethod[] = COST_METHODS,
): LotResult[] {
  return methods.map((method) => matchLots(events, { ...options, method }));
}
