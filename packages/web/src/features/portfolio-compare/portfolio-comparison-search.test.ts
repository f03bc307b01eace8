import { describe, expect, it } from "vitest";
import { parsePortfolioComparisonSearch } from "./portfolio-comparison-search.ts";

const ONE = "01a1fe69-e361-755a-a072-d1bec6e39fbc";
const TWO = "01a1fe69-e639-77d1-86c8-04c8d53920e6";

describe("the address of the comparison of portfolios", () => {
  it("keeps each portfolio once and drops what is none", () => {
    expect(parsePortfolioComparisonSearch({ ids: `${ONE},x,${TWO},${ONE}`, period: "30d" })).toEqual({
      ids: `${ONE},${TWO}`,
      period: "30d",
    });
    expect(parsePortfolioComparisonSearch({ ids: "x", period: "2d" })).toEqual({});
  });
});
