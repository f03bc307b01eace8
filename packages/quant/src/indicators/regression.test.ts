import { describe, expect, it } from "vitest";
import { beta, correlation, slope } from "./regression.ts";

// NIST Statistical Reference Datasets, Norris: slope and R² certified to fifteen digits.
const NORRIS = {
  value: Float64Array.of(
    0.1,
    338.8,
    118.1,
    888,
    9.2,
    228.1,
    668.5,
    998.5,
    449.1,
    778.9,
    559.2,
    0.3,
    0.1,
    778.1,
    668.8,
    339.3,
    448.9,
    10.8,
    557.7,
    228.3,
    998,
    888.8,
    119.6,
    0.3,
    0.6,
    557.6,
    339.3,
    888,
    998.5,
    778.9,
    10.2,
    117.6,
    228.9,
    668.4,
    449.2,
    0.2,
  ),
  other: Float64Array.of(
    0.2,
    337.4,
    118.2,
    884.6,
    10.1,
    226.5,
    666.3,
    996.3,
    448.6,
    777,
    558.2,
    0.4,
    0.6,
    775.5,
    666.9,
    338,
    447.5,
    11.6,
    556,
    228.1,
    995.8,
    887.6,
    120.2,
    0.3,
    0.3,
    556.8,
    339.1,
    887.2,
    999,
    779,
    11.1,
    118.3,
    229.2,
    669.1,
    448.9,
    0.5,
  ),
};
// Anscombe, Graphs in Statistical Analysis, The American Statistician 27:1, 1973, first set.
const ANSCOMBE = {
  value: Float64Array.of(8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68),
  other: Float64Array.of(10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5),
};
const ofValues = { of: "values" } as const;

const walk = (length: number, step: (at: number) => number) => {
  let price = 100;
  return Float64Array.from({ length }, (_, at) => {
    price *= 1 + step(at);
    return price;
  });
};

describe("beta and correlation", () => {
  it("are those that NIST certifies", () => {
    expect(beta(NORRIS, { period: 36, ...ofValues }).at(-1)).toBeCloseTo(1.00211681802045, 13);
    expect((correlation(NORRIS, { period: 36 }).at(-1) ?? 0) ** 2).toBeCloseTo(0.999993745883712, 14);
  });

  it("are those of Anscombe's first set", () => {
    expect(beta(ANSCOMBE, { period: 11, ...ofValues }).at(-1)).toBeCloseTo(0.5, 3);
    expect(correlation(ANSCOMBE, { period: 11 }).at(-1)).toBeCloseTo(0.816, 3);
  });

  it("of a series with itself are 1, with its opposite -1", () => {
    const value = walk(80, (at) => Math.sin(at * at) / 20);
    const opposite = value.map((each) => -each);
    for (const period of [2, 5, 30]) {
      for (const each of correlation({ value, other: value }, { period }).slice(period - 1)) {
        expect(each).toBeCloseTo(1, 12);
      }
      for (const each of correlation({ value, other: opposite }, { period }).slice(period - 1)) {
        expect(each).toBeCloseTo(-1, 12);
      }
      for (const each of beta({ value, other: value }, { period }).slice(period)) expect(each).toBeCloseTo(1, 12);
    }
  });

  it("compare returns where they are told to, and beta does so by itself", () => {
    const other = walk(60, (at) => Math.sin(at * at) / 50);
    const value = walk(60, (at) => (3 * Math.sin(at * at)) / 50);
    expect(beta({ value, other }, { period: 20 }).at(-1)).toBeCloseTo(3, 9);
    expect(correlation({ value, other }, { period: 20, of: "returns" }).at(-1)).toBeCloseTo(1, 12);
    expect(correlation({ value, other }, { period: 20 }).at(-1)).toBeLessThan(0.9999);
  });

  it("keep their digits for values that are large beside what they vary by", () => {
    const tiny = ANSCOMBE.value.map((each) => 1e9 + each);
    expect(correlation({ value: tiny, other: ANSCOMBE.other }, { period: 11 }).at(-1)).toBeCloseTo(0.81642, 5);
  });

  it("are unknown where a series does not vary", () => {
    const [flat, value] = [new Float64Array(30).fill(0.1), walk(30, (at) => Math.sin(at) / 10)];
    expect(correlation({ value, other: flat }, { period: 10 }).every(Number.isNaN)).toBe(true);
    expect(beta({ value, other: flat }, { period: 10 }).every(Number.isNaN)).toBe(true);
    expect(beta({ value: flat, other: value }, { period: 10 }).at(-1)).toBe(0);
  });

  it("refuse periods that mean nothing and series of different length", () => {
    for (const period of [1, 0, 2.5, Number.NaN]) expect(() => beta(ANSCOMBE, { period })).toThrow(RangeError);
    expect(() => correlation({ ...ANSCOMBE, value: new Float64Array(3) }, { period: 2 })).toThrow(RangeError);
  });
});

describe("the slope", () => {
  it("of a line is its rise, whatever the period", () => {
    const line = Float64Array.from({ length: 40 }, (_, at) => 7 - 0.25 * at);
    for (const period of [2, 3, 20]) expect(slope(line, { period }).at(-1)).toBeCloseTo(-0.25, 12);
  });

  it("of a constant is exactly 0", () => {
    expect(slope(new Float64Array(20).fill(0.1), { period: 7 }).at(-1)).toBe(0);
  });
});
