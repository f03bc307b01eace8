import type { CandleSeries, PriceHistory } from "@cryptodesk/shared/market/candle.contract";
import type { CoinDetail, ListingPage } from "@cryptodesk/shared/market/listing.contract";
import type { ProviderList, QuarantinePage, SetAsidePage } from "@cryptodesk/shared/market/provider.contract";
import type { SystemStatus } from "@cryptodesk/shared/system/status.contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LiveDesk, liveDeskAbsence, startLiveDesk } from "../support/live-desk.ts";
import { readRecordedBody } from "../support/recorded-upstream.ts";
import { untilSeen } from "../support/until-seen.ts";

interface RecordedRow {
  id: string;
  symbol: string;
  current_price: number;
  last_updated: string;
}

const EARLY = "2024-01-02_usd_250";
const LATE = "2024-11-19_usd_250";
const COINS = 250;
// On the day on which the recorded candles end, these agree with the late listings; the others are off by 30 % and more.
const VERIFIED = ["polkadot", "ethereum-classic", "monero"];
const UNVERIFIED = ["bitcoin", "ethereum", "solana", "binance-peg-dogecoin"];
const missing = liveDeskAbsence();
const skipped = missing === null ? "" : `: skipped, ${missing}`;
const rowsOf = (capture: string) => readRecordedBody(`upstream/coingecko/markets/${capture}.json`) as RecordedRow[];
describe.skipIf(missing !== null)(`a desk on recorded providers${skipped}`, () => {
  let live: LiveDesk;
  let recorded: Map<string, RecordedRow>;

  beforeAll(async () => {
    recorded = new Map(rowsOf(LATE).map((row) => [row.id, row]));
    live = await startLiveDesk(
      { coins: COINS, capture: LATE },
      { MARKET_SOURCE: "auto", COINMARKETCAP_API_KEY: "journey-key", CROSS_CHECK_SECONDS: "60" },
    );
    await untilSeen("every listing", async () => (await live.listings()).length === COINS);
  });
  afterAll(async () => {
    await live?.stop();
    live?.remove();
  });

  it("decides for the live market, because a provider answers", async () => {
    expect(await live.read<SystemStatus>("/status")).toMatchObject({ marketSource: "live", simulated: false });
    expect(live.desk.output()).toContain("(live market)");
  });

  it("lists what the provider says, each coin with its own time", async () => {
    const run = await live.sync();
    expect(run.result).toMatchObject({ provider: "coingecko", read: COINS, setAside: {}, failedOver: [] });
    const listings = await live.listings();
    expect(listings.map(({ id }) => id).toSorted()).toEqual([...recorded.keys()].toSorted());
    expect(new Set(listings.map(({ source }) => source))).toEqual(new Set(["coingecko"]));
    expect(listings.filter(({ id, priceUsd }) => Number(priceUsd) !== recorded.get(id)?.current_price)).toEqual([]);
    // Times are moved to now, all by about the same span: what lies between them is as recorded.
    const moved = listings.map(({ id, asOf }) => Date.parse(asOf) - Date.parse(recorded.get(id)?.last_updated ?? ""));
    expect(Math.max(...moved) - Math.min(...moved)).toBeLessThan(1_000);
    expect(new Set(listings.map(({ asOf }) => asOf)).size).toBeGreaterThan(200);
  });

  it("lists every coin of a shared symbol, and resolves the symbol to the best ranked", async () => {
    for (const symbol of ["weth", "wbtc", "doge"]) {
      const ids = [...recorded.values()].filter((row) => row.symbol === symbol).map(({ id }) => id);
      const { items } = await live.read<ListingPage>(`/cryptocurrencies?symbols=${symbol}`);
      expect(ids.length).toBeGreaterThan(1);
      expect(items.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
    }
    const doge = await live.read<CoinDetail>("/cryptocurrencies/doge");
    expect(doge).toMatchObject({ resolvedBy: "symbol", listing: { id: "dogecoin" } });
    expect(doge.alternatives.map(({ id }) => id)).toEqual(["binance-peg-dogecoin"]);
  });

  it("shows who is asked and how that went", async () => {
    const { items } = await live.read<ProviderList>("/market/providers");
    const states = new Map(items.map((provider) => [provider.id, provider]));
    expect(states.get("coingecko")).toMatchObject({
      access: "keyless",
      inUse: true,
      state: "closed",
      consecutiveFailures: 0,
      lastSuccessAt: expect.any(String),
      budget: { limit: 10_000 },
    });
    expect(states.get("coingecko")?.calls24h).toBeGreaterThan(1);
    expect(states.get("coinmarketcap")).toMatchObject({ access: "key", inUse: true });
    expect(states.get("sandbox")).toMatchObject({ inUse: false, simulated: true });
  });

  it("counts the rows of the second provider that are about no coin it knows", async () => {
    const page = await untilSeen(
      "set-aside rows",
      async () => {
        const seen = await live.read<SetAsidePage>("/market/set-aside?provider=coinmarketcap&limit=10");
        return seen.counts.some(({ reason }) => reason === "no_cross_reference") && seen;
      },
      { withinMs: 90_000, everyMs: 500 },
    );
    const counted = page.counts.find(({ reason }) => reason === "no_cross_reference");
    process.stdout.write(`set aside: ${JSON.stringify(page.counts)}\n`);
    expect(counted?.rows).toBeGreaterThan(10);
    expect(page.items[0]).toMatchObject({ provider: "coinmarketcap", detail: expect.stringContaining("no coin") });
    // Its prices are of 2021: no opinion on today's.
    expect((await live.read<CoinDetail>("/cryptocurrencies/bitcoin")).secondOpinion).toBeNull();
  });

  it("fetches history, and candles of exchange pairs whose price agrees", { timeout: 240_000 }, async () => {
    await live.settled();
    const year = new Date(Date.now() - 365 * 86_400_000).toISOString();
    const history = await live.read<PriceHistory>(`/cryptocurrencies/bitcoin/history?interval=1d&from=${year}`);
    expect(history).toMatchObject({ simulated: false, state: "complete" });
    expect(history.points.length).toBeGreaterThan(350);
    expect(history.gaps).toEqual([]);
    for (const id of VERIFIED) {
      const series = await live.read<CandleSeries>(`/cryptocurrencies/${id}/candles?timeframe=1d`);
      expect(series, id).toMatchObject({ origin: "venue", source: "binance", market: expect.stringMatching(/USDT$/) });
      expect(series.candles.length, id).toBeGreaterThan(100);
      const { listing } = await live.read<CoinDetail>(`/cryptocurrencies/${id}`);
      expect(Math.abs(Number(series.candles.at(-1)?.close) / Number(listing.priceUsd) - 1), id).toBeLessThan(0.2);
    }
    for (const id of UNVERIFIED) {
      const series = await live.read<CandleSeries>(`/cryptocurrencies/${id}/candles?timeframe=1d`);
      expect(series, id).toMatchObject({ origin: "points", market: null });
    }
  });
});

describe.skipIf(missing !== null)(`prices that jump between two recordings${skipped}`, () => {
  let live: LiveDesk;

  beforeAll(async () => {
    live = await startLiveDesk(
      { coins: COINS, capture: EARLY },
      { QUARANTINE_OBSERVATIONS: "3", COINMARKETCAP_API_KEY: "journey-key" },
    );
    await untilSeen("every listing", async () => (await live.listings()).length === COINS);
  });
  afterAll(async () => {
    await live?.stop();
    live?.remove();
  });

  it("are held back, shown as such, and published once the source has said them often enough", async () => {
    const early = new Map(rowsOf(EARLY).map((row) => [row.id, row.current_price]));
    const late = new Map(rowsOf(LATE).map((row) => [row.id, row.current_price]));
    const changePct = (id: string) => (100 * (late.get(id) ?? Number.NaN)) / (early.get(id) ?? Number.NaN) - 100;
    await learnSecondSource();
    await live.upstream.control("capture", { name: LATE });
    const { result } = await live.sync();
    const { items } = await live.read<QuarantinePage>("/market/quarantine?limit=250");
    const held = new Map(items.map((entry) => [entry.coinId, entry]));
    expect(result).toMatchObject({ provider: "coingecko", heldBack: held.size });
    expect(held.size).toBeGreaterThan(40);
    expect(held.get("bitcoin")).toMatchObject({
      state: "pending",
      observations: 1,
      source: "coingecko",
      lastGoodUsd: String(early.get("bitcoin")),
      proposedUsd: String(late.get("bitcoin")),
    });
    const published = await listings();
    for (const id of held.keys()) {
      expect(Math.abs(changePct(id)), id).toBeGreaterThan(40);
      expect(published.get(id), id).toEqual({ price: early.get(id), quarantined: true });
    }
    // The others moved less, or are older in the later recording than what is known.
    const moved = [...early.keys()].filter((id) => late.has(id) && published.get(id)?.price === late.get(id));
    expect(moved.length).toBeGreaterThan(40);
    expect(moved.filter((id) => Math.abs(changePct(id)) > 40)).toEqual([]);

    await live.sync();
    expect((await listings()).get("bitcoin")).toEqual({ price: early.get("bitcoin"), quarantined: true });
    await live.sync();
    const released = await listings();
    for (const id of held.keys()) expect(released.get(id), id).toEqual({ price: late.get(id), quarantined: false });
    const resolved = await live.read<QuarantinePage>("/market/quarantine?state=resolved&limit=250");
    const states = new Map(resolved.items.map(({ coinId, state, note }) => [coinId, `${state}: ${note}`]));
    for (const id of held.keys()) expect(states.get(id), id).toBe("persisted: said 3 times in a row");
  });

  /** Lets the desk fail over once: it then knows whom to ask about a jump. The recording of 2021 must not count. */
  async function learnSecondSource(): Promise<void> {
    // Histories are fetched meanwhile, and may meet the fault in the refresh's stead.
    const { result } = await untilSeen("a refresh that failed over", async () => {
      await live.upstream.control("fault", { provider: "coingecko", kind: "500", times: 3 });
      const run = await live.sync();
      await live.upstream.control("clear");
      return run.result?.provider === "coinmarketcap" && run;
    });
    expect(result).toMatchObject({ provider: "coinmarketcap", written: 0 });
  }

  async function listings(): Promise<Map<string, { price: number; quarantined: boolean }>> {
    const all = await live.listings();
    return new Map(all.map(({ id, priceUsd, quarantined }) => [id, { price: Number(priceUsd), quarantined }]));
  }
});
