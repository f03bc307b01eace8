import { expect, it } from "vitest";
import { nextSelection } from "./selection.tsx";

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
