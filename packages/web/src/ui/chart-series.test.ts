import type { Candle, PricePoint } from "@cryptodesk/shared/market/candle.contract";
import { describe, expect, it } from "vitest";
import { candleBars, columnBars, lineSegments, summariseBars, volumeBars } from "./chart-series.ts";

const HOUR = 3_600_000;
const at = (hour: number) => new Date(hour * HOUR).toISOString();
const candle = (hour: number, segment = 0, volume: string | null = null): Candle => ({
  openTime: at(hour),
  open: "1",
  high: "3",
  low: "0.5",
  close: "2",
  volume,
  complete: true,
  segment,
});
const point = (hour: number, priceUsd: string, segment = 0): PricePoint => ({
  at: at(hour),
  priceUsd,
  marketCapUsd: null,
  volume24hUsd: null,
  segment,
});
const hours = (bars: { time: number }[]) => bars.map(({ time }) => time / 3600);

describe("candleBars", () => {
  it("leaves the places of a hole blank between two segments", () => {
    const bars = candleBars([candle(1), candle(5, 1)], HOUR);
    expect(hours(bars)).toEqual([1, 2, 3, 4, 5]);
    expect(bars.map((bar) => "open" in bar)).toEqual([true, false, false, false, true]);
  });

  it("does not blank a short hole inside one segment", () => {
    expect(hours(candleBars([candle(1), candle(3)], HOUR))).toEqual([1, 3]);
  });

  it("limits the blanks of a hole of years, so that the rest stays in sight", () => {
    expect(candleBars([candle(1), candle(50_000, 1)], HOUR)).toHaveLength(62);
  });

  it("sorts by time and lets the last of two candles at one time win", () => {
    const bars = candleBars([candle(2), candle(1), { ...candle(2), close: "9" }], HOUR);
    expect(hours(bars)).toEqual([1, 2]);
    expect(bars[1]).toMatchObject({ close: 9 });
  });
});

it("leaves out volumes that are unknown instead of drawing zeros", () => {
  expect(volumeBars([candle(1, 0, "7"), candle(2)])).toEqual([{ time: 3600, value: 7, up: true }]);
});

it("draws one line for each segment and keeps the place of the hole between them", () => {
  const [before = [], after = []] = lineSegments([point(1, "1"), point(2, "2"), point(5, "3", 1)], HOUR);
  expect([hours(before), hours(after)]).toEqual([[1, 2, 3, 4], [5]]);
  expect(before.map((bar) => "value" in bar)).toEqual([true, true, false, false]);
});

it("sums a series up by its ends and extremes", () => {
  expect(
    summariseBars([
      { time: 1, value: 10 },
      { time: 2, value: 5 },
      { time: 3, value: 12 },
    ]),
  ).toEqual({
    first: 10,
    last: 12,
    low: 5,
    high: 12,
    changePct: 19.999999999999996,
  });
  expect(summariseBars([])).toBeNull();
});

it("draws candles that come as columns as it draws the others, holes between series included", () => {
  const prices = [1, 2, 3];
  const bars = columnBars(
    { time: [0, HOUR, 4 * HOUR], open: prices, high: prices, low: prices, close: prices, segment: [0, 0, 1] },
    HOUR,
  );
  expect(bars.map(({ time }) => (time * 1000) / HOUR)).toEqual([0, 1, 2, 3, 4]);
  expect(bars.filter((bar) => "close" in bar).length).toBe(3);
});
