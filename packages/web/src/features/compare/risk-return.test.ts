import { expect, it } from "vitest";
import { type RiskPoint, riskReturnAxes } from "./risk-return.ts";

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
