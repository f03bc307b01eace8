import { describe, expect, it } from "vitest";
import { parseGainsSearch, spanOf } from "./gains-search.ts";

describe("the address of the gains report", () => {
  it("keeps a year and an asset, and drops what is neither", () => {
    expect(parseGainsSearch({ year: "2024", asset: "bitcoin" })).toEqual({ year: "2024", asset: "bitcoin" });
    expect(parseGainsSearch({ year: "24", asset: "fiat:EURO" })).toEqual({});
  });

  it("means the whole year, and all time without one", () => {
    expect(spanOf({ year: "2024" })).toEqual({ from: "2024-01-01", to: "2024-12-31" });
    expect(spanOf({})).toEqual({});
  });
});
