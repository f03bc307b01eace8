import { aggregateCandles } from "@cryptodesk/quant/series/aggregate-candles";
import { findGaps } from "@cryptodesk/quant/series/find-gaps";
import type { Timeframe } from "@cryptodesk/shared/market/timeframe";
import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import type { CandleDraft, HistoryRequest, ListingDraft, PricePointDraft } from "../market-provider.ts";
import { createSandboxProvider } from "./sandbox.provider.ts";

// Thousands of days are laid out here; a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 });

const NOW = new Date("2026-11-20T14:37:12.345Z");
const DAY_MS = 86_400_000;
const BUCKET_MS = 300_000;
const TICK_MS = 5000;
const provider = createSandboxProvider({ seed: "history", tickSeconds: 5 });
const at = (now: Date) => ({ now, signal: new AbortController().signal });

async function candles(market: string, timeframe: Timeframe, fromMs: number, toMs: number, now = NOW) {
  const request = { market, timeframe, from: new Date(fromMs), to: new Date(toMs) };
  return (await provider.candles?.(request, at(now))) ?? [];
}

async function points(externalId: string, step: HistoryRequest["step"], fromMs: number, toMs: number, now = NOW) {
  const request = { externalId, step, from: new Date(fromMs), to: new Date(toMs) };
  return (await provider.history?.(request, at(now))) ?? [];
}

async function quote(id: string, timeMs: number): Promise<ListingDraft> {
  const batch = await provider.quotes?.([id], at(new Date(timeMs)));
  const [row] = batch?.rows ?? [];
  if (!row) throw new Error(`${id} has no quote`);
  return row;
}

/** Two hundred days of every listed coin; computed once. */
let everyCoin: Promise<Map<string, PricePointDraft[]>> | null = null;
function allDays(): Promise<Map<string, PricePointDraft[]>> {
  everyCoin ??= (async () => {
    const found = new Map<string, PricePointDraft[]>();
    for (const id of await listedIds()) found.set(id, await points(id, "1d", today - 200 * DAY_MS, NOW.getTime()));
    return found;
  })();
  return everyCoin;
}

async function listedIds(): Promise<string[]> {
  const batch = await provider.listings?.({ page: 1, pageSize: 250 }, at(NOW));
  return (batch?.rows ?? []).map(({ externalId }) => externalId);
}

const fine = (drafts: CandleDraft[]) => drafts.map((draft) => ({ ...draft, openMs: draft.openTime.getTime() }));
const figures = ({ open, high, low, close, volume }: CandleDraft) => ({ open, high, low, close, volume });
const holesOf = (days: PricePointDraft[]) =>
  findGaps(
    days.map((point) => point.at.getTime()),
    DAY_MS,
  ).gaps;
const closes = (found: PricePointDraft[]) => found.map(({ priceUsd }) => Number(priceUsd));
const today = Math.floor(NOW.getTime() / DAY_MS) * DAY_MS;
const anyCoin = fc.constantFrom(
  "bitcoin",
  "pepe",
  "tether",
  "staked-ether",
  "speck-of-dust",
  "fallen-lantern",
  "sylvos",
);
const liquid = fc.constantFrom("bitcoin", "solana", "tether", "wrapped-bitcoin", "speck-of-dust", "bonk");
const pastDay = fc.integer({ min: 1, max: 640 }).map((days) => today - days * DAY_MS);
const time = fc.integer({ min: 0, max: 600 * DAY_MS }).map((ago) => NOW.getTime() - ago);

describe("steps of the sandbox's history", () => {
  it("rolls five minutes up to hours and hours up to days, to the last digit", async () => {
    const known = await listedIds();
    const ids = fc.constantFrom("bitcoin", "pepe", "tether", "staked-ether", "speck-of-dust", ...known.slice(60, 240));
    await fc.assert(
      fc.asyncProperty(ids, pastDay, async (id, day) => {
        const minutes = fine(await candles(id, "5m", day, day + DAY_MS));
        const hours = await candles(id, "1h", day, day + DAY_MS);
        const days = await candles(id, "1d", day, day + DAY_MS);
        const rolled = aggregateCandles(minutes, { from: "5m", to: "1h" });
        expect(hours.map(figures)).toEqual(rolled.map(({ segment, complete, openMs, ...rest }) => rest));
        const rolledDay = aggregateCandles(fine(hours), { from: "1h", to: "1d" });
        expect(days.map(figures)).toEqual(rolledDay.map(({ segment, complete, openMs, ...rest }) => rest));
      }),
      { numRuns: 40 },
    );
  });

  it("ends a day at the price with which its last five minutes end and the next day begins", async () => {
    await fc.assert(
      fc.asyncProperty(anyCoin, pastDay, async (id, day) => {
        const [daily, next] = await candles(id, "1d", day, day + 2 * DAY_MS);
        const [last] = await candles(id, "5m", day + DAY_MS - BUCKET_MS, day + DAY_MS);
        expect(daily?.close).toBe(last?.close);
        if (next?.complete) expect(next.open).toBe(daily?.close);
      }),
    );
  });

  it("gives the same figures as history and as candles", async () => {
    const history = await points("solana", "1h", today - 5 * DAY_MS, today);
    const found = await candles("solana", "1h", today - 5 * DAY_MS, today);
    expect(history.map(({ at: time, priceUsd, highUsd }) => [time, priceUsd, highUsd])).toEqual(
      found.map(({ openTime, close, high }) => [openTime, close, high]),
    );
  });

  it("joins seven days to a week that starts on Monday", async () => {
    const monday = Date.parse("2026-10-05T00:00:00Z");
    const [week] = await candles("cardano", "1w", monday, monday + DAY_MS);
    const days = await candles("cardano", "1d", monday, monday + 7 * DAY_MS);
    const [rolled] = aggregateCandles(fine(days), { from: "1d", to: "1w" });
    expect(week && figures(week)).toMatchObject({ open: rolled?.open, high: rolled?.high, close: rolled?.close });
    expect(Number(week?.volume)).toBeCloseTo(Number(rolled?.volume), 0);
  });
});

describe("the sandbox's quotes and its history", () => {
  it("agree at the last tick of five minutes", async () => {
    await fc.assert(
      fc.asyncProperty(liquid, time, async (id, timeMs) => {
        const start = Math.floor(timeMs / BUCKET_MS) * BUCKET_MS - BUCKET_MS;
        const [candle] = await candles(id, "5m", start, start + BUCKET_MS);
        expect((await quote(id, start + BUCKET_MS - TICK_MS)).priceUsd).toBe(candle?.close);
      }),
      { numRuns: 25 },
    );
  });

  it("agree on the range: no quoted price is outside its candle", async () => {
    const start = Date.parse("2026-11-20T14:30:00Z");
    const ids = ["bitcoin", "solana", "tether", "speck-of-dust", "staked-ether"];
    const found = await Promise.all(ids.map((id) => candles(id, "5m", start, start + BUCKET_MS)));
    for (let tick = 0; tick < 60; tick += 1) {
      const batch = await provider.quotes?.(ids, at(new Date(start + tick * TICK_MS)));
      for (const row of batch?.rows ?? []) {
        const candle = found[ids.indexOf(row.externalId)]?.[0];
        expect(Number(row.priceUsd)).toBeLessThanOrEqual(Number(candle?.high));
        expect(Number(row.priceUsd)).toBeGreaterThanOrEqual(Number(candle?.low));
      }
    }
  });

  it("agree on the running candle: it closes at the quote and never takes back what it has shown", async () => {
    const start = Date.parse("2026-11-20T14:00:00Z");
    let before: CandleDraft | undefined;
    for (let offset = 0; offset <= 40 * 60_000; offset += 95_000) {
      const now = new Date(start + offset);
      const [running] = await candles("solana", "1h", start, start + 3_600_000, now);
      expect(running?.complete).toBe(false);
      const row = await quote("solana", now.getTime());
      if (row.asOf.getTime() >= start) expect(running?.close).toBe(row.priceUsd);
      expect(Number(running?.high)).toBeGreaterThanOrEqual(Number(before?.high ?? 0));
      expect(Number(running?.low)).toBeLessThanOrEqual(Number(before?.low ?? Number.MAX_VALUE));
      expect(Number(running?.volume)).toBeGreaterThanOrEqual(Number(before?.volume ?? 0));
      before = running;
    }
  });

  it("agree on the last 24 hours", async () => {
    await fc.assert(
      fc.asyncProperty(liquid, time, async (id, timeMs) => {
        const row = await quote(id, timeMs);
        const firstWhole = (Math.floor(timeMs / BUCKET_MS) + 1) * BUCKET_MS - DAY_MS;
        const found = await candles(id, "5m", firstWhole, timeMs, new Date(timeMs));
        expect(Number(row.high24hUsd)).toBe(Math.max(...found.map(({ high }) => Number(high))));
        expect(Number(row.low24hUsd)).toBe(Math.min(...found.map(({ low }) => Number(low))));
        const dayAgo = await quote(id, timeMs - DAY_MS);
        expect(row.change24hPct).toBeCloseTo((Number(row.priceUsd) / Number(dayAgo.priceUsd) - 1) * 100, 3);
      }),
      { numRuns: 12 },
    );
  });

  it("agree on the all-time high and low", async () => {
    for (const id of ["bitcoin", "sui", "fallen-lantern", "sylvos"]) {
      const row = await quote(id, NOW.getTime());
      const early = await candles(id, "1d", 0, NOW.getTime());
      const late = await candles(id, "1d", today - 990 * DAY_MS, NOW.getTime() + 1);
      const all = [...early, ...late];
      expect(Number(row.athUsd)).toBe(Math.max(...all.map(({ high }) => Number(high))));
      expect(Number(row.atlUsd)).toBe(Math.min(...all.map(({ low }) => Number(low))));
    }
  });

  it("agree on market cap and volume at the end of a day", async () => {
    const [day] = await points("litecoin", "1d", today - DAY_MS, today);
    const row = await quote("litecoin", today - TICK_MS);
    expect(day?.priceUsd).toBe(row.priceUsd);
    expect(Number(day?.marketCapUsd) / Number(row.marketCapUsd)).toBeCloseTo(1, 6);
    expect(Number(day?.volume24hUsd) / Number(row.volume24hUsd)).toBeCloseTo(1, 2);
  });
});

describe("what the sandbox's history reaches and leaves out", () => {
  it("reaches back two years by days, 90 days by hours and a week by five minutes", async () => {
    expect(await points("bitcoin", "1d", 0, NOW.getTime())).toHaveLength(730);
    expect(await points("bitcoin", "1h", 0, NOW.getTime())).toHaveLength(90 * 24);
    expect(await points("bitcoin", "5m", 0, NOW.getTime())).toHaveLength(7 * 288);
  });

  it("has a hole that splits the series where trading was suspended", async () => {
    const holes = [...(await allDays()).values()].map((days) => holesOf(days).filter((gap) => gap.splits).length);
    expect(holes.filter((count) => count > 0)).toHaveLength(2);
  });

  it("keeps the last price from before a suspension until the first trade after it", async () => {
    const suspended = [...(await allDays())].flatMap(([id, days]) => holesOf(days).map((gap) => ({ id, gap })));
    expect(suspended.length).toBeGreaterThan(0);
    for (const { id, gap } of suspended.slice(0, 3)) {
      const last = gap.fromMs + DAY_MS - TICK_MS;
      expect((await quote(id, gap.toMs - TICK_MS)).asOf.getTime()).toBe(last);
      expect((await quote(id, gap.toMs)).asOf.getTime()).toBeGreaterThanOrEqual(last);
      expect((await quote(id, gap.toMs + BUCKET_MS)).asOf.getTime()).toBeGreaterThan(gap.toMs);
    }
  });

  it("gives at most 1,000 candles from the start of the span", async () => {
    const found = await candles("bitcoin", "5m", 0, NOW.getTime());
    expect(found).toHaveLength(1000);
    expect(found[0]?.openTime.toISOString()).toBe("2022-01-01T00:00:00.000Z");
  });
});

describe("the sandbox as a market", () => {
  const returns = (series: number[]) =>
    series.slice(1).map((value, index) => Math.log(value / (series[index] ?? value)));
  const spread = (values: number[]) => Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
  const volatility = (series: number[]) => spread(returns(series)) * Math.sqrt(365);
  const cosine = (xs: number[], ys: number[]) =>
    xs.reduce((sum, x, index) => sum + x * (ys[index] ?? 0), 0) / (spread(xs) * spread(ys) * xs.length);

  it("moves bitcoin by 35 to 75 % a year, other coins more, most of them with it", async () => {
    const bitcoin = closes(await points("bitcoin", "1d", 0, NOW.getTime()));
    expect(volatility(bitcoin)).toBeGreaterThan(0.35);
    expect(volatility(bitcoin)).toBeLessThan(0.75);
    for (const id of ["ethereum", "solana", "pepe", "aave", "sylvos"]) {
      const series = closes(await points(id, "1d", 0, NOW.getTime()));
      expect(volatility(series)).toBeGreaterThan(volatility(bitcoin));
      expect(cosine(returns(series), returns(bitcoin))).toBeGreaterThan(0.3);
      expect(cosine(returns(series), returns(bitcoin))).toBeLessThan(0.95);
    }
  });

  it("moves coins together within the day too", async () => {
    const [bitcoin, ethereum] = await Promise.all(
      ["bitcoin", "ethereum"].map((id) => points(id, "5m", 0, NOW.getTime()).then(closes).then(returns)),
    );
    expect(cosine(bitcoin ?? [], ethereum ?? [])).toBeGreaterThan(0.4);
  });

  it("lets the dying coin die and no other", async () => {
    const before = await prices(new Date(NOW.getTime() - 730 * DAY_MS));
    const ratios = [...(await prices(NOW))].map(([id, price]) => ({ id, ratio: price / (before.get(id) ?? price) }));
    expect(Math.max(...ratios.map(({ ratio }) => ratio))).toBeLessThan(1000);
    const lost = ratios.filter(({ ratio }) => ratio < 0.004);
    expect(lost.map(({ id }) => id).sort()).toEqual(["fallen-lantern", "old-ferry"]);
  });
});

async function prices(now: Date): Promise<Map<string, number>> {
  const batch = await provider.listings?.({ page: 1, pageSize: 250 }, at(now));
  return new Map(batch?.rows.map(({ externalId, priceUsd }) => [externalId, Number(priceUsd)]));
}
