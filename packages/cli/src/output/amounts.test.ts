import { describe, expect, it } from "vitest";
import { gain, money, percentReturned, position, ratioShare, returned, rounded, units } from "./amounts.ts";
import type { Output } from "./output.ts";
import { createPalette } from "./palette.ts";

const plain = { palette: createPalette(false) } as Output;
const coloured = { palette: createPalette(true) } as Output;

describe("amounts", () => {
  it.each([
    ["1234567.005", "1,234,567.01"],
    ["-1234.5", "-1,234.50"],
    ["0", "0.00"],
    ["0.5", "0.50"],
    ["0.0000421", "0.0000421"],
    ["0.00000000000056366", "0.0000000000005637"],
    ["123456789012345678901234567890.129", "123,456,789,012,345,678,901,234,567,890.13"],
    ["9.999", "10.00"],
    ["-0.0000000000000000000000000000000000001", "-0.0000000000000000000000000000000000001"],
    [null, "unknown"],
  ])("money %s is %s", (value, text) => {
    expect(money(value)).toBe(text);
  });

  it.each([
    ["0.500000000000000001", "0.5"],
    ["1500", "1,500"],
    ["0.000000000123456", "0.0000000001235"],
    ["0", "0"],
    ["100", "100"],
    [undefined, "unknown"],
  ])("%s units are %s", (value, text) => {
    expect(units(value)).toBe(text);
  });

  it("says what is below zero in words and colour, and unknown never as 0", () => {
    expect([gain("-3.5", plain), gain("3.5", plain), gain("-0.000", plain), gain(null, plain)]).toEqual([
      "loss 3.50",
      "gain 3.50",
      "0.00",
      "unknown",
    ]);
    expect(gain("-3.5", coloured)).toBe("\u001b[31mloss 3.50\u001b[39m");
    expect(position("-1.5", plain)).toBe("short 1.5");
    expect([returned("-0.0166665", plain), returned("1.5", plain), returned(null, plain)]).toEqual([
      "loss 1.67%",
      "gain 150.00%",
      "unknown",
    ]);
    expect(percentReturned("-0.001", plain)).toBe("0.00%");
    expect(ratioShare("0.25")).toBe("25.00%");
  });

  it("rounds half away from zero without a float in between", () => {
    expect([rounded("2.345", 2), rounded("-2.345", 2), rounded("0.5", 0), rounded("-0.004", 2)]).toEqual([
      "2.35",
      "-2.35",
      "1",
      "0.00",
    ]);
  });
});
