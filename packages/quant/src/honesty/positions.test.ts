import { expect, it } from "vitest";
import { tradesOf } from "../metrics/outcome.fixture.ts";
import { positionsOf } from "./positions.ts";

function held(spans: readonly (readonly [from: number, to: number, coin?: number])[]) {
  const trades = {
    ...tradesOf(spans.map(() => [1, 0.01] as const)),
    coin: Int32Array.from(spans, ([, , coin]) => coin ?? 0),
    enteredAt: Float64Array.from(spans, ([from]) => from),
    exitedAt: Float64Array.from(spans, ([, to]) => to),
  };
  return positionsOf(trades).map(({ from, to, entries }) => [from, to, entries.length]);
}

it("counts tranches that overlap as one position, from the first entry to the last exit", () => {
  expect(
    held([
      [1, 9],
      [4, 6],
      [5, 12],
    ]),
  ).toEqual([[1, 12, 3]]);
});

it("counts parts of one tranche as one entry", () => {
  expect(
    held([
      [1, 4],
      [1, 9],
    ]),
  ).toEqual([[1, 9, 1]]);
});

it("begins another position at the open at which the last one ended", () => {
  expect(
    held([
      [1, 5],
      [5, 8],
    ]),
  ).toEqual([
    [1, 5, 1],
    [5, 8, 1],
  ]);
});

it("keeps coins apart", () => {
  expect(
    held([
      [1, 9, 0],
      [2, 8, 1],
    ]),
  ).toEqual([
    [1, 9, 1],
    [2, 8, 1],
  ]);
});
