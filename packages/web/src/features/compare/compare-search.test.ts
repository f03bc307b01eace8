import { describe, expect, it } from "vitest";
import { idsText } from "../../lib/id-list.ts";
import { comparable, comparedIds, leftOutIds, parseCompareSearch } from "./compare-search.ts";

describe("the address of a comparison", () => {
  it("carries coin ids of any spelling", () => {
    const ids = ["bitcoin", "boringdao-[old]", "1move token", "a,b"];
    expect(comparedIds(idsText(ids))).toEqual(ids);
  });

  it("names each coin once, ten at most, and drops what cannot be one", () => {
    expect(comparedIds("bitcoin,bitcoin,, ,%E0%A4%A")).toEqual(["bitcoin", "%E0%A4%A"]);
    expect(comparedIds(Array.from({ length: 20 }, (_, index) => `c${index}`).join(","))).toHaveLength(10);
  });

  it("keeps those that are too many, so that they can be named", () => {
    const ids = Array.from({ length: 12 }, (_, index) => `c${index}`);
    const search = parseCompareSearch({ ids: ids.join(",") });
    expect(comparedIds(search.ids)).toEqual(ids.slice(0, 10));
    expect(leftOutIds(search.ids)).toEqual(["c10", "c11"]);
    expect(leftOutIds("bitcoin,ethereum")).toEqual([]);
  });

  it("leaves out what is the default or unknown", () => {
    expect(parseCompareSearch({ ids: "a,b", window: "30d", other: "x" })).toEqual({ ids: "a,b" });
    expect(parseCompareSearch({ ids: "a", window: "7d" })).toEqual({ ids: "a", window: "7d" });
    expect(parseCompareSearch({ window: "fortnight" })).toEqual({});
  });

  it("asks the API from two coins on", () => {
    expect([comparable(["a"]), comparable(["a", "b"])]).toEqual([false, true]);
  });
});
