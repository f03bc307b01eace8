import { standardDeviationKernel } from "../indicators/dispersion.ts";
import { type Kernel, ValueKernel } from "../indicators/kernel.ts";
import { periodsPerYear } from "../returns/volatility.ts";

class YearlyVolatility extends ValueKernel {
  readonly warmUp: number;
  readonly #deviation;
  readonly #scale: number;
  #before = Number.NaN;

  constructor(period: number, intervalMs: number) {
    super();
    this.#deviation = standardDeviationKernel({ period, sample: true });
    this.#scale = Math.sqrt(periodsPerYear(intervalMs));
    this.warmUp = period;
  }

  run(input: Float64Array, output: Float64Array, length: number): void {
    let before = this.#before;
    for (let at = 0; at < length; at += 1) {
      const value = input[at] ?? Number.NaN;
      output[at] = Math.log(value / before);
      before = value;
    }
    this.#before = before;
    this.#deviation.run(output, output, length);
    for (let at = 0; at < length; at += 1) output[at] = (output[at] ?? 0) * this.#scale;
  }
}

/**
 * Volatility a year: sample standard deviation of the last `period` log returns × √(candles in 365 days). Warm-up: period.
 * Values are prices, results shares: 0.6 is 60 % a year.
 * Source: Hull, Options, Futures and Other Derivatives, 8th ed. 2012, section 14.4, with the days of a market that never closes.
 * @throws RangeError for a period that is not a whole number above 1
 */
export function yearlyVolatilityKernel(period: number, intervalMs: number): Kernel<number, number> {
  return new YearlyVolatility(period, intervalMs);
}
