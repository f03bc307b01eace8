/**
 * What is known of a condition at a candle: two bits, of which the first says that it holds and the second that its
 * negation does. Neither is set where something that it looks at is unknown.
 */
export const UNKNOWN = 0;
export const HOLDS = 1;
export const FAILS = 2;

export function stateOf(holds: boolean): number {
  return holds ? HOLDS : FAILS;
}

export function negated(state: number): number {
  return ((state & HOLDS) << 1) | (state >> 1);
}

/** Holds where both do, fails where one does. */
export function both(left: number, right: number): number {
  return (left & right & HOLDS) | ((left | right) & FAILS);
}

/** Holds where one does, fails where both do. */
export function either(left: number, right: number): number {
  return ((left | right) & HOLDS) | (left & right & FAILS);
}
