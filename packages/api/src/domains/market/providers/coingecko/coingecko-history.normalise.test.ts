import { describe, expect, it } from "vitest";
import { hasRecordings, readRecordedBody } from "../../../../../test/support/recorded-upstream.ts";
import { CoinGeckoChart, CoinGeckoOhlc } from "./coingecko.schema.ts";
import { normaliseChart, normaliseOhlc } from "./coingecko-history.normalise.ts";

const at = (iso: string) => Date.parse(iso);
const everything = { from: new Date("2009-01-03"), to: new Date("2100-01-01") };
const chart = (prices: unknown[], market_caps: unknown[] = [], total_volumes: unknown[] = []) =>
  CoinGeckoChart.parse({ prices, market_caps, total_volumes });
const pricesOf = (prices: unknown[], step: "5m" | "1h" | "1d", span = everything) =>
  normaliseChart(chart(prices), step, span).map((point) => [point.at.toISOString(), point.priceUsd]);

describe("/coins/{id}/market_chart", () => {
  it("puts irregular points on the start of their interval, with cap and volume of the same interval", () => {
    const points = normaliseChart(
      chart(
        [[at("2026-01-01T10:02:14.184Z"), 100.5]],
        [[at("2026-01-01T10:02:15Z"), 2_000_000]],
        [[at("2026-01-01T10:59:59Z"), 0]],
      ),
      "1h",
      everything,
    );
    expect(points).toEqual([
      {
        at: new Date("2026-01-01T10:00:00Z"),
        priceUsd: "100.5",
        openUsd: null,
        highUsd: null,
        lowUsd: null,
        marketCapUsd: "2000000",
        volume24hUsd: "0",
      },
    ]);
  });

  it("lets the last point of an interval stand for it", () => {
    const prices = [
      [at("2026-01-01T10:01:00Z"), 1],
      [at("2026-01-01T10:40:00Z"), 2],
    ];
    expect(pricesOf(prices, "1h")).toEqual([["2026-01-01T10:00:00.000Z", "2"]]);
  });

  it("folds the closing point for now into its day", () => {
    const prices = [
      [at("2021-05-14T00:00:00Z"), 1],
      [at("2021-05-15T00:00:00Z"), 2],
      [at("2021-05-15T14:39:54Z"), 3],
    ];
    expect(pricesOf(prices, "1d")).toEqual([
      ["2021-05-14T00:00:00.000Z", "1"],
      ["2021-05-15T00:00:00.000Z", "3"],
    ]);
  });

  it("goes by time, not by place: the closing point may lie before its predecessor", () => {
    const prices = [
      [at("2026-01-01T10:10:00.960Z"), 2],
      [at("2026-01-01T10:10:00.000Z"), 1],
      [at("2026-01-01T09:00:00Z"), 0.5],
    ];
    expect(pricesOf(prices, "1h")).toEqual([
      ["2026-01-01T09:00:00.000Z", "0.5"],
      ["2026-01-01T10:00:00.000Z", "2"],
    ]);
  });

  it("leaves a hole where there is no believable price", () => {
    const day = (day: number) => at(`2026-01-0${day}T00:00:00Z`);
    const prices = [[day(1), 1], [day(2), null], [day(3), 0], [day(4), -1], [day(5), 1e13], "x", [day(6), 5e-11]];
    expect(pricesOf(prices, "1d").map(([, price]) => price)).toEqual(["1", "0.00000000005"]);
  });

  it("takes a cap of zero for unknown", () => {
    const points = normaliseChart(chart([[at("2026-01-01"), 1]], [[at("2026-01-01"), 0]]), "1d", everything);
    expect(points[0]?.marketCapUsd).toBeNull();
  });

  it("gives only points inside the span, its end excluded", () => {
    const prices = [1, 2, 3, 4].map((day) => [at(`2026-01-0${day}T00:00:00Z`), day]);
    const span = { from: new Date("2026-01-02T00:00:00Z"), to: new Date("2026-01-04T00:00:00Z") };
    expect(pricesOf(prices, "1d", span).map(([, price]) => price)).toEqual(["2", "3"]);
  });

  it.skipIf(!hasRecordings)("reads 722 recorded points of 30 days as hours in order, no two alike", () => {
    const file = "upstream/coingecko/market_chart/2021_vcr_hourly_historical_prices_for_one_coin.json";
    const body = CoinGeckoChart.parse(readRecordedBody(file));
    const times = normaliseChart(body, "1h", everything).map((point) => point.at.getTime());
    expect(body.prices).toHaveLength(722);
    expect(times.length).toBeGreaterThan(650);
    expect(times.length).toBeLessThanOrEqual(721);
    expect(times).toEqual([...new Set(times)].sort((a, b) => a - b));
  });

  it.skipIf(!hasRecordings)("reads 91 recorded points of 90 days as 90 days", () => {
    const file = "upstream/coingecko/market_chart/2021_vcr_daily_historical_prices_for_one_coin.json";
    const points = normaliseChart(CoinGeckoChart.parse(readRecordedBody(file)), "1d", everything);
    expect(points).toHaveLength(90);
    expect(points.every(({ marketCapUsd, volume24hUsd }) => marketCapUsd !== null && volume24hUsd !== null)).toBe(true);
    expect(points.at(-1)?.at.toISOString()).toBe("2021-05-15T00:00:00.000Z");
  });
});

describe("/coins/{id}/ohlc", () => {
  const now = new Date("2026-01-02T15:34:00Z");
  const rows = (stepHours: number, from: string, count: number) =>
    Array.from({ length: count }, (_, index) => {
      const price = 100 + index;
      return [at(from) + index * stepHours * 3_600_000, price, price + 2, price - 2, price + 1];
    });

  it("names a candle by its beginning, where the source names its end", () => {
    const candles = normaliseOhlc(rows(4, "2026-01-01T04:00:00Z", 2), "4h", everything, now);
    expect(candles[0]).toEqual({
      openTime: new Date("2026-01-01T00:00:00Z"),
      open: "100",
      high: "102",
      low: "98",
      close: "101",
      volume: null,
      complete: true,
    });
  });

  it("marks the candle that is still running", () => {
    const candles = normaliseOhlc(rows(4, "2026-01-02T08:00:00Z", 3), "4h", everything, now);
    expect(candles.map(({ complete }) => complete)).toEqual([true, true, false]);
  });

  it("joins shorter pieces into the candles asked for", () => {
    const [first, second] = normaliseOhlc(rows(4, "2026-01-01T04:00:00Z", 8), "1d", everything, now);
    expect(first).toMatchObject({ open: "100", high: "107", low: "98", close: "106", complete: true });
    expect(second).toMatchObject({ open: "106", close: "108", complete: false });
  });

  it("leaves out a first candle whose beginning is missing, not a later one with a hole", () => {
    const pieces = rows(4, "2026-01-01T20:00:00Z", 5).filter((_, index) => index !== 2);
    const times = normaliseOhlc(pieces, "1d", everything, now).map(({ openTime }) => openTime.toISOString());
    expect(times).toEqual(["2026-01-02T00:00:00.000Z"]);
  });

  it("refuses pieces that are longer than the candles asked for", () => {
    expect(() => normaliseOhlc(rows(96, "2026-01-01T00:00:00Z", 3), "1d", everything, now)).toThrow("5760 min");
  });

  it("leaves holes for rows that cannot be read", () => {
    const pieces: unknown[] = rows(4, "2026-01-01T04:00:00Z", 4);
    pieces[1] = null;
    pieces.push([at("2026-01-02T00:00:00Z"), 1, null, 1, 1]);
    expect(normaliseOhlc(pieces, "4h", everything, now)).toHaveLength(3);
    expect(normaliseOhlc([], "4h", everything, now)).toEqual([]);
  });

  it.skipIf(!hasRecordings)("reads a recorded week as 42 candles of four hours, the last one running", () => {
    const file = "upstream/coingecko/ohlc/2021_vcr_ohlc_data_for_one_coin_in_the_last_7_days.json";
    const recordedAt = new Date("2021-05-15T15:34:27Z");
    const candles = normaliseOhlc(CoinGeckoOhlc.parse(readRecordedBody(file)), "4h", everything, recordedAt);
    expect(candles).toHaveLength(42);
    expect(candles[0]?.openTime.toISOString()).toBe("2021-05-08T16:00:00.000Z");
    expect(candles.at(-1)).toMatchObject({ openTime: new Date("2021-05-15T12:00:00Z"), complete: false });
    expect(candles.filter(({ complete }) => !complete)).toHaveLength(1);
  });
});
