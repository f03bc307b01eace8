import { logReturns } from "@cryptodesk/quant/returns/returns";
import { pearsonCorrelation } from "@cryptodesk/quant/statistics/correlation";
import type {
  GetSimilarInput,
  SimilarCoin,
  SimilarCoins,
  SimilarWindow,
} from "@cryptodesk/shared/market/similar.contract";
import { bucketStart } from "@cryptodesk/shared/market/timeframe";
import type { ServiceContext } from "../../platform/service-context.ts";
import { findCoin } from "./find-coin.ts";
import { ListingRepository } from "./listing.repository.ts";
import type { ListingRow } from "./listing-row.ts";
import type { MarketRuntime } from "./market-runtime.ts";
import { PricePointRepository } from "./price-point.repository.ts";

const DAY_MS = 86_400_000;
const COMPARED_COINS = 200;
const MIN_COMMON_RETURNS = 20;
const DAYS = { "30d": 30, "90d": 90, "1y": 365 } as const satisfies Record<SimilarWindow, number>;

/**
 * The coins whose daily returns went most (or least) with those of one coin, among the 200 largest others. Works on the
 * stored daily history as it is: a coin without enough of it is left out, nothing is fetched.
 * @throws DomainError NOT_FOUND
 */
export async function findSimilar(
  ctx: ServiceContext,
  market: MarketRuntime,
  { id, window, limit, order }: GetSimilarInput,
): Promise<SimilarCoins> {
  const { row: subject } = await findCoin(ctx.db.replica, id);
  const largest = await new ListingRepository(ctx.db.replica).largest(COMPARED_COINS + 1);
  const others = largest.filter(({ no }) => no !== subject.no).slice(0, COMPARED_COINS);
  const todayMs = bucketStart(ctx.clock().getTime(), "1d");
  // So many returns need one closing price more.
  const days = DAYS[window] + 1;
  const from = new Date(todayMs - days * DAY_MS);
  const numbers = [subject.no, ...others.map(({ no }) => no)];
  const closes = await new PricePointRepository(ctx.db.replica).closes(numbers, "1d", from);
  const pricesOf = (no: number) => {
    const prices = new Array<number | null>(days).fill(null);
    for (const { atMs, price } of closes.get(no) ?? []) {
      if (atMs < todayMs) prices[Math.floor((atMs - from.getTime()) / DAY_MS)] = price;
    }
    return prices;
  };
  const own = logReturns(pricesOf(subject.no));
  const found = others.flatMap((coin) => compareTo(own, coin, pricesOf(coin.no)) ?? []);
  const sign = order === "most" ? -1 : 1;
  return {
    id: subject.id,
    window,
    order,
    from: from.toISOString(),
    simulated: market.simulated(),
    compared: found.length,
    items: found.sort((a, b) => sign * (a.correlation - b.correlation)).slice(0, limit),
  };
}

/** null with too few common returns, or where a price does not move at all. */
function compareTo(
  own: readonly (number | null)[],
  { id, symbol, name, rank }: ListingRow,
  prices: readonly (number | null)[],
): SimilarCoin | null {
  const returns = logReturns(prices);
  const observations = returns.filter((value, index) => value !== null && (own[index] ?? null) !== null).length;
  const correlation = pearsonCorrelation(own, returns, MIN_COMMON_RETURNS);
  const known = prices.filter((price) => price !== null && price > 0);
  const [first, last] = [known[0], known.at(-1)];
  if (correlation === null || !first || !last) return null;
  return { coin: { id, symbol, name, rank }, correlation, observations, changePct: 100 * (last / first - 1) };
}
