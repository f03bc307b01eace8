import { describe, expect, it } from "vitest";
import { readIds } from "../../lib/id-list.ts";
import { MOST_SELECTED } from "./market-search.ts";
import { markOfAll, nextSelection, selectionText } from "./selection.tsx";

const SHOWN = ["a", "b", "c", "d", "e"];

it.each([
  [[], "b", null, ["b"]],
  [["b"], "b", null, []],
  [["b"], "d", "b", ["b", "c", "d"]],
  [["d"], "a", "d", ["d", "a", "b", "c"]],
  [["gone"], "c", "gone", ["gone", "c"]],
])("%j and %s from %j is %j", (selected, id, from, next) => {
  expect(nextSelection(selected, SHOWN, id, from)).toEqual(next);
});

describe("the mark of all", () => {
  const shown = Array.from({ length: 300 }, (_, index) => `c${index}`);
  const first = (count: number) => new Set(shown.slice(0, count));

  it.each([
    ["nothing is selected", new Set<string>(), SHOWN, SHOWN.length, "none"],
    ["another coin is selected", new Set(["z"]), SHOWN, SHOWN.length, "some"],
    ["some are selected", new Set(["a"]), SHOWN, SHOWN.length, "some"],
    ["all are selected", new Set(SHOWN), SHOWN, SHOWN.length, "all"],
    ["all that have come are selected and more match", new Set(SHOWN), SHOWN, 6, "some"],
    ["all that match are selected, and few have come", first(150), shown.slice(0, 100), 150, "all"],
    ["as many as can be are selected", first(MOST_SELECTED), shown, 300, "all"],
    ["as many as can be are selected, and few have come", first(MOST_SELECTED), shown.slice(0, 100), 300, "all"],
    ["no row is there", new Set(SHOWN), [], 0, "none"],
  ])("where %s", (_, selected, rows, matching, mark) => {
    expect(markOfAll(selected, rows, matching)).toBe(mark);
  });
});

describe("the selection in the address", () => {
  const cut = (ids: string[]) => readIds(selectionText(ids), 1_000);

  it("holds as many coins as the API lists at once, each once", () => {
    expect(cut(["a", "b", "a"])).toEqual(["a", "b"]);
    expect(cut(Array.from({ length: 300 }, (_, index) => `coin-${index}`))).toHaveLength(MOST_SELECTED);
    expect(selectionText([])).toBeUndefined();
  });

  it("stays short enough for proxies, whatever the ids", () => {
    const long = Array.from({ length: 250 }, (_, index) => `${"ü,".repeat(20)}${index}`);
    expect(encodeURIComponent(selectionText(long) ?? "").length).toBeLessThanOrEqual(6_000);
    expect(cut(long).length).toBeGreaterThan(5);
  });
});
