import { GetCandlesInput } from "@cryptodesk/shared/market/candle.contract";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createFakeProvider } from "../../../test/support/fake-provider.ts";
import { listingDraft } from "../../../test/support/listing-drafts.ts";
import { type MarketDesk, openMarketDesk, quietRun } from "../../../test/support/market-desk.ts";
import { hasRecordings, readRecording } from "../../../test/support/recorded-upstream.ts";
import { CandleRepository } from "./candle.repository.ts";
import { completeCandles } from "./complete-candles.ts";
import { getCandles } from "./get-candles.ts";
import { ListingRepository } from "./listing.repository.ts";
import type { CandleDraft } from "./providers/market-provider.ts";
import { refreshListings } from "./refresh-listings.ts";

const HOUR_MS = 3_600_000;
const binance = createFakeProvider({ id: "binance", capabilities: ["candles"] });
const coingecko = createFakeProvider({ coins: [listingDraft("coin", { symbol: "LUNA" })] });
let desk: MarketDesk;
let no = 0;

beforeAll(async () => {
  desk = await openMarketDesk({ providers: [coingecko, binance] });
}, 60_000);
afterAll(() => desk.close());
beforeEach(async () => {
  await desk.reset();
  binance.candleSeries = [];
  binance.asked.length = 0;
  await refreshListings(desk.market, 10, quietRun);
  no = (await new ListingRepository(desk.market.db.primary).findById("coin"))?.no ?? 0;
});

const save = (candles: CandleDraft[], timeframe: "1h" | "1d" = "1h") =>
  new CandleRepository(desk.market.db.primary).save(no, timeframe, "binance", "LUNAUSDT", candles);
const candles = (input: Partial<GetCandlesInput>) =>
  getCandles(desk.ctx, desk.market, GetCandlesInput.parse({ id: "coin", timeframe: "1h", ...input }));

function candle(openTime: string | number, close: string, complete = true): CandleDraft {
  return { openTime: new Date(openTime), open: "1", high: "9", low: "0.5", close, volume: "10", complete };
}

/** Hourly candles as the exchange published them. */
function recordedHours(pair: string, from: string, to: string): CandleDraft[] {
  const text = readRecording(`ohlcv/hourly/binance_2021_2023_events/${pair}_1h.csv.gz`);
  return text
    .split("\n")
    .slice(1)
    .filter((line) => line >= from && line < to)
    .map((line) => {
      const [date = "", open = "", high = "", low = "", close = "", volume = ""] = line.split(",");
      return { openTime: new Date(`${date.replace(" ", "T")}Z`), open, high, low, close, volume, complete: true };
    });
}

describe("candles of an exchange pair", () => {
  it("come back as they were said, with market, unit and origin", async () => {
    await save([candle("2026-03-02T10:00:00Z", "0.000000000056366")]);
    expect(await candles({})).toMatchObject({
      source: "binance",
      market: "LUNAUSDT",
      origin: "venue",
      volumeUnit: "base",
      candles: [{ openTime: "2026-03-02T10:00:00.000Z", close: "0.000000000056366", complete: true, segment: 0 }],
      gaps: [],
    });
  });

  it("mark the last one unfinished, complete it later, and never take an unfinished one over a finished one", async () => {
    await save([candle("2026-03-02T11:00:00Z", "5"), candle("2026-03-02T12:00:00Z", "6", false)]);
    expect((await candles({})).candles.map(({ complete }) => complete)).toEqual([true, false]);
    await save([candle("2026-03-02T12:00:00Z", "7", false)]);
    expect((await candles({})).candles.at(-1)).toMatchObject({ close: "7", complete: false });
    await save([candle("2026-03-02T12:00:00Z", "8", true)]);
    await save([candle("2026-03-02T12:00:00Z", "1", false)]);
    desk.now = new Date("2026-03-02T13:30:00Z");
    expect((await candles({})).candles.at(-1)).toMatchObject({ close: "8", complete: true });
  });

  it("join a short hole and split at a long one", async () => {
    const hours = [0, 1, 4, 5, 10].map((hour) => candle(Date.parse("2026-03-02T00:00:00Z") + hour * HOUR_MS, "5"));
    await save(hours);
    const series = await candles({});
    expect(series.candles.map(({ segment }) => segment)).toEqual([0, 0, 0, 0, 1]);
    expect(series.gaps.map(({ missing, splits }) => [missing, splits])).toEqual([
      [2, false],
      [4, true],
    ]);
  });

  it.skipIf(!hasRecordings)("do not join the two coins that traded as LUNA, 438 hours apart", async () => {
    await save(recordedHours("LUNAUSDT", "2022-05-10", "2022-06-03"));
    desk.now = new Date("2022-06-03T00:00:00Z");
    const series = await candles({ from: "2022-05-10T00:00:00Z", limit: 1_000 });
    expect(series.gaps).toEqual([
      { from: "2022-05-13T00:00:00.000Z", to: "2022-05-31T06:00:00.000Z", missing: 437, splits: true },
    ]);
    const last = series.candles.findLast(({ segment }) => segment === 0);
    const next = series.candles.find(({ segment }) => segment === 1);
    expect([Number(last?.close), Number(next?.open)]).toEqual([0.00005, 1]);
    expect(Math.max(...series.candles.map(({ segment }) => segment))).toBe(1);
    const fourHours = await candles({ timeframe: "4h", from: "2022-05-10T00:00:00Z", limit: 1_000 });
    expect(fourHours.gaps.filter(({ splits }) => splits)).toHaveLength(1);
  });

  it.skipIf(!hasRecordings)("do not join BTT to what came after its redenomination", async () => {
    const after = [candle("2022-01-25T00:00:00Z", "0.00000195"), candle("2022-01-25T01:00:00Z", "0.00000196")];
    await save([...recordedHours("BTTUSDT", "2022-01-16", "2022-01-18"), ...after]);
    desk.now = new Date("2022-01-25T03:00:00Z");
    const series = await candles({ from: "2022-01-16T00:00:00Z", limit: 1_000 });
    expect(series.gaps.filter(({ splits }) => splits)).toMatchObject([
      { from: "2022-01-17T03:00:00.000Z", to: "2022-01-25T00:00:00.000Z" },
    ]);
    expect(series.candles.slice(-2).map(({ segment }) => segment)).toEqual([1, 1]);
  });

  it("give the newest ones when there are more than asked for, and refuse an empty span", async () => {
    await save(
      [0, 1, 2, 3].map((hour) => candle(Date.parse("2026-03-02T08:00:00Z") + hour * HOUR_MS, String(hour + 1))),
    );
    expect((await candles({ limit: 3, to: "2026-03-02T12:00:00Z" })).candles.map(({ close }) => close)).toEqual([
      "2",
      "3",
      "4",
    ]);
    await expect(candles({ from: "2026-03-02T10:00:00Z", to: "2026-03-02T10:00:00Z" })).rejects.toMatchObject({
      code: "INVALID_INPUT",
      errors: [{ pointer: "/from" }],
    });
  });
});

describe("candles of times before every market", () => {
  it("are refused, not asked of the database", async () => {
    await expect(candles({ to: "0000-01-01T00:00:00Z" })).rejects.toMatchObject({
      code: "INVALID_INPUT",
      errors: [{ pointer: "/to" }],
    });
  });
});

describe("completeCandles", () => {
  const START = Date.parse("2026-01-01T00:00:00Z");
  const hours = (count: number, last: boolean) =>
    Array.from({ length: count }, (_, index) =>
      candle(START + index * HOUR_MS, String(index + 1), last || index < count - 1),
    );

  it("finishes what was unfinished and goes on to now", async () => {
    await save(hours(3, false));
    binance.candleSeries = hours(6, false);
    desk.now = new Date(START + 5.5 * HOUR_MS);
    await completeCandles(desk.market, quietRun);
    const { candles: series } = await candles({});
    expect(series.map(({ complete }) => complete)).toEqual([true, true, true, true, true, false]);
    expect(binance.asked).toEqual(["1h LUNAUSDT 2026-01-01T02:00:00.000Z"]);
  });

  it("reaches now also after being away for more candles than one answer holds", async () => {
    await save(hours(1, false));
    binance.candleSeries = hours(1_300, false);
    desk.now = new Date(START + 1_299.5 * HOUR_MS);
    await completeCandles(desk.market, quietRun);
    const { candles: series } = await candles({ limit: 2 });
    expect(series.map(({ close, complete }) => [close, complete])).toEqual([
      ["1299", true],
      ["1300", false],
    ]);
  });

  it("stops where the provider gives nothing more", async () => {
    await save(hours(2, false));
    binance.candleSeries = [];
    desk.now = new Date(START + 100 * HOUR_MS);
    expect(await completeCandles(desk.market, quietRun)).toMatchObject({ series: 1, candles: 0, paused: null });
  });
});
