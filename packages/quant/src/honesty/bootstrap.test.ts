import { describe, expect, it } from "vitest";
import { RandomSource } from "../statistics/random-source.ts";
import { blockLength, bootstrapReturns } from "./bootstrap.ts";

const noise = (count: number, mean: number, seed = 1) => {
  const random = new RandomSource(seed);
  // The sum of twelve draws has variance 1.
  const normal = () => Array.from({ length: 12 }, () => random.next()).reduce((sum, each) => sum + each, -6);
  return Float64Array.from({ length: count }, () => mean + 0.01 * normal());
};

it("makes blocks as long as the cube root, or as positions are held, or a quarter of all", () => {
  expect(blockLength(1000, 3)).toBe(10);
  expect(blockLength(1000, 40)).toBe(40);
  expect(blockLength(100, 400)).toBe(25);
  expect(blockLength(2, 1)).toBe(1);
});

describe("the stationary bootstrap", () => {
  it("spreads the total of independent returns as their variance says", () => {
    const returns = noise(2000, 0);
    const result = bootstrapReturns(returns, 1, 365, new RandomSource(9));
    const logs = returns.map((change) => Math.log1p(change));
    const total = logs.reduce((sum, each) => sum + each, 0);
    const variance = logs.reduce((sum, each) => sum + (each - total / 2000) ** 2, 0);
    const expected = (sigmas: number) => 100 * Math.expm1(total + sigmas * Math.sqrt(variance));
    expect(Math.abs((result?.totalReturnPct.p50 ?? 0) - expected(0))).toBeLessThan(5);
    expect(Math.abs((result?.totalReturnPct.p5 ?? 0) - expected(-1.645))).toBeLessThan(5);
    expect(Math.abs((result?.totalReturnPct.p95 ?? 0) - expected(1.645))).toBeLessThan(15);
  });

  it("finds a wider band where returns depend on each other and blocks keep them together", () => {
    const runs = Float64Array.from({ length: 2000 }, (_, at) => (Math.floor(at / 20) % 2 === 0 ? 0.01 : -0.01));
    const apart = bootstrapReturns(runs, 1, 365, new RandomSource(4))?.totalReturnPct;
    const together = bootstrapReturns(runs, 13, 365, new RandomSource(4))?.totalReturnPct;
    expect((together?.p95 ?? 0) - (together?.p5 ?? 0)).toBeGreaterThan(1.8 * ((apart?.p95 ?? 0) - (apart?.p5 ?? 0)));
  });

  it("tells the chance of a loss, and the same for the same seed", () => {
    const good = bootstrapReturns(noise(1000, 0.002), 10, 365, new RandomSource(5));
    expect(good?.lossProbability).toBe(0);
    expect(good).toEqual(bootstrapReturns(noise(1000, 0.002), 10, 365, new RandomSource(5)));
    expect(good?.sharpe.p50).toBeGreaterThan(2);
    expect(bootstrapReturns(noise(1000, -0.002), 10, 365, new RandomSource(5))?.lossProbability).toBe(1);
  });

  it("survives a loss of everything", () => {
    const result = bootstrapReturns(noise(100, 0).fill(-1, 50, 51), 5, 365, new RandomSource(2));
    expect(result?.totalReturnPct.p5).toBeCloseTo(-100, 6);
    expect(Object.values(result?.sharpe ?? {}).every(Number.isFinite)).toBe(true);
  });

  it("says nothing of a short or an idle run", () => {
    expect(bootstrapReturns(noise(49, 0), 3, 365, new RandomSource(1))).toBeNull();
    expect(bootstrapReturns(new Float64Array(500), 3, 365, new RandomSource(1))).toBeNull();
  });
});
