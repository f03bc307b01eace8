import { expect, it } from "vitest";
import { type KeyedChart, pressCrosshairKey, steppedTo } from "./crosshair-keys.ts";

function keyed(zooms: boolean): { chart: KeyedChart; said: string[] } {
  const said: string[] = [];
  const chart: KeyedChart = {
    step: (bars) => said.push(`step ${bars}`),
    stepTo: (end) => said.push(end),
    leave: () => said.push("leave"),
    ...(zooms && { zoom: (factor) => said.push(`zoom ${factor}`) }),
  };
  return { chart, said };
}

it("moves the crosshair with the keys of a chart", () => {
  const { chart, said } = keyed(true);
  const keys = ["ArrowLeft", "ArrowRight", "Home", "End", "+", "-", "Escape"];
  expect(keys.map((key) => pressCrosshairKey(chart, key, false)).every(Boolean)).toBe(true);
  pressCrosshairKey(chart, "ArrowLeft", true);
  expect(said).toEqual(["step -1", "step 1", "first", "last", "zoom 0.7", "zoom 1.4", "leave", "step -10"]);
});

it("leaves other keys to the page, and those that zoom where nothing zooms", () => {
  const { chart, said } = keyed(false);
  expect(["Tab", "a", "ArrowUp", "+", "-"].some((key) => pressCrosshairKey(chart, key, false))).toBe(false);
  expect(said).toEqual([]);
});

it.each([
  [null, -1, 9],
  [null, 1, 9],
  [9, 1, 9],
  [4, -10, 0],
  [4, 1, 5],
])("from %j by %j leads to bar %j of ten", (from, bars, to) => {
  expect(steppedTo(from, bars, 10)).toBe(to);
});
