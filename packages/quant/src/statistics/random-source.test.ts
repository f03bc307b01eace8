import { expect, it } from "vitest";
import { RandomSource } from "./random-source.ts";

it("is xoshiro128**: the first numbers of state 1, 2, 3, 4 (reference values of the rand_xoshiro crate)", () => {
  const source = RandomSource.fromState(1, 2, 3, 4);
  const numbers = Array.from({ length: 10 }, () => source.nextInteger());
  expect(numbers).toEqual([
    11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
  ]);
});

it("repeats itself for the same seeds and differs for others, and for another order of them", () => {
  const draw = (...seeds: number[]) => {
    const source = new RandomSource(...seeds);
    return Array.from({ length: 4 }, () => source.nextInteger());
  };
  expect(draw(1)).toEqual(draw(1));
  const all = [draw(0), draw(1), draw(2), draw(1, 0), draw(0, 1), draw(4294967295)].map((each) => each.join());
  expect(new Set(all).size).toBe(6);
});

it("spreads evenly over a range", () => {
  const source = new RandomSource(42);
  const counts = new Array<number>(10).fill(0);
  for (let draw = 0; draw < 100_000; draw += 1) {
    const drawn = source.below(10);
    counts[drawn] = (counts[drawn] ?? 0) + 1;
  }
  // Chi squared with 9 degrees of freedom is above 27.9 once in a thousand.
  const chi = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
  expect(chi).toBeLessThan(27.9);
});

it("shuffles every order alike", () => {
  const source = new RandomSource(3);
  const orders = new Map<string, number>();
  for (let draw = 0; draw < 6000; draw += 1) {
    const values = Int32Array.of(1, 2, 3);
    source.shuffle(values);
    orders.set(values.join(), (orders.get(values.join()) ?? 0) + 1);
  }
  expect(orders.size).toBe(6);
  for (const count of orders.values()) expect(Math.abs(count - 1000)).toBeLessThan(120);
});
