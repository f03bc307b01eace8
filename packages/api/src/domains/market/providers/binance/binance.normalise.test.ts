import { MAX_JOINED_GAP_INTERVALS, TIMEFRAME_MS } from "@cryptodesk/shared/market/timeframe";
import { describe, expect, it } from "vitest";
import { hasRecordings, readRecording } from "../../../../../test/support/recorded-upstream.ts";
import type { CandleDraft } from "../market-provider.ts";
import { normaliseKlines } from "./binance.normalise.ts";

const HOUR = TIMEFRAME_MS["1h"];
const NOW = new Date("2026-01-01T12:30:00Z");
const everything = { from: new Date("2009-01-03"), to: new Date("2100-01-01") };
type Row = [number, string, string, string, string, string, number];
const hour = (iso: string, close = "1.5"): Row => {
  const openMs = Date.parse(iso);
  return [openMs, "1.10000000", "2.00000000", "0.50000000", close, "10.00000000", openMs + HOUR - 1];
};

describe("klines", () => {
  it("become candles with exact amounts", () => {
    expect(normaliseKlines([hour("2026-01-01T10:00:00Z")], everything, NOW)).toEqual([
      {
        openTime: new Date("2026-01-01T10:00:00Z"),
        open: "1.1",
        high: "2",
        low: "0.5",
        close: "1.5",
        volume: "10",
        complete: true,
      },
    ]);
  });

  it("that are still running are not complete", () => {
    const rows = [hour("2026-01-01T11:00:00Z"), hour("2026-01-01T12:00:00Z")];
    expect(normaliseKlines(rows, everything, NOW).map(({ complete }) => complete)).toEqual([true, false]);
  });

  it("come out in order, one for each open time, inside the span with its end excluded", () => {
    const rows = [
      hour("2026-01-01T09:00:00Z"),
      hour("2026-01-01T08:00:00Z"),
      hour("2026-01-01T09:00:00Z", "1.7"),
      hour("2026-01-01T10:00:00Z"),
      hour("2026-01-01T07:00:00Z"),
    ];
    const span = { from: new Date("2026-01-01T08:00:00Z"), to: new Date("2026-01-01T10:00:00Z") };
    const closes = normaliseKlines(rows, span, NOW).map(({ openTime, close }) => [openTime.getUTCHours(), close]);
    expect(closes).toEqual([
      [8, "1.5"],
      [9, "1.7"],
    ]);
  });

  it("that cannot be read leave a hole", () => {
    const zeroPrice = hour("2026-01-01T09:00:00Z", "0.00000000");
    const rows = [hour("2026-01-01T08:00:00Z"), null, [1, 2], zeroPrice, hour("2026-01-01T10:00:00Z")];
    expect(normaliseKlines(rows, everything, NOW)).toHaveLength(2);
  });

  it("are an unusable answer when none can be read, and a proper one when there are none", () => {
    expect(() => normaliseKlines([null, {}], everything, NOW)).toThrow("all 2 candles are malformed");
    expect(normaliseKlines([], everything, NOW)).toEqual([]);
  });
});

describe.skipIf(!hasRecordings)("recorded candles", () => {
  const hours = (pair: string): CandleDraft[] => {
    const lines = readRecording(`ohlcv/hourly/binance_2021_2023_events/${pair}_1h.csv.gz`).trim().split("\n").slice(1);
    const rows = lines.map((line) => {
      const [time = "", ...values] = line.split(",");
      const openMs = Date.parse(`${time.replace(" ", "T")}Z`);
      return [openMs, ...values.slice(0, 5), openMs + HOUR - 1];
    });
    return normaliseKlines(rows, everything, NOW);
  };
  const holes = (candles: CandleDraft[]) =>
    candles.flatMap((candle, index) => {
      const before = candles[index - 1];
      const missing = before ? (candle.openTime.getTime() - before.openTime.getTime()) / HOUR - 1 : 0;
      return before && missing > 0 ? [{ before, candle, missing }] : [];
    });

  it("of LUNA keep the hole between the two coins under one ticker, long enough to split them on reading", () => {
    const longest = holes(hours("LUNAUSDT")).toSorted((a, b) => b.missing - a.missing)[0];
    expect(longest?.before).toMatchObject({ close: "0.00005" });
    expect(longest?.candle.openTime.toISOString()).toBe("2022-05-31T06:00:00.000Z");
    expect(Number(longest?.candle.open)).toBeCloseTo(1, 1);
    expect(longest?.missing).toBeGreaterThan(MAX_JOINED_GAP_INTERVALS);
  });

  it("of BTT end before the redenomination instead of being joined to it", () => {
    const last = hours("BTTUSDT").at(-1);
    expect(last?.openTime.toISOString().slice(0, 10)).toBe("2022-01-17");
    expect(Number(last?.close)).toBeGreaterThan(0.002);
  });

  it("keep an outage: an hour without volume, then an hour that is missing", () => {
    const candles = hours("BUSDUSDT");
    const [outage] = holes(candles).filter(
      ({ before }) => before.openTime.toISOString() === "2023-03-24T12:00:00.000Z",
    );
    expect(outage).toMatchObject({ before: { volume: "0" }, missing: 1 });
  });
});
