/** The last `size` values in one piece, oldest first, however many came before. */
export class Window {
  /** Holds each value twice, one size apart, so that the window never wraps. */
  readonly values: Float64Array;
  /** Where the oldest value of the full window is. */
  start = 0;
  readonly size: number;
  #count = 0;

  constructor(size: number) {
    this.size = size;
    this.values = new Float64Array(2 * size);
  }

  /** @returns whether the window is full */
  push(value: number): boolean {
    const at = this.start;
    this.values[at] = value;
    this.values[at + this.size] = value;
    this.start = at + 1 === this.size ? 0 : at + 1;
    if (this.#count < this.size) this.#count += 1;
    return this.#count === this.size;
  }

  clear(): void {
    this.#count = 0;
    this.start = 0;
  }
}

/**
 * The highest (sign 1) or lowest (sign -1) of the last `size` values. Those that a later one outdoes are forgotten, so
 * that each value is looked at twice at most (Lemire, Streaming Maximum-Minimum Filter, 2006).
 */
export class RollingExtreme {
  /** Values since the extreme, 0 when it is the newest; of equal ones the newest counts. */
  age = 0;
  readonly #size: number;
  readonly #sign: 1 | -1;
  /** Rings of the values that may still become the extreme, each beyond the next, and of when they came. */
  readonly #values: Float64Array;
  readonly #times: Float64Array;
  #first = 0;
  #held = 0;
  #time = 0;

  constructor(size: number, sign: 1 | -1) {
    this.#size = size;
    this.#sign = sign;
    this.#values = new Float64Array(size);
    this.#times = new Float64Array(size);
  }

  /** @returns the extreme; NaN until `size` values are there, and for a value that is not finite, which begins anew */
  push(value: number): number {
    if (!Number.isFinite(value)) {
      this.#held = 0;
      this.#time = 0;
      return Number.NaN;
    }
    const signed = this.#sign * value;
    this.#time += 1;
    if (this.#held > 0 && (this.#times[this.#first] ?? 0) <= this.#time - this.#size) this.#dropFirst();
    while (this.#held > 0 && (this.#values[this.#slot(this.#held - 1)] ?? 0) <= signed) this.#held -= 1;
    const slot = this.#slot(this.#held);
    this.#values[slot] = signed;
    this.#times[slot] = this.#time;
    this.#held += 1;
    this.age = this.#time - (this.#times[this.#first] ?? 0);
    return this.#time < this.#size ? Number.NaN : this.#sign * (this.#values[this.#first] ?? Number.NaN);
  }

  #dropFirst(): void {
    this.#first = this.#slot(1);
    this.#held -= 1;
  }

  #slot(offset: number): number {
    const slot = this.#first + offset;
    return slot < this.#size ? slot : slot - this.#size;
  }
}
