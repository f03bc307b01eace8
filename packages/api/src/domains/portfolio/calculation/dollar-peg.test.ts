import { describe, expect, it } from "vitest";
import { PEG, withPeg } from "./dollar-peg.ts";

describe("the peg of a coin to the dollar", () => {
  const series = { fromDay: 10, values: ["0.99", null, "1.01"], sources: ["a", null, "b"] };

  it("stands in where no price is stored, says so, and never before one that is", () => {
    expect(withPeg("tether", series, 8, 14)).toEqual({
      fromDay: 8,
      values: ["1", "1", "0.99", "1", "1.01", "1"],
      sources: [PEG, PEG, "a", PEG, "b", PEG],
    });
    expect(withPeg("tether", undefined, 8, 10)).toEqual({ fromDay: 8, values: ["1", "1"], sources: [PEG, PEG] });
    expect(withPeg("tether", series, 12, 12)).toEqual({ fromDay: 10, values: ["0.99", "1"], sources: ["a", PEG] });
  });

  it("is assumed of no other coin", () => {
    expect(withPeg("bitcoin", series, 8, 14)).toBe(series);
    expect(withPeg("bitcoin", undefined, 8, 14)).toBeUndefined();
  });
});
