import { describe, expect, it } from "vitest";
import { parabolicSar, supertrend } from "./trailing-stop.ts";
import { TULIP } from "./vectors.fixture.ts";

/** Candles of a range of 2 around each middle, which close at the given price. */
const candles = (rows: readonly (readonly [middle: number, close: number])[]) => ({
  high: Float64Array.from(rows, ([middle]) => middle + 1),
  low: Float64Array.from(rows, ([middle]) => middle - 1),
  close: Float64Array.from(rows, ([, close]) => close),
});

describe("supertrend", () => {
  // Ranges of 2 and closes in the middle of the candle before keep the average true range at 2: bands of ±2.
  it("trails a rise, stands still in a pause, and turns when a close is below it (worked by hand)", () => {
    const { stop, direction } = supertrend(
      candles([
        [10, 10.5], // 8 to 12; a fall by default, under 12
        [10.5, 11], // 8.5 to 12.5: 12 stays
        [11.5, 12.2], // 9.5 to 13.5: a close above 12 turns it; stop 9.5
        [12, 12.5], // 10 to 14
        [11.8, 11.5], // 9.8 to 13.8: 10 stays, no close below it
        [11, 10.1], // the same: 10.1 is not below 10
        [10.4, 9.9], // below 10: a fall, under the lowest upper band, 12.4
        [10.8, 11], // upper band 12.8: 12.4 stays
      ]),
      { period: 1, width: 1 },
    );
    expect(Array.from(direction)).toEqual([-1, -1, 1, 1, 1, 1, -1, -1]);
    expect(Array.from(stop, (each) => Number(each.toFixed(9)))).toEqual([12, 12, 9.5, 10, 10, 10, 12.4, 12.4]);
  });

  it("is below the close in a rise and above it in a fall, and never loosens while it lasts", () => {
    const { stop, direction } = supertrend(TULIP, { period: 3, width: 1 });
    // Seen from the side of the trade, the stop is below the close and only rises.
    const below = stop.map((each, at) => (direction[at] ?? 0) * ((TULIP.close[at] ?? 0) - each));
    expect(below.slice(2).every((distance) => distance > 0)).toBe(true);
    const moves = stop.map((each, at) => {
      const lasts = direction[at] === direction[at - 1];
      return lasts ? (direction[at] ?? 0) * (each - (stop[at - 1] ?? 0)) : 0;
    });
    expect(moves.slice(3).every((move) => move >= 0)).toBe(true);
    expect(new Set(direction.slice(2))).toEqual(new Set([-1, 1]));
  });

  it("keeps its direction at a close on the band, and turns beyond it", () => {
    const turnsAt = (close: number) =>
      supertrend(
        candles([
          [10, 10],
          [10, close],
        ]),
        { period: 1, width: 1 },
      ).direction[1];
    expect([turnsAt(12), turnsAt(12.01)]).toEqual([-1, 1]);
    const fallsAt = (close: number) =>
      supertrend(
        candles([
          [10, 13],
          [12, 12],
          [12, close],
        ]),
        { period: 1, width: 1 },
      ).direction[2];
    expect([fallsAt(10), fallsAt(9.99)]).toEqual([1, -1]);
  });

  it("starts a band anew once a close was beyond it (worked by hand)", () => {
    const { stop } = supertrend(
      candles([
        [10, 10],
        [10, 5],
        [6, 6],
        [6, 20],
        [18, 18],
      ]),
      { period: 1, width: 1 },
    );
    // Ranges 2, 2, 2, 2, 3: lower bands 8, 8, then 4 (8 was broken), 4, and 15 in the rise that 20 began.
    expect(Array.from(stop)).toEqual([12, 12, 8, 4, 15]);
  });

  it("refuses a width that means nothing", () => {
    for (const width of [0, -1, Number.NaN]) expect(() => supertrend(TULIP, { width })).toThrow(RangeError);
  });
});

describe("the parabolic stop", () => {
  it("stays where it is in a market that does not move", () => {
    const flat = new Float64Array(50).fill(5);
    const { stop, direction } = parabolicSar({ high: flat, low: flat });
    expect(new Set(stop.slice(1))).toEqual(new Set([5]));
    expect(new Set(direction.slice(1))).toEqual(new Set([1]));
  });

  it("falls as it rises, mirrored", () => {
    const rise = Float64Array.of(10, 20, 30, 15, 31, 50, 20, 60, 61, 62);
    const high = rise.map((each) => each + 1);
    const up = parabolicSar({ high, low: rise }, { step: 0.1 });
    const down = parabolicSar(
      { high: rise.map((each) => 100 - each), low: high.map((each) => 100 - each) },
      { step: 0.1 },
    );
    const sides = up.direction.slice(1).map((each) => -each);
    expect(down.direction.slice(1)).toEqual(sides);
    for (const [at, stop] of up.stop.entries()) if (at > 0) expect(down.stop[at]).toBeCloseTo(100 - stop, 9);
    expect(new Set(sides)).toEqual(new Set([-1, 1]));
  });

  it("starts from the high of the candle that reverses a rise where that is higher than any before", () => {
    const high = Float64Array.of(11, 12, 13, 20);
    const low = Float64Array.of(10, 11, 12, 5);
    expect(parabolicSar({ high, low }).stop.at(-1)).toBe(20);
  });

  it("never accelerates beyond the most, not even at the start", () => {
    // No extreme is new after the second candle: the first acceleration lasts.
    const low = Float64Array.of(10, 20, 19, 18);
    const candle = { high: low.map((each) => each + 1), low };
    const options = { step: 0.5, most: 0.1 };
    expect(parabolicSar(candle, options)).toEqual(parabolicSar(candle, { step: 0.1, most: 0.1 }));
  });

  it("accelerates with each new extreme up to the most and no further (worked by hand)", () => {
    const rise = Float64Array.of(10, 20, 30, 40, 50);
    const { stop } = parabolicSar({ high: rise.map((each) => each + 1), low: rise }, { step: 0.1, most: 0.2 });
    // 10 + 0.1 × (21 - 10) is held at the low of 10; + 0.2 × (31 - 10) = 14.2; + 0.2 × (41 - 14.2) = 19.56.
    expect(Array.from(stop.slice(1), (each) => Number(each.toFixed(9)))).toEqual([10, 10, 14.2, 19.56]);
  });
});
