import type { Honesty } from "@cryptodesk/shared/strategy/backtest.contract";
import { measureOutcome } from "../metrics/measure-outcome.ts";
import type { Variants } from "./variants.ts";

const INSIDE_SHARE = 0.7;
const FEWEST_STEPS = 30;

/**
 * The last 30 % of the candles apart from those before, each a run of its own with the whole capital; what came before the
 * later part is its warm-up.
 * @returns null where a part would have fewer than 30 steps
 */
export function splitSample(variants: Variants): Honesty["outOfSample"] {
  const { outcome, periodsPerYear } = variants.examined;
  const split = Math.floor(outcome.time.length * INSIDE_SHARE);
  if (outcome.time.length - split < FEWEST_STEPS) return null;
  const splitAt = outcome.time[split] ?? 0;
  const inside = variants.run({ to: splitAt });
  const outside = variants.run({ from: splitAt });
  if (inside === null || outside === null) return null;
  return {
    splitAt: new Date(splitAt).toISOString(),
    inside: measureOutcome(inside, variants.benchmarkAt(inside.time), periodsPerYear),
    outside: measureOutcome(outside, variants.benchmarkAt(outside.time), periodsPerYear),
  };
}
