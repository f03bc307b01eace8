import { describe, expect, it } from "vitest";
import { comparedRuns, toggled } from "./compared-runs.ts";

const ONE = "01a1fe69-e361-755a-a072-d1bec6e39fbc";
const TWO = "01a1fe69-e639-77d1-86c8-04c8d53920e6";

describe("the runs that are compared", () => {
  it("are each named once in the address, and what is no id is dropped", () => {
    expect(comparedRuns({ runs: `${ONE},x,${TWO},${ONE}` })).toEqual([ONE, TWO]);
    expect(comparedRuns({ runs: 5 })).toEqual([]);
  });

  it("are chosen and let go again, never more than eight", () => {
    expect(toggled([ONE], TWO)).toEqual([ONE, TWO]);
    expect(toggled([ONE, TWO], ONE)).toEqual([TWO]);
    const eight = [..."abcdefgh"];
    expect(toggled(eight, "i")).toEqual(eight);
  });
});
