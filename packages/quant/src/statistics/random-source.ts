/**
 * A generator of random numbers that gives the same sequence for the same seed wherever it runs: xoshiro128** 1.1 by D.
 * Blackman and S. Vigna (Scrambled linear pseudorandom number generators, 2021), its state filled by splitmix32, that is
 * the finaliser of MurmurHash3 over a counter that grows by the golden ratio. Not for secrets.
 */
export class RandomSource {
  #a = 0;
  #b = 0;
  #c = 0;
  #d = 0;

  /** @param seeds whole numbers; of each the lowest 32 bits count, and another order is another sequence */
  constructor(...seeds: readonly number[]) {
    let state = 0;
    for (const seed of seeds) state = mixed((state ^ (seed | 0)) + GOLDEN);
    this.#a = mixed(state + GOLDEN);
    this.#b = mixed(state + 2 * GOLDEN);
    this.#c = mixed(state + 3 * GOLDEN);
    this.#d = mixed(state + 4 * GOLDEN) | 1;
  }

  /** With the four words of a state, as other implementations of the generator take it. */
  static fromState(a: number, b: number, c: number, d: number): RandomSource {
    const source = new RandomSource();
    source.#a = a | 0;
    source.#b = b | 0;
    source.#c = c | 0;
    source.#d = d | 0;
    return source;
  }

  /** A whole number of 0 to 2³² - 1. */
  nextInteger(): number {
    const b = this.#b;
    const scrambled = Math.imul(b, 5);
    const result = Math.imul((scrambled << 7) | (scrambled >>> 25), 9) >>> 0;
    this.#c ^= this.#a;
    this.#d ^= b;
    this.#b = b ^ this.#c;
    this.#a ^= this.#d;
    this.#c ^= b << 9;
    this.#d = (this.#d << 11) | (this.#d >>> 21);
    return result;
  }

  /** A number of 0 to below 1, in steps of 2⁻³². */
  next(): number {
    return this.nextInteger() / 4_294_967_296;
  }

  /**
   * A whole number of 0 to below `count`, all alike: the multiplication of D. Lemire (Fast random integer generation in an
   * interval, 2019) in doubles, which for counts far below 2³² prefers none by more than count / 2³².
   */
  below(count: number): number {
    return Math.floor(this.next() * count);
  }

  /** Puts values in random order (Fisher & Yates; Durstenfeld, Algorithm 235, 1964). */
  shuffle(values: Float64Array | Int32Array): void {
    for (let last = values.length - 1; last > 0; last -= 1) {
      const other = this.below(last + 1);
      const kept = values[last] ?? 0;
      values[last] = values[other] ?? 0;
      values[other] = kept;
    }
  }
}

const GOLDEN = 0x9e3779b9;

function mixed(value: number): number {
  let bits = value | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return bits ^ (bits >>> 16);
}
