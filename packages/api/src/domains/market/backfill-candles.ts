import { CandleRepository, type StoredTimeframe } from "./candle.repository.ts";
import type { CoverageRepository, PendingSeries } from "./coverage.repository.ts";
import { ListingRepository } from "./listing.repository.ts";
import { type MarketRuntime, providersFor } from "./market-runtime.ts";
import { changePct } from "./plan-refresh.ts";
import { type MarketProvider, type ProviderCall, ProviderError } from "./providers/market-provider.ts";
import { RefreshRepository } from "./refresh.repository.ts";

const DAY_MS = 86_400_000;
// Binance serves at most 1,000 candles a call.
const CHUNK_DAYS = { "1h": 41, "1d": 990 } as const satisfies Record<StoredTimeframe, number>;
// A pair of the same ticker at a price this far off is another coin.
const IDENTITY_PCT = 20;

type Exchange = MarketProvider & Required<Pick<MarketProvider, "candles" | "pairFor">>;

/** One chunk of venue candles. @returns how many came; @throws ProviderError */
export async function backfillCandles(
  market: MarketRuntime,
  coverage: CoverageRepository,
  pending: PendingSeries,
  call: Omit<ProviderCall, "now">,
): Promise<number> {
  const timeframe: StoredTimeframe = pending.series === "candles-1h" ? "1h" : "1d";
  const now = market.clock();
  const provider = venueOf(market);
  const pair = provider && (await pairOf(market, provider, pending, call));
  if (!provider || !pair) {
    const lastError = "no exchange pair of this coin could be verified";
    await coverage.save(pending.coinNo, pending.series, { reached: null, state: "none", attempts: 0, lastError }, now);
    return 0;
  }
  const days = timeframe === "1h" ? market.config.BACKFILL_HOURLY_DAYS : market.config.BACKFILL_DAILY_DAYS;
  const target = new Date(now.getTime() - days * DAY_MS);
  const to = pending.reached ?? now;
  const from = new Date(Math.max(target.getTime(), to.getTime() - CHUNK_DAYS[timeframe] * DAY_MS));
  const candles = await provider.candles({ market: pair, timeframe, from, to }, { ...call, now });
  await new CandleRepository(market.db.primary).save(pending.coinNo, timeframe, provider.id, pair, candles);
  const state = from <= target || candles.length === 0 ? "complete" : "pending";
  await coverage.save(pending.coinNo, pending.series, { reached: from, state, attempts: 0, lastError: null }, now);
  return candles.length;
}

/** The exchange whose candles are kept: the first in line. */
export function venueOf(market: Pick<MarketRuntime, "providers" | "simulated">): Exchange | null {
  return providersFor(market, "candles").find(isExchange) ?? null;
}

function isExchange(provider: MarketProvider): provider is Exchange {
  return provider.candles !== undefined && provider.pairFor !== undefined;
}

/**
 * The coin's pair: a stored cross-reference, or the ticker against the dollar where this is the best-ranked coin of the symbol
 * and the pair's price at the listing's own time agrees.
 */
async function pairOf(
  market: MarketRuntime,
  provider: Exchange,
  pending: PendingSeries,
  call: Omit<ProviderCall, "now">,
): Promise<string | null> {
  const references = new RefreshRepository(market.db.primary);
  const stored = (await references.externalIds(provider.id, [pending.coinId])).get(pending.coinId);
  if (stored) return stored;
  const listings = new ListingRepository(market.db.primary);
  const [best] = await listings.bySymbol(pending.symbol);
  const listing = await listings.findById(pending.coinId);
  const pair = provider.pairFor(pending.symbol);
  if (!listing || best?.id !== pending.coinId || pair === null) return null;
  const day = new Date(Math.floor(listing.as_of.getTime() / DAY_MS) * DAY_MS);
  const request = {
    market: pair,
    timeframe: "1d" as const,
    from: new Date(day.getTime() - DAY_MS),
    to: new Date(day.getTime() + DAY_MS),
  };
  const candle = (await provider.candles(request, { ...call, now: market.clock() }).catch(unknownPair)).at(-1);
  if (!candle || Math.abs(changePct(listing.price_usd, candle.close)) > IDENTITY_PCT) return null;
  await references.saveReferences(
    provider.id,
    [{ externalId: pair, coinId: pending.coinId, matchedBy: "symbol and price" }],
    market.clock(),
  );
  return pair;
}

function unknownPair(error: unknown): [] {
  if (error instanceof ProviderError && (error.kind === "not_found" || error.kind === "bad_request")) return [];
  throw error;
}
