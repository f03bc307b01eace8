import fc from "fast-check";
import { expect, it } from "vitest";
import { addBridge, BRIDGE_BOUND, hashText, normal, SmoothNoise, uniform } from "./noise.ts";

const draws = (draw: (index: number) => number) => Array.from({ length: 20_000 }, (_, index) => draw(index));
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const deviation = (values: number[]) => {
  const centre = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - centre) ** 2)));
};

it("draws normals with mean 0 and deviation 1 whose neighbours have nothing in common", () => {
  const values = draws((index) => normal(hashText("seed"), index));
  expect(mean(values)).toBeCloseTo(0, 1);
  expect(deviation(values)).toBeCloseTo(1, 1);
  expect(mean(values.slice(1).map((value, index) => value * (values[index] ?? 0)))).toBeCloseTo(0, 1);
});

it("draws uniform numbers over the whole of [0, 1)", () => {
  const values = draws((index) => uniform(hashText("seed"), index));
  expect(mean(values)).toBeCloseTo(0.5, 1);
  expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...values)).toBeLessThan(1);
});

it("gives another stream for another seed, index or text", () => {
  expect(hashText("a")).not.toBe(hashText("b"));
  expect(normal(1, 5)).not.toBe(normal(2, 5));
  expect(normal(1, 5)).not.toBe(normal(1, 6));
  expect(normal(1, -3)).toBe(normal(1, -3));
});

it("passes through its normals and moves little between them", () => {
  const noise = new SmoothNoise(7, 10);
  expect(noise.at(20)).toBeCloseTo(normal(7, 2), 12);
  expect(Math.abs(noise.at(20.1) - noise.at(20))).toBeLessThan(0.01);
  expect(noise.at(45)).toBeCloseTo((normal(7, 4) + normal(7, 5)) / 2, 12);
});

it("bridges from 0 to 0, within its bound, and adds to what is there", () => {
  fc.assert(
    fc.property(fc.integer(), fc.constantFrom(12, 24, 60), (key, steps) => {
      const bridge = new Float64Array(steps);
      addBridge(bridge, key, 2);
      expect(bridge.at(-1)).toBeCloseTo(0, 12);
      expect(bridge.every((value) => Math.abs(value) <= 2 * BRIDGE_BOUND)).toBe(true);
      const raised = new Float64Array(steps).fill(5);
      addBridge(raised, key, 2);
      expect(raised[3]).toBeCloseTo(5 + (bridge[3] ?? 0), 12);
    }),
  );
});

it("bridges with the deviation of half a walk in the middle", () => {
  const middles = Array.from({ length: 4000 }, (_, key) => {
    const bridge = new Float64Array(24);
    addBridge(bridge, hashText(`bridge ${key}`), 1);
    return bridge[11] ?? 0;
  });
  expect(deviation(middles)).toBeCloseTo(0.5, 1);
});
