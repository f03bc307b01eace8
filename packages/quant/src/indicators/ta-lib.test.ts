import { describe, expect, it } from "vitest";
import { dema, tema } from "./composed-average.ts";
import { trix } from "./convergence.ts";
import { ema, sma, wma } from "./moving-average.ts";
import { TA_LIB } from "./vectors.fixture.ts";

const END = TA_LIB.length - 1;
const double = dema(TA_LIB, { period: 14 });
const triple = tema(TA_LIB, { period: 14 });

// Expected values of TA-Lib's regression tests (ta_regtest: test_ma.c, test_per_ema.c) by their place, cut off and not
// rounded: within one unit of the last digit. The seeds of its double and triple averages differ and fade by the end.
const EXPECTED: readonly (readonly [string, Float64Array, number, number, unit: number])[] = [
  ["sma", sma(TA_LIB, { period: 30 }), 29, 90.42, 0.01],
  ["sma", sma(TA_LIB, { period: 30 }), 58, 87.12, 0.01],
  ["sma", sma(TA_LIB, { period: 30 }), END, 108.42, 0.01],
  ["wma", wma(TA_LIB, { period: 30 }), 29, 88.567, 0.001],
  ["wma", wma(TA_LIB, { period: 30 }), 58, 87.191, 0.001],
  // The table has these two the other way round, which its tolerance of 0.01 lets pass; exact fractions decide.
  ["wma", wma(TA_LIB, { period: 30 }), END - 1, 109.3466, 0.0001],
  ["wma", wma(TA_LIB, { period: 30 }), END, 109.3413, 0.0001],
  ["ema", ema(TA_LIB, { period: 10 }), 9, 93.22, 0.01],
  ["ema", ema(TA_LIB, { period: 10 }), 29, 86.46, 0.01],
  ["ema", ema(TA_LIB, { period: 10 }), END, 108.97, 0.01],
  ["ema of the first value", ema(TA_LIB, { period: 10, seed: "first" }), 10, 93.24, 0.01],
  ["ema of the first value", ema(TA_LIB, { period: 10, seed: "first" }), 30, 86.23, 0.01],
  ["dema", double, END, 109.4676, 0.0001],
  ["tema", triple, END, 108.418, 0.001],
  ["trix", trix(TA_LIB, { period: 5 }).line, 13, 0.2589, 0.0001],
  ["trix", trix(TA_LIB, { period: 5 }).line, 14, 0.010495, 0.000001],
  ["trix", trix(TA_LIB, { period: 5 }).line, END, -0.095, 0.001],
];

describe("values of TA-Lib", () => {
  it.each(EXPECTED)("%s", (_name, line, at, expected, unit) => {
    expect(Math.abs((line[at] ?? Number.NaN) - expected)).toBeLessThan(unit);
  });
});
