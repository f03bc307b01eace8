import { describe, expect, it } from "vitest";
import { bollingerBands } from "./bollinger-bands.ts";
import { macd } from "./macd.ts";
import { exponentialMovingAverage, simpleMovingAverage } from "./moving-average.ts";
import { relativeStrength } from "./relative-strength.ts";

// The worked examples of StockCharts' ChartSchool ("Moving Averages", "Relative Strength Index").
const AVERAGED = [
  22.2734, 22.194, 22.0847, 22.1741, 22.184, 22.1344, 22.2337, 22.4323, 22.2436, 22.2933, 22.1542, 22.3926, 22.3816,
  22.6109, 23.3558,
];
const WILDER = [
  44.3389, 44.0902, 44.1497, 43.6124, 44.3278, 44.8264, 45.0955, 45.4245, 45.8433, 46.0826, 45.8931, 46.0328, 45.614,
  46.282, 46.282, 46.0028, 46.0328, 46.4116, 46.2222, 45.6439, 46.2122, 46.2521, 45.7137, 46.4515, 45.7835, 45.3548,
  44.0288, 44.1783, 44.2181, 44.5672, 43.4205, 42.6628, 43.1314,
];

const rounded = (values: readonly (number | null)[], digits: number) =>
  values.flatMap((value) => (value === null ? [] : [Number(value.toFixed(digits))]));

/** A reproducible walk of positive prices. */
function walk(length: number, seed: number): number[] {
  let state = seed;
  let price = 100;
  return Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    price *= 1 + (state / 4_294_967_296 - 0.5) / 10;
    return price;
  });
}

describe("moving averages", () => {
  it("are those of the published example", () => {
    expect(rounded(simpleMovingAverage(AVERAGED, 10), 2)).toEqual([22.22, 22.21, 22.23, 22.26, 22.31, 22.42]);
    expect(rounded(exponentialMovingAverage(AVERAGED, 10), 2)).toEqual([22.22, 22.21, 22.24, 22.27, 22.33, 22.52]);
  });

  it.each([1, 2, 7, 20])("over %i values are as long as the series, and null until they are known", (period) => {
    for (const average of [simpleMovingAverage, exponentialMovingAverage]) {
      const result = average(walk(30, 7), period);
      expect(result).toHaveLength(30);
      expect(result.findIndex((value) => value !== null)).toBe(period - 1);
      expect(result.slice(period - 1)).not.toContain(null);
    }
  });

  it("of a constant are the constant, and scale with the series", () => {
    expect(new Set(rounded(simpleMovingAverage(new Array(50).fill(3), 7), 12))).toEqual(new Set([3]));
    const series = walk(200, 3);
    const doubled = exponentialMovingAverage(
      series.map((value) => 2 * value),
      9,
    );
    for (const [index, value] of exponentialMovingAverage(series, 9).entries()) {
      if (value !== null) expect(doubled[index]).toBeCloseTo(2 * value, 8);
    }
  });

  it("stay exact over a long series that falls from huge to tiny", () => {
    const series = [...new Array(50).fill(1e12), ...new Array(100_000).fill(1e-6)];
    expect(simpleMovingAverage(series, 20).at(-1)).toBeCloseTo(1e-6, 12);
  });

  it("refuse periods that mean nothing", () => {
    for (const period of [0, -1, 1.5, Number.NaN]) expect(() => simpleMovingAverage([1], period)).toThrow(RangeError);
  });
});

describe("Bollinger bands", () => {
  it("lie two population deviations around the average", () => {
    const { upper, middle, lower } = bollingerBands([2, 4, 4, 4, 5, 5, 7, 9], 8, 2);
    expect([middle.at(-1), upper.at(-1), lower.at(-1)]).toEqual([5, 9, 1]);
  });

  it("close up where nothing moves", () => {
    const { upper, lower } = bollingerBands(new Array(30).fill(0.1));
    expect(upper.at(-1)).toBeCloseTo(0.1, 12);
    expect(lower.at(-1)).toBeCloseTo(0.1, 12);
  });
});

describe("the relative strength index", () => {
  it("is that of the published example", () => {
    expect(rounded(relativeStrength(WILDER), 2)).toEqual([
      70.53, 66.32, 66.55, 69.41, 66.36, 57.97, 62.93, 63.26, 56.06, 62.38, 54.71, 50.42, 39.99, 41.46, 41.87, 45.46,
      37.3, 33.08, 37.77,
    ]);
  });

  it("stays between 0 and 100, whatever the series", () => {
    for (let seed = 1; seed <= 50; seed += 1) {
      for (const value of relativeStrength(walk(120, seed))) {
        if (value !== null) expect(value >= 0 && value <= 100).toBe(true);
      }
    }
  });

  it("is 100 when it only rises, 0 when it only falls, 50 when nothing moves", () => {
    const steps = Array.from({ length: 20 }, (_, index) => index + 1);
    expect(relativeStrength(steps).at(-1)).toBe(100);
    expect(relativeStrength(steps.toReversed()).at(-1)).toBe(0);
    expect(relativeStrength(new Array(20).fill(5)).at(-1)).toBe(50);
    expect(relativeStrength([])).toEqual([]);
  });
});

describe("MACD", () => {
  it("is the difference of its averages, and its histogram that of line and signal", () => {
    const series = walk(100, 11);
    const { line, signal, histogram } = macd(series);
    const [fast, slow] = [exponentialMovingAverage(series, 12), exponentialMovingAverage(series, 26)];
    expect(line.findIndex((value) => value !== null)).toBe(25);
    expect(signal.findIndex((value) => value !== null)).toBe(33);
    for (let index = 33; index < 100; index += 1) {
      expect(line[index]).toBeCloseTo((fast[index] ?? 0) - (slow[index] ?? 0), 10);
      expect(histogram[index]).toBeCloseTo((line[index] ?? 0) - (signal[index] ?? 0), 10);
    }
  });

  it("says nothing of a series that is too short", () => {
    const { line, signal, histogram } = macd(walk(20, 1));
    expect([...line, ...signal, ...histogram].every((value) => value === null)).toBe(true);
    expect(line).toHaveLength(20);
  });

  it("refuses a fast average that is not the faster", () => {
    expect(() => macd([1], 26, 12)).toThrow(RangeError);
  });
});
