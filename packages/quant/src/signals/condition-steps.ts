import { BLOCK } from "../indicators/kernel.ts";
import type { Step, ValueBlock } from "./block-program.ts";
import { both, either, FAILS, HOLDS, negated, stateOf, UNKNOWN } from "./condition-state.ts";

/** Values that a condition looks at, so many candles back. */
export interface OperandBlock {
  readonly block: ValueBlock;
  readonly ago: number;
}

const startOf = ({ block, ago }: OperandBlock) => block.history - ago;
const valuesOf = (operand: OperandBlock) => operand.block.buffer.subarray(startOf(operand));

/** Less, or less than or equal; the other two comparisons are these with their sides changed. */
export class CompareStep implements Step {
  readonly #less: Float64Array;
  readonly #more: Float64Array;
  readonly #orEqual: boolean;
  readonly #states: Uint8Array;

  constructor([less, more]: readonly [OperandBlock, OperandBlock], orEqual: boolean, states: Uint8Array) {
    this.#less = valuesOf(less);
    this.#more = valuesOf(more);
    this.#orEqual = orEqual;
    this.#states = states;
  }

  run(_from: number, length: number): void {
    if (this.#orEqual) this.#lessOrEqual(length);
    else this.#lessThan(length);
  }

  #lessThan(length: number): void {
    const [states, less, more] = [this.#states, this.#less, this.#more];
    for (let at = 0; at < length; at += 1) {
      const left = less[at] ?? 0;
      const right = more[at] ?? 0;
      states[at] = left < right ? HOLDS : left >= right ? FAILS : UNKNOWN;
    }
  }

  #lessOrEqual(length: number): void {
    const [states, less, more] = [this.#states, this.#less, this.#more];
    for (let at = 0; at < length; at += 1) {
      const left = less[at] ?? 0;
      const right = more[at] ?? 0;
      states[at] = left <= right ? HOLDS : left > right ? FAILS : UNKNOWN;
    }
  }
}

/** The lower of two values was not above the other one candle ago, and is now. Unknown where any of the four is. */
export class CrossStep implements Step {
  readonly #riser: OperandBlock;
  readonly #other: OperandBlock;
  readonly #risers: Float64Array;
  readonly #others: Float64Array;
  readonly #states: Uint8Array;

  constructor(riser: OperandBlock, other: OperandBlock, states: Uint8Array) {
    this.#riser = riser;
    this.#other = other;
    this.#risers = valuesOf(riser);
    this.#others = valuesOf(other);
    this.#states = states;
  }

  // Of two doubles the difference is 0 only if they are equal, and NaN if one is.
  run(_from: number, length: number): void {
    const { block, ago } = this.#other;
    const riser = this.#riser.block.buffer[startOf(this.#riser) - 1] ?? 0;
    const before = riser - (block.buffer[block.history - ago - 1] ?? 0);
    if (!this.#allKnown(before, length)) this.#someKnown(before, length);
  }

  /** Most candles cross nothing. @returns false where something is unknown, and what was written does not count */
  #allKnown(first: number, length: number): boolean {
    const [risers, others, states] = [this.#risers, this.#others, this.#states];
    let wasAbove = first > 0;
    let sum = first;
    states.fill(FAILS, 0, length);
    for (let at = 0; at < length; at += 1) {
      const now = (risers[at] ?? 0) - (others[at] ?? 0);
      sum += now;
      if (now > 0) {
        if (!wasAbove) states[at] = HOLDS;
        wasAbove = true;
      } else wasAbove = false;
    }
    return !Number.isNaN(sum);
  }

  #someKnown(first: number, length: number): void {
    const [risers, others, states] = [this.#risers, this.#others, this.#states];
    let before = first;
    for (let at = 0; at < length; at += 1) {
      const now = (risers[at] ?? 0) - (others[at] ?? 0);
      if (before <= 0 && now > 0) states[at] = HOLDS;
      else states[at] = Number.isNaN(before + now) ? UNKNOWN : FAILS;
      before = now;
    }
  }
}

/** From the low to the high value, both included. */
export class BetweenStep implements Step {
  readonly #value: OperandBlock;
  readonly #low: OperandBlock;
  readonly #high: OperandBlock;
  readonly #states: Uint8Array;

  constructor([value, low, high]: readonly [OperandBlock, OperandBlock, OperandBlock], states: Uint8Array) {
    this.#value = value;
    this.#low = low;
    this.#high = high;
    this.#states = states;
  }

  run(_from: number, length: number): void {
    const states = this.#states;
    const [values, lows, highs] = [this.#value.block.buffer, this.#low.block.buffer, this.#high.block.buffer];
    const [valueAt, lowAt, highAt] = [startOf(this.#value), startOf(this.#low), startOf(this.#high)];
    for (let at = 0; at < length; at += 1) {
      const value = values[valueAt + at] ?? 0;
      const low = lows[lowAt + at] ?? 0;
      const high = highs[highAt + at] ?? 0;
      const known = !Number.isNaN(value + low + high);
      states[at] = known ? stateOf(low <= value && value <= high) : UNKNOWN;
    }
  }
}

/** So many steps in a row in one direction. Unknown where one of the steps is. */
export class MovesStep implements Step {
  readonly #value: OperandBlock;
  readonly #sign: 1 | -1;
  readonly #candles: number;
  readonly #states: Uint8Array;
  #before = Number.NaN;
  #known = 0;
  #moved = 0;

  constructor(value: OperandBlock, sign: 1 | -1, candles: number, states: Uint8Array) {
    this.#value = value;
    this.#sign = sign;
    this.#candles = candles;
    this.#states = states;
  }

  begin(): void {
    this.#before = Number.NaN;
    this.#known = 0;
    this.#moved = 0;
  }

  run(_from: number, length: number): void {
    const states = this.#states;
    const values = this.#value.block.buffer;
    const start = startOf(this.#value);
    const candles = this.#candles;
    for (let at = 0; at < length; at += 1) {
      const value = values[start + at] ?? 0;
      const step = this.#sign * (value - this.#before);
      this.#known = Number.isNaN(step) ? 0 : this.#known + 1;
      this.#moved = step > 0 ? this.#moved + 1 : 0;
      states[at] = this.#known < candles ? UNKNOWN : stateOf(this.#moved >= candles);
      this.#before = value;
    }
  }
}

/** Each n-th candle, counted by time since 1970-01-01 UTC. */
export class EveryStep implements Step {
  readonly #time: Float64Array;
  readonly #lengthMs: number;
  readonly #candles: number;
  readonly #offset: number;
  readonly #states: Uint8Array;

  constructor(
    candles: { readonly time: Float64Array; readonly lengthMs: number },
    rhythm: { readonly candles: number; readonly offset: number },
    states: Uint8Array,
  ) {
    this.#time = candles.time;
    this.#lengthMs = candles.lengthMs;
    this.#candles = rhythm.candles;
    this.#offset = rhythm.offset % rhythm.candles;
    this.#states = states;
  }

  run(from: number, length: number): void {
    for (let at = 0; at < length; at += 1) {
      const number = Math.floor((this.#time[from + at] ?? 0) / this.#lengthMs);
      this.#states[at] = stateOf(number % this.#candles === this.#offset);
    }
  }
}

export class NotStep implements Step {
  readonly #of: Uint8Array;
  readonly #states: Uint8Array;

  constructor(of: Uint8Array, states: Uint8Array) {
    this.#of = of;
    this.#states = states;
  }

  run(_from: number, length: number): void {
    for (let at = 0; at < length; at += 1) this.#states[at] = negated(this.#of[at] ?? 0);
  }
}

/** All of several conditions. */
export class AllStep implements Step {
  readonly #parts: readonly Uint8Array[];
  readonly #states: Uint8Array;

  constructor(parts: readonly Uint8Array[], states: Uint8Array) {
    this.#parts = parts;
    this.#states = states;
  }

  run(_from: number, length: number): void {
    const states = this.#states;
    states.fill(HOLDS, 0, length);
    for (const part of this.#parts) {
      for (let at = 0; at < length; at += 1) states[at] = both(states[at] ?? 0, part[at] ?? 0);
    }
  }
}

/** Any of several conditions. */
export class AnyStep implements Step {
  readonly #parts: readonly Uint8Array[];
  readonly #states: Uint8Array;

  constructor(parts: readonly Uint8Array[], states: Uint8Array) {
    this.#parts = parts;
    this.#states = states;
  }

  run(_from: number, length: number): void {
    const states = this.#states;
    states.fill(FAILS, 0, length);
    for (const part of this.#parts) {
      for (let at = 0; at < length; at += 1) states[at] = either(states[at] ?? 0, part[at] ?? 0);
    }
  }
}

/** States of the candles of another timeframe. */
export class CarriedStatesStep implements Step {
  readonly #of: Uint8Array;
  readonly #places: Int32Array;
  readonly #states: Uint8Array;

  constructor(of: Uint8Array, places: Int32Array, states: Uint8Array) {
    this.#of = of;
    this.#places = places;
    this.#states = states;
  }

  run(from: number, length: number): void {
    for (let at = 0; at < length; at += 1) {
      const place = this.#places[from + at] ?? -1;
      this.#states[at] = place < 0 ? UNKNOWN : (this.#of[place] ?? UNKNOWN);
    }
  }
}

/** Writes states as they are to an array as long as the history. */
export class KeepStatesStep implements Step {
  readonly #states: Uint8Array;
  readonly #kept: Uint8Array;

  constructor(states: Uint8Array, kept: Uint8Array) {
    this.#states = states;
    this.#kept = kept;
  }

  run(from: number, length: number): void {
    this.#kept.set(this.#states.subarray(0, length), from);
  }
}

const FOUR_HOLD = HOLDS * 0x01_01_01_01;

/** Writes 1 for what holds, else 0, to an array as long as the history. */
export class KeepHoldingStep implements Step {
  readonly #words: Uint32Array;
  readonly #holding = new Uint8Array(BLOCK);
  readonly #holdingWords = new Uint32Array(this.#holding.buffer);
  readonly #kept: Uint8Array;

  constructor(states: Uint8Array, kept: Uint8Array) {
    this.#words = new Uint32Array(states.buffer);
    this.#kept = kept;
  }

  run(from: number, length: number): void {
    const [words, holding] = [this.#words, this.#holdingWords];
    for (let at = 0; at * 4 < length; at += 1) holding[at] = (words[at] ?? 0) & FOUR_HOLD;
    this.#kept.set(this.#holding.subarray(0, length), from);
  }
}
