import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { type ListingDraft, type MarketProvider, ProviderError } from "../market-provider.ts";
import { describeProvider } from "../provider-suite.ts";
import { createSandboxProvider } from "./sandbox.provider.ts";

// A market is made anew several times here; a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 });

const NOW = new Date("2026-11-20T14:37:12.345Z");
const DAY_MS = 86_400_000;
const TICK_MS = 5000;

const sandbox = (seed = "test") => createSandboxProvider({ seed, tickSeconds: 5 });
const at = (now: Date) => ({ now, signal: new AbortController().signal });
const later = (ms: number) => new Date(NOW.getTime() + ms);

/** One market for the tests that do not ask how it came to be. */
const shared = sandbox();

async function listings(provider: MarketProvider, now = NOW, pageSize = 250): Promise<ListingDraft[]> {
  const batch = await provider.listings?.({ page: 1, pageSize }, at(now));
  return batch?.rows ?? [];
}

function coin(rows: ListingDraft[], id: string): ListingDraft {
  const found = rows.find(({ externalId }) => externalId === id);
  if (!found) throw new Error(`${id} is not listed`);
  return found;
}

describeProvider(
  "sandbox",
  async () => ({
    provider: sandbox(),
    now: NOW,
    pageSize: 100,
    quoteIds: ["bitcoin", "tether", "speck-of-dust", "silent-quay"],
    history: [
      { externalId: "bitcoin", step: "1d", from: later(-730 * DAY_MS), to: later(DAY_MS) },
      { externalId: "ethereum", step: "1h", from: later(-90 * DAY_MS), to: NOW },
      { externalId: "speck-of-dust", step: "5m", from: later(-7 * DAY_MS), to: NOW },
    ],
    candles: [
      { market: "bitcoin", timeframe: "1w", from: later(-400 * DAY_MS), to: NOW },
      { market: "tether", timeframe: "4h", from: later(-30 * DAY_MS), to: NOW },
      { market: "silent-quay", timeframe: "1d", from: later(-400 * DAY_MS), to: NOW },
    ],
    faults: null,
    stop: async () => undefined,
  }),
  { faults: false },
);

describe("the sandbox as a function of seed and time", () => {
  it("gives the same market in every process, and another one for another seed", async () => {
    expect(await listings(sandbox())).toEqual(await listings(shared));
    expect(await listings(sandbox("other"), NOW, 20)).not.toEqual(await listings(shared, NOW, 20));
  });

  it("does not depend on what was asked before", async () => {
    const reference = await listings(shared, NOW, 30);
    const asked = fc.array(fc.integer({ min: -900 * DAY_MS, max: 900 * DAY_MS }), { minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(asked, async (offsets) => {
        const provider = sandbox();
        for (const offset of offsets) await listings(provider, later(offset), 30);
        expect(await listings(provider, NOW, 30)).toEqual(reference);
      }),
      { numRuns: 5 },
    );
  });

  it("reaches the same prices tick by tick as at once", async () => {
    const walking = sandbox();
    for (let tick = -40; tick < 0; tick += 1) await listings(walking, later(tick * TICK_MS), 30);
    expect(await listings(walking, NOW, 30)).toEqual(await listings(shared, NOW, 30));
  });

  it("moves at ticks only", async () => {
    const onTick = new Date("2026-11-20T14:37:10.000Z");
    expect(await listings(shared, onTick, 20)).toEqual(await listings(shared, NOW, 20));
    expect(await listings(shared, later(TICK_MS), 20)).not.toEqual(await listings(shared, NOW, 20));
  });

  it("has nothing before it opens", async () => {
    expect(await listings(sandbox(), new Date("2021-12-31T23:59:59Z"))).toEqual([]);
  });

  it("goes on for years with prices that neither vanish nor explode", async () => {
    const [today, future] = [await listings(shared), await listings(sandbox(), new Date("2036-02-29T12:00:00Z"))];
    expect(future).toHaveLength(250);
    for (const id of ["bitcoin", "ethereum", "solana", "pepe"]) {
      const ratio = Number(coin(future, id).priceUsd) / Number(coin(today, id).priceUsd);
      expect(ratio).toBeGreaterThan(0.02);
      expect(ratio).toBeLessThan(50);
    }
  });
});

describe("the sandbox's list", () => {
  it("holds 250 coins with ids of their own, by market cap, unranked ones last", async () => {
    const rows = await listings(shared);
    expect(new Set(rows.map(({ externalId }) => externalId)).size).toBe(250);
    const caps = rows.map(({ marketCapUsd }) => Number(marketCapUsd ?? -1));
    expect(caps).toEqual(caps.toSorted((left, right) => right - left));
    const ranks = rows.flatMap(({ rank }) => rank ?? []);
    expect(ranks).toEqual(ranks.map((_, index) => index + 1));
    expect(rows[0]).toMatchObject({ externalId: "bitcoin", rank: 1, symbol: "BTC" });
  });

  it("stays at 250 while a new coin arrives and an old one leaves each week", async () => {
    const provider = shared;
    const before = (await listings(provider)).map(({ externalId }) => externalId);
    const after = (await listings(provider, later(7 * DAY_MS))).map(({ externalId }) => externalId);
    expect(after).toHaveLength(250);
    expect(after.filter((id) => !before.includes(id))).toHaveLength(1);
    expect(before.filter((id) => !after.includes(id))).toHaveLength(1);
  });

  it("does not know the change over a week of a coin that is younger", async () => {
    const rows = await listings(shared);
    const young = rows.filter(({ listedAt }) => NOW.getTime() - (listedAt?.getTime() ?? 0) < 7 * DAY_MS);
    expect(young.length).toBeGreaterThan(0);
    for (const row of young) expect(row.change7dPct).toBeNull();
  });

  it("has coins without rank, market cap and supply", async () => {
    const rows = await listings(shared);
    const unranked = rows.filter(({ rank }) => rank === null);
    expect(unranked.length).toBeGreaterThanOrEqual(4);
    for (const row of unranked) {
      expect(row).toMatchObject({ marketCapUsd: null, fullyDilutedValuationUsd: null, circulatingSupply: null });
    }
  });

  it("has coins with a price and volume whose other 24 h figures are unknown", async () => {
    const rows = await listings(shared);
    const silent = rows.filter((row) => row.change24hPct === null && row.high24hUsd === null);
    expect(silent.some(({ volume24hUsd }) => volume24hUsd !== null)).toBe(true);
    expect(rows.some(({ volume24hUsd, high24hUsd }) => volume24hUsd === null && high24hUsd !== null)).toBe(true);
  });

  it("keeps listing a coin that stopped trading, with the time of its last trade", async () => {
    const halted = coin(await listings(shared), "silent-quay");
    expect(halted.asOf.toISOString()).toBe("2026-08-14T23:59:55.000Z");
    expect(halted).toMatchObject({ change24hPct: null, volume24hUsd: null, high24hUsd: null });
  });

  it("has symbols that two coins share, prices below 1e-8 and supplies above 2^63", async () => {
    const rows = await listings(shared);
    for (const symbol of ["BTC", "ETH", "SOL"]) {
      expect(rows.filter((row) => row.symbol === symbol).length).toBeGreaterThan(1);
    }
    const speck = coin(rows, "speck-of-dust");
    expect(Number(speck.priceUsd)).toBeLessThan(1e-8);
    expect(BigInt(speck.circulatingSupply ?? 0)).toBeGreaterThan(2n ** 63n);
  });

  it("keeps stablecoins near a dollar and wrapped coins near what they wrap", async () => {
    const provider = shared;
    const stable = ["tether", "usd-coin", "dai", "ethena-usde", "paypal-usd", "first-digital-usd", "true-usd"];
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: -700 * DAY_MS, max: 700 * DAY_MS }), async (offset) => {
        const quotes = await provider.quotes?.([...stable, "bitcoin", "wrapped-bitcoin"], at(later(offset)));
        const rows = quotes?.rows ?? [];
        for (const id of stable) expect(Math.abs(Number(coin(rows, id).priceUsd) - 1)).toBeLessThan(0.0032);
        // They trade at different moments: in a wild minute the one that traded last has moved on.
        const ratio = Number(coin(rows, "wrapped-bitcoin").priceUsd) / Number(coin(rows, "bitcoin").priceUsd);
        expect(Math.abs(ratio - 1)).toBeLessThan(0.02);
      }),
      { numRuns: 40 },
    );
  });

  it("trades some tens of coins at a tick, large ones more often", async () => {
    const provider = shared;
    const traded = new Map<string, number>();
    const start = Date.parse("2026-11-20T14:30:00Z");
    for (let tick = 0; tick < 25; tick += 1) {
      const now = new Date(start + tick * TICK_MS);
      const moved = (await listings(provider, now)).filter(({ asOf }) => asOf.getTime() === now.getTime());
      expect(moved.length).toBeGreaterThan(15);
      expect(moved.length).toBeLessThan(70);
      for (const { externalId } of moved) traded.set(externalId, (traded.get(externalId) ?? 0) + 1);
    }
    expect(traded.get("bitcoin")).toBeGreaterThan(15);
    expect(traded.get("sylvos") ?? 0).toBeLessThan(10);
  });

  it("adds up to its totals", async () => {
    const provider = shared;
    const rows = await listings(provider);
    const totals = await provider.global?.(at(NOW));
    const sum = rows.reduce((total, { marketCapUsd }) => total + Number(marketCapUsd ?? 0), 0);
    expect(Number(totals?.totalMarketCapUsd) / sum).toBeCloseTo(1, 9);
    expect(totals?.dominancePct[0]).toMatchObject({ symbol: "BTC" });
    expect(totals?.dominancePct[0]?.pct).toBeCloseTo((100 * Number(rows[0]?.marketCapUsd)) / sum, 3);
  });
});

describe("a coin that the sandbox does not know", () => {
  const span = { from: later(-DAY_MS), to: NOW };

  it("is not found", async () => {
    const unknown = shared.history?.({ externalId: "no-such-coin", step: "1d", ...span }, at(NOW));
    await expect(unknown).rejects.toMatchObject({ provider: "sandbox", kind: "not_found" });
    await expect(unknown).rejects.toBeInstanceOf(ProviderError);
  });

  it("is not found before the week in which it is listed, and keeps its history afterwards", async () => {
    const provider = shared;
    const [young] = (await listings(provider)).sort(
      (left, right) => (right.listedAt?.getTime() ?? 0) - (left.listedAt?.getTime() ?? 0),
    );
    const request = { market: young?.externalId ?? "", timeframe: "1d" as const, from: later(-30 * DAY_MS) };
    const early = provider.candles?.({ ...request, to: NOW }, at(later(-30 * DAY_MS)));
    await expect(early).rejects.toMatchObject({ kind: "not_found" });
    const afterwards = await provider.candles?.({ ...request, to: later(300 * DAY_MS) }, at(later(300 * DAY_MS)));
    expect(afterwards).toHaveLength(56);
  });
});
