import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { kama } from "./adaptive-average.ts";
import { dema, hma, tema } from "./composed-average.ts";
import { createEma, createSma, ema, sma, wilder, wma } from "./moving-average.ts";

const AVERAGES = { sma, ema, wilder, wma, dema, tema, hma, kama };
const prices = fc.double({ min: 1e-9, max: 1e9, noNaN: true });
const periods = fc.integer({ min: 2, max: 30 });

describe("averages", () => {
  it.each(Object.entries(AVERAGES))("%s of a constant is exactly the constant", (_name, average) => {
    fc.assert(
      fc.property(prices, periods, (price, period) => {
        const line = average(new Float64Array(120).fill(price), { period });
        expect(new Set(line.filter((value) => !Number.isNaN(value)))).toEqual(new Set([price]));
      }),
    );
  });

  it("lie between the lowest and the highest value that they average", () => {
    const series = fc.array(prices, { minLength: 30, maxLength: 80 });
    fc.assert(
      fc.property(series, periods, (values, period) => {
        const [least, most] = [Math.min(...values), Math.max(...values)];
        for (const average of [sma, ema, wilder, wma, kama]) {
          for (const value of average(Float64Array.from(values), { period })) {
            if (!Number.isNaN(value)) expect(value >= least * (1 - 1e-12) && value <= most * (1 + 1e-12)).toBe(true);
          }
        }
      }),
    );
  });

  it("of a line lag as their authors say: by half the window, a third of it, or not at all", () => {
    const line = Float64Array.from({ length: 120 }, (_, at) => 50 + 2 * at);
    const lag = (average: Float64Array) => ((line.at(-1) ?? 0) - (average.at(-1) ?? 0)) / 2;
    expect(lag(sma(line, { period: 9 }))).toBeCloseTo(4, 10);
    expect(lag(ema(line, { period: 9 }))).toBeCloseTo(4, 10);
    expect(lag(wma(line, { period: 9 }))).toBeCloseTo(8 / 3, 10);
    expect(lag(dema(line, { period: 9 }))).toBeCloseTo(0, 10);
    expect(lag(tema(line, { period: 9 }))).toBeCloseTo(0, 10);
    // WMA(4) lags by 1, WMA(9) by 8/3, WMA(3) by 2/3: 2 × 1 - 8/3 + 2/3.
    expect(lag(hma(line, { period: 9 }))).toBeCloseTo(0, 10);
  });

  it("stay exact over a long series that falls from huge to tiny", () => {
    const series = Float64Array.from([
      ...new Array(50).fill(1e12),
      ...Array.from({ length: 50_000 }, (_, at) => (at % 2 ? 1e-6 : 3e-6)),
    ]);
    expect(sma(series, { period: 20 }).at(-1)).toBeCloseTo(2e-6, 15);
  });

  it("begin with the first value where they are told to", () => {
    const stream = createEma({ period: 3, seed: "first" });
    expect([stream.warmUp, stream.next(4), stream.next(6), stream.next(7)]).toEqual([0, 4, 5, 6]);
    expect(createSma({ period: 3 }).warmUp).toBe(2);
  });

  it.each(Object.entries(AVERAGES))("%s refuses periods that mean nothing", (_name, average) => {
    for (const period of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => average(Float64Array.of(1), { period })).toThrow(RangeError);
    }
  });
});

describe("the sum of a long window", () => {
  const values = Float64Array.from({ length: 8000 }, (_, at) => {
    if (at === 300) return Number.NaN;
    return at % 900 < 80 ? 3 : 10 ** (5 * Math.sin(at)) + at / 3;
  });

  it.each([1, 50, 63, 64, 700, 1023, 1024, 1025, 1500])(
    "of %i has the same bits in stretches as value by value",
    (period) => {
      const stream = createSma({ period });
      expect(sma(values, { period })).toEqual(Float64Array.from(values, (value) => stream.next(value)));
    },
  );
});
