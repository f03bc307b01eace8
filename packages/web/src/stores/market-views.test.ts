import { expect, it } from "vitest";
import { MAX_VIEWS, readViews, withView } from "./market-views.ts";

const view = (id: string, name = id) => ({ id, name, query: "sort=volume" });

it("reads what it can of what was stored", () => {
  expect(readViews([view("a"), { id: "b" }, null, "x", view("a", "again")])).toEqual([view("a", "again")]);
  expect(readViews({ views: [] })).toEqual([]);
});

it("gives a view of the same name its new question instead of a double", () => {
  const views = withView([view("a", "Mine")], { id: "b", name: "Mine", query: "maxRank=10" });
  expect(views).toEqual([{ id: "a", name: "Mine", query: "maxRank=10" }]);
});

it("adds no view beyond the most", () => {
  const full = Array.from({ length: MAX_VIEWS }, (_, index) => view(`v${index}`));
  expect(withView(full, view("more"))).toBe(full);
});
