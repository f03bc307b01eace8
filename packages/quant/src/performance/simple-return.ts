import { divideScaled, fromScaled, toScaled } from "../decimals/scaled.ts";
import { stretchesOf, type ValueDay } from "./value-day.ts";

export interface SimpleReturn {
  /** Value at the end + outflows - inflows. Null where a value at a flow or at the end is unknown. */
  gain: string | null;
  /** All that was brought in; null where some of it is unknown. */
  invested: string | null;
  /** Gain / invested, rounded half to even at 36 decimals; 0.25 is 25 %. Null where nothing was invested. */
  ratio: string | null;
}

/**
 * Gain on all money that was ever brought in, whenever it came: honest about amounts, blind to time.
 * @param days in order, from the first flow on; see `ValueDay`
 * @throws RangeError see `stretchesOf`
 */
export function simpleReturn(days: readonly ValueDay[]): SimpleReturn {
  const { stretches, unknownOn } = stretchesOf(days, "split");
  const invested = days.reduce<bigint | null>((sum, { inflow }) => {
    return sum === null || inflow === null ? null : sum + toScaled(inflow);
  }, 0n);
  const known = unknownOn === null && (days.at(-1)?.value ?? null) !== null;
  const gain = known ? stretches.reduce((sum, stretch) => sum + stretch.gain, 0n) : null;
  return {
    gain: gain === null ? null : fromScaled(gain),
    invested: invested === null ? null : fromScaled(invested),
    ratio: gain === null || invested === null || invested === 0n ? null : fromScaled(divideScaled(gain, invested)),
  };
}
