import { describe, expect, it } from "vitest";
import { change, compactAmount, price } from "./numbers.ts";
import { createPalette } from "./palette.ts";

const plain = { decorated: false, palette: createPalette(false) };

describe("compactAmount", () => {
  it.each([
    ["1271234567890.12", "1.27T"],
    ["999999999", "1.00B"],
    ["999", "999.00"],
    ["1000", "1.00K"],
    ["-2500000", "-2.50M"],
    ["657479138251227900000", "657479.14Q"],
    ["0", "0"],
    [null, "-"],
  ])("%s is %s", (value, text) => expect(compactAmount(value)).toBe(text));
});

describe("price", () => {
  it.each([
    ["64250.123", "64,250.12"],
    ["374.066", "374.07"],
    ["1.00034", "1.0003"],
    ["0.9999", "0.9999"],
    ["0.000000000056366", "0.00000000005637"],
    ["0", "0"],
    [null, "-"],
  ])("%s is %s", (value, text) => expect(price(value)).toBe(text));
});

describe("change", () => {
  it("has a sign, and none when it rounds to zero", () => {
    expect(change(2.514, plain)).toBe("+2.51%");
    expect(change(-0.5, plain)).toBe("-0.50%");
    expect(change(-1.42e-14, plain)).toBe("0.00%");
    expect(change(null, plain)).toBe("-");
  });

  it("stays short where the figure overflowed", () => {
    expect(change(1.6e39, plain)).toBe("+1.60e+39%");
  });
});
