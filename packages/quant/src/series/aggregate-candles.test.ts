import { TIMEFRAME_MS, type Timeframe } from "@cryptodesk/shared/market/timeframe";
import Big from "big.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { aggregateCandles, type FineCandle } from "./aggregate-candles.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
const monday = Date.UTC(2026, 0, 5);

const candle = (openMs: number, [open, high, low, close]: string[], volume: string | null = "1"): FineCandle => ({
  openMs,
  open: open ?? null,
  high: high ?? null,
  low: low ?? null,
  close: close ?? "",
  volume,
  complete: true,
});
const point = (openMs: number, close: string): FineCandle => ({
  openMs,
  open: null,
  high: null,
  low: null,
  close,
  volume: null,
  complete: true,
});

describe("rolling candles up", () => {
  it("takes the first open, highest high, lowest low, last close and all volume", () => {
    const hours = [
      candle(monday, ["10", "12", "9", "11"], "0.1"),
      candle(monday + HOUR_MS, ["11", "11.5", "8", "9"], "0.2"),
      candle(monday + 2 * HOUR_MS, ["9", "10", "9", "9.5"], "0"),
      candle(monday + 3 * HOUR_MS, ["9.5", "13", "9.4", "12"], "5"),
    ];
    expect(aggregateCandles(hours, { from: "1h", to: "4h" })).toEqual([
      { openMs: monday, open: "10", high: "13", low: "8", close: "12", volume: "5.3", complete: true, segment: 0 },
    ]);
  });

  it("starts a week on Monday", () => {
    const sunday = candle(monday - DAY_MS, ["1", "1", "1", "1"]);
    const days = [sunday, candle(monday, ["2", "2", "2", "2"])];
    const weeks = aggregateCandles(days, { from: "1d", to: "1w" });
    expect(weeks.map(({ openMs }) => openMs)).toEqual([monday - 7 * DAY_MS, monday]);
  });

  it("marks the last candle as incomplete until its last part is there", () => {
    const parts = [0, 1, 2].map((at) => candle(monday + at * 300_000, ["1", "1", "1", "1"]));
    const [whole] = aggregateCandles(parts, { from: "5m", to: "15m" });
    const [early] = aggregateCandles(parts.slice(0, 2), { from: "5m", to: "15m" });
    const [known] = aggregateCandles(parts.slice(0, 2), { from: "5m", to: "15m", knownUntilMs: monday + 900_000 });
    expect([whole?.complete, early?.complete, known?.complete]).toEqual([true, false, true]);
  });

  it("is incomplete while its last part is still running", () => {
    const running = { ...candle(monday + 10 * 60_000, ["1", "1", "1", "1"]), complete: false };
    const [found] = aggregateCandles([running], { from: "5m", to: "15m" });
    expect(found?.complete).toBe(false);
  });

  it("builds candles from closes alone, without volume", () => {
    const points = ["5", "7", "4", "6"].map((close, at) => point(monday + at * HOUR_MS, close));
    expect(aggregateCandles(points, { from: "1h", to: "4h" })).toMatchObject([
      { open: "5", high: "7", low: "4", close: "6", volume: null },
    ]);
  });

  it("compares prices as exact decimals", () => {
    const [found] = aggregateCandles(
      [
        point(monday, "0.000000000000000000010"),
        point(monday + HOUR_MS, "9.00000000000000000001"),
        point(monday + 2 * HOUR_MS, "9"),
      ],
      { from: "1h", to: "4h" },
    );
    expect(found?.high).toBe("9.00000000000000000001");
  });

  it("does not know the volume when a part's is unknown", () => {
    const hours = [candle(monday, ["1", "1", "1", "1"], "5"), candle(monday + HOUR_MS, ["1", "1", "1", "1"], null)];
    expect(aggregateCandles(hours, { from: "1h", to: "4h" })[0]?.volume).toBeNull();
  });

  it("bridges a short gap and keeps apart what a long one splits", () => {
    const days = [0, 3, 9, 10].map((day) => candle(monday + day * DAY_MS, ["1", "1", "1", "1"]));
    const weeks = aggregateCandles(days, { from: "1d", to: "1w" });
    expect(weeks.map(({ segment }) => segment)).toEqual([0, 1]);
  });

  it("counts only the newer side of an interval that holds a splitting gap", () => {
    const old = candle(monday, ["0.00005", "0.0001", "0.00004", "0.00005"], "9");
    const renewed = candle(monday + 5 * DAY_MS, ["1", "1.2", "0.9", "1.1"], "3");
    expect(aggregateCandles([old, renewed], { from: "1d", to: "1w" })).toMatchObject([
      { openMs: monday, open: "1", high: "1.2", low: "0.9", close: "1.1", volume: "3", segment: 1 },
    ]);
  });

  it("refuses candles out of order and timeframes that do not add up", () => {
    const two = [point(monday + HOUR_MS, "1"), point(monday, "1")];
    expect(() => aggregateCandles(two, { from: "1h", to: "4h" })).toThrow(RangeError);
    expect(() => aggregateCandles([], { from: "1d", to: "4h" })).toThrow(RangeError);
    expect(aggregateCandles([], { from: "1h", to: "4h" })).toEqual([]);
  });
});

describe("properties of rolling up", () => {
  const price = fc.integer({ min: 1, max: 1_000_000 }).map((units) => new Big(units).div(1e8).toFixed());
  const shape = fc.record({
    skip: fc.integer({ min: 1, max: 6 }),
    prices: fc.array(price, { minLength: 4, maxLength: 4 }),
  });
  const series = fc.array(shape, { minLength: 1, maxLength: 80 }).map((shapes) => {
    let openMs = monday;
    return shapes.map(({ skip, prices }) => {
      openMs += skip * 300_000;
      const sorted = [...prices].sort((left, right) => new Big(left).cmp(right));
      return candle(openMs, [prices[0] ?? "", sorted[3] ?? "", sorted[0] ?? "", prices[1] ?? ""], prices[2]);
    });
  });
  const unbroken = (candles: FineCandle[]) => candles.map((part, at) => ({ ...part, openMs: monday + at * 300_000 }));
  const asFine = (candles: ReturnType<typeof aggregateCandles>): FineCandle[] => candles;

  it("reaches the same hours directly and by way of quarters of an hour", () => {
    fc.assert(
      fc.property(series.map(unbroken), (candles) => {
        const quarters = asFine(aggregateCandles(candles, { from: "5m", to: "15m" }));
        const direct = aggregateCandles(candles, { from: "5m", to: "1h" });
        const knownUntilMs = (candles.at(-1)?.openMs ?? 0) + 300_000;
        expect(aggregateCandles(quarters, { from: "15m", to: "1h", knownUntilMs })).toEqual(direct);
      }),
    );
  });

  it("never repeats a time, never mixes segments and keeps low <= open, close <= high", () => {
    fc.assert(
      fc.property(series, fc.constantFrom<Timeframe>("15m", "1h", "4h"), (candles, to) => {
        const found = aggregateCandles(candles, { from: "5m", to });
        const times = found.map(({ openMs }) => openMs);
        expect(times).toEqual([...new Set(times)].sort((left, right) => left - right));
        expect(times.every((openMs) => openMs % TIMEFRAME_MS[to] === 0)).toBe(true);
        for (const { open, high, low, close } of found) {
          expect(new Big(low).lte(open) && new Big(low).lte(close)).toBe(true);
          expect(new Big(high).gte(open) && new Big(high).gte(close)).toBe(true);
        }
      }),
    );
  });
});
