import { checkPeriod, type Kernel, runBatch, type Stream, scratch, streamOf, ValueKernel } from "./kernel.ts";
import { changeKernel } from "./momentum.ts";
import { type PeriodOptions, rollingSumKernel } from "./moving-average.ts";

export type KamaOptions = PeriodOptions & {
  /** Period of the average in a clear trend; 2 unless given. */
  fast?: number;
  /** Period of the average where there is no direction; 30 unless given. */
  slow?: number;
};

class Adaptive extends ValueKernel {
  readonly warmUp: number;
  readonly #period: number;
  readonly #fast: number;
  readonly #slow: number;
  readonly #move = changeKernel({ period: 1 });
  readonly #direction;
  readonly #path;
  readonly #moves = scratch();
  readonly #directions = scratch();
  #average = 0;
  #count = 0;

  constructor({ period, fast = 2, slow = 30 }: KamaOptions) {
    super();
    for (const each of [period, fast, slow]) checkPeriod(each);
    this.warmUp = period - 1;
    this.#period = period;
    this.#fast = 2 / (fast + 1);
    this.#slow = 2 / (slow + 1);
    this.#direction = changeKernel({ period });
    this.#path = rollingSumKernel({ period });
  }

  run(input: Float64Array, output: Float64Array, length: number): void {
    const [moves, directions] = [this.#moves, this.#directions];
    this.#move.run(input, moves, length);
    for (let at = 0; at < length; at += 1) moves[at] = Math.abs(moves[at] ?? 0);
    this.#path.run(moves, moves, length);
    this.#direction.run(input, directions, length);
    for (let at = 0; at < length; at += 1) {
      output[at] = this.#next(input[at] ?? 0, Math.abs(directions[at] ?? 0), moves[at] ?? 0);
    }
  }

  #next(value: number, direction: number, path: number): number {
    if (!Number.isFinite(value)) {
      this.#count = 0;
      return Number.NaN;
    }
    this.#count += 1;
    if (this.#count < this.#period) return Number.NaN;
    if (this.#count === this.#period) this.#average = value;
    else {
      const efficiency = path > 0 ? Math.min(1, direction / path) : 0;
      const weight = (efficiency * (this.#fast - this.#slow) + this.#slow) ** 2;
      this.#average += weight * (value - this.#average);
    }
    return this.#average;
  }
}

export function kamaKernel(options: KamaOptions): Kernel<number, number> {
  return new Adaptive(options);
}

/**
 * Kaufman's adaptive moving average: KAMA = KAMA₋₁ + c² × (value - KAMA₋₁), c = E × (f - s) + s with the weights f and s of
 * the fast and the slow EMA, and the efficiency E = |change over the period| / Σ |single changes|, 0 where nothing moves.
 * Seed: the `period`-th value, which is also the first result. Warm-up: period - 1.
 * Source: Kaufman, Trading Systems and Methods, 5th ed. 2013, ch. 17; StockCharts ChartSchool, KAMA.
 * @param values oldest first
 * @returns as many values, in the unit of the values
 * @throws RangeError for periods that are not whole numbers above 0
 */
export function kama(values: Float64Array, options: KamaOptions): Float64Array {
  return runBatch(kamaKernel(options), values);
}

/** Kaufman's adaptive average, value by value: see {@link kama}. */
export function createKama(options: KamaOptions): Stream<number, number> {
  return streamOf(kamaKernel(options));
}
