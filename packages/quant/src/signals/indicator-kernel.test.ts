import { INDICATORS, type IndicatorEntry, IndicatorName } from "@cryptodesk/shared/strategy/indicator-catalogue";
import { describe, expect, it } from "vitest";
import { createIndicator, entryOf } from "./indicator-kernel.ts";

const CANDLE = ["open", "high", "low", "close", "volume"];
const ROWS = 300;

/** A column that moves up and down and is never 0. */
const wave = (shift: number) =>
  Float64Array.from({ length: ROWS }, (_, at) => 100 + shift + 9 * Math.sin(at / 5 + shift));
const COLUMNS: Readonly<Record<string, Float64Array>> = {
  open: wave(0),
  high: wave(3),
  low: wave(-3),
  close: wave(1),
  volume: wave(50),
  value: wave(0),
  other: wave(7),
};

function defaults(entry: IndicatorEntry) {
  return Object.fromEntries(Object.entries(entry.parameters).map(([name, parameter]) => [name, parameter.default]));
}

function computed(name: IndicatorName, options: Readonly<Record<string, number | string>>) {
  const kernel = createIndicator(name, options);
  const lines = Object.fromEntries((kernel.outputs ?? ["value"]).map((line) => [line, new Float64Array(ROWS)]));
  kernel.run(kernel.inputs === null ? COLUMNS.close : COLUMNS, kernel.outputs === null ? lines.value : lines, ROWS);
  return { kernel, lines };
}

describe("the catalogue of indicators", () => {
  it.each(IndicatorName.options)("says of %s what its kernel is", (name) => {
    const entry = entryOf(name);
    const { kernel, lines } = computed(name, defaults(entry));
    const expected = { value: null, candle: expect.any(Array), pair: ["value", "other"] }[entry.input];
    expect(kernel.inputs).toEqual(expected);
    if (entry.input === "candle") expect(CANDLE).toEqual(expect.arrayContaining([...(kernel.inputs ?? [])]));
    for (const line of entry.lines) {
      expect(lines[line]?.[kernel.warmUp]).not.toBeNaN();
      expect(lines[line]?.[ROWS - 1]).not.toBeNaN();
    }
    expect(entry.lines.some((line) => Number.isNaN(lines[line]?.[kernel.warmUp - 1] ?? Number.NaN))).toBe(true);
  });

  it.each(IndicatorName.options)("names no parameter of %s that changes nothing", (name) => {
    const entry: IndicatorEntry = INDICATORS[name];
    const usual = JSON.stringify(Object.values(computed(name, defaults(entry)).lines).map((line) => Array.from(line)));
    for (const [parameter, { kind, default: value, choices = [] }] of Object.entries(entry.parameters)) {
      const other = kind === "choice" ? (choices[1] ?? "") : Number(value) * (kind === "whole" ? 2 : 0.5);
      // A fast average is shorter than the slow one.
      const options = { ...defaults(entry), [parameter]: other };
      const lines = Object.values(computed(name, options).lines).map((line) => Array.from(line));
      expect(JSON.stringify(lines) === usual).toBe(false);
    }
  });

  it("refuses parameters that an indicator cannot be computed with", () => {
    expect(() => createIndicator("sma", { period: 0 })).toThrow(RangeError);
    expect(() => createIndicator("sma", { period: "first" })).toThrow(RangeError);
    expect(() => createIndicator("macd", { ...defaults(entryOf("macd")), fast: 30 })).toThrow(RangeError);
  });
});
