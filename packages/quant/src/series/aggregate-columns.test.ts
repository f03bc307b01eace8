import type { Timeframe } from "@cryptodesk/shared/market/timeframe";
import { TIMEFRAME_MS } from "@cryptodesk/shared/market/timeframe";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CandleColumns } from "../backtest/market-data.ts";
import { aggregateCandles, type FineCandle } from "./aggregate-candles.ts";
import { aggregateColumns, segmentsOf } from "./aggregate-columns.ts";

const HOUR = TIMEFRAME_MS["1h"];
const MONDAY = Date.parse("2026-01-05T00:00:00Z");

function columns(candles: readonly FineCandle[], timeframe: Timeframe): CandleColumns {
  const column = (value: (candle: FineCandle) => string | null) =>
    Float64Array.from(candles, (candle) => Number(value(candle) ?? Number.NaN));
  const time = Float64Array.from(candles, ({ openMs }) => openMs);
  return {
    time,
    open: column(({ open }) => open),
    high: column(({ high }) => high),
    low: column(({ low }) => low),
    close: column(({ close }) => close),
    volume: column(({ volume }) => volume),
    segment: segmentsOf(time, TIMEFRAME_MS[timeframe]),
  };
}

const price = fc.integer({ min: 1, max: 9_999 }).map((cents) => (cents / 100).toFixed(2));
const series = fc
  .array(
    fc.record({
      step: fc.constantFrom(1, 1, 1, 1, 1, 2, 4, 5, 30),
      open: price,
      high: price,
      low: price,
      close: price,
    }),
    {
      minLength: 1,
      maxLength: 120,
    },
  )
  .map((rows) => {
    let openMs = MONDAY;
    return rows.map(({ step, ...prices }): FineCandle => {
      openMs += step * HOUR;
      return { openMs, ...prices, volume: "2", complete: true };
    });
  });

describe("candles rolled up as columns", () => {
  it("are those that exact decimals give, less the last one while it may still grow", () => {
    fc.assert(
      fc.property(series, fc.constantFrom<Timeframe>("4h", "1d", "1w"), (candles, to) => {
        const exact = aggregateCandles(candles, { from: "1h", to }).filter(({ complete }) => complete);
        const rolled = aggregateColumns(columns(candles, "1h"), "1h", to);
        expect(Array.from(rolled.time)).toEqual(exact.map(({ openMs }) => openMs));
        expect(Array.from(rolled.open)).toEqual(exact.map(({ open }) => Number(open)));
        expect(Array.from(rolled.high)).toEqual(exact.map(({ high }) => Number(high)));
        expect(Array.from(rolled.low)).toEqual(exact.map(({ low }) => Number(low)));
        expect(Array.from(rolled.close)).toEqual(exact.map(({ close }) => Number(close)));
        expect(Array.from(rolled.volume)).toEqual(exact.map(({ volume }) => Number(volume)));
      }),
      { numRuns: 300 },
    );
  });

  it("do not know their volume where a part is unknown", () => {
    const candles = [0, 1, 2, 3].map((hour): FineCandle => {
      const volume = hour === 2 ? null : "1";
      return { openMs: MONDAY + hour * HOUR, open: "1", high: "2", low: "1", close: "1", volume, complete: true };
    });
    expect(Array.from(aggregateColumns(columns(candles, "1h"), "1h", "4h").volume)).toEqual([Number.NaN]);
  });

  it("are not made shorter", () => {
    expect(() => aggregateColumns(columns([], "1d"), "1d", "1h")).toThrow(RangeError);
  });
});

describe("segments", () => {
  const times = (...hours: number[]) => Float64Array.from(hours, (hour) => hour * HOUR);

  it("end where more than three intervals are missing, or another series begins", () => {
    expect(Array.from(segmentsOf(times(0, 1, 5, 6, 11, 12), HOUR))).toEqual([0, 0, 0, 0, 1, 1]);
    expect(Array.from(segmentsOf(times(0, 1, 2, 3), HOUR, [2 * HOUR]))).toEqual([0, 0, 1, 1]);
    expect(Array.from(segmentsOf(times(0, 1, 9, 10), HOUR, [9 * HOUR]))).toEqual([0, 0, 1, 1]);
  });
});
