import { expect, it } from "vitest";
import { labelSides, type RiskPoint, riskReturnAxes } from "./risk-return.ts";

const point = (volatilityPct: number, changePct: number): RiskPoint => ({
  id: "x",
  symbol: "X",
  index: 0,
  volatilityPct,
  changePct,
});

it("keeps every point and the line of no change inside the picture", () => {
  const points = [point(12, -40), point(180, 95), point(60, 3)];
  const { x, y } = riskReturnAxes(points, 400, 300);
  for (const { volatilityPct, changePct } of points) {
    expect(x.place(volatilityPct)).toBeGreaterThan(0);
    expect(x.place(volatilityPct)).toBeLessThan(400);
    expect(y.place(changePct)).toBeGreaterThan(0);
    expect(y.place(changePct)).toBeLessThan(300);
  }
  expect(y.place(0)).toBeGreaterThan(0);
  expect(y.place(0)).toBeLessThan(300);
});

it("puts more risk to the right and more return above", () => {
  const { x, y } = riskReturnAxes([point(10, 1), point(20, 2)], 400, 300);
  expect(x.place(20)).toBeGreaterThan(x.place(10));
  expect(y.place(2)).toBeLessThan(y.place(1));
});

it("draws axes around a single coin that did not move", () => {
  const { x, y } = riskReturnAxes([point(0, 0)], 400, 300);
  expect(x.ticks.length).toBeGreaterThan(1);
  expect(y.ticks.length).toBeGreaterThan(1);
});

it("marks the axis across no denser than its marks are wide", () => {
  const points = [point(12, -40), point(130, 95)];
  for (const width of [900, 320, 180]) {
    const { ticks, place } = riskReturnAxes(points, width, 300).x;
    expect(place(ticks[1] ?? 0) - place(ticks[0] ?? 0)).toBeGreaterThanOrEqual(40);
  }
});

it("names points that all but coincide on different sides, and none outside the picture", () => {
  const at = (x: number, y: number) => ({ x, y, letters: 4 });
  expect(labelSides([at(100, 100), at(101, 101)], 400)).toEqual(["right", "left"]);
  expect(labelSides([at(390, 100), at(5, 200)], 400)).toEqual(["left", "right"]);
});
