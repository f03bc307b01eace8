import { logReturns } from "@cryptodesk/quant/returns/returns";
import { annualisedVolatility, periodsPerYear } from "@cryptodesk/quant/returns/volatility";
import type { CoinDetail, GetListingInput } from "@cryptodesk/shared/market/listing.contract";
import type { Db } from "../../platform/database/database.ts";
import type { ServiceContext } from "../../platform/service-context.ts";
import { findCoin } from "./find-coin.ts";
import { type ListingRow, toListing } from "./listing-row.ts";
import { changePct } from "./plan-refresh.ts";
import { PricePointRepository } from "./price-point.repository.ts";
import { splitSeries } from "./price-series.ts";
import { SecondQuoteRepository } from "./second-quote.repository.ts";

const DAY_MS = 86_400_000;
const YEAR_DAYS = 364;
const VOLATILITY_DAYS = 30;

/**
 * One coin by id or symbol, with what is known of its history.
 * @throws DomainError NOT_FOUND
 */
export async function getListing(ctx: ServiceContext, { id }: GetListingInput): Promise<CoinDetail> {
  const db = ctx.db.replica;
  const { row, resolvedBy, alternatives } = await findCoin(db, id);
  const now = ctx.clock();
  const points = new PricePointRepository(db);
  const [range, lately, history, second] = await Promise.all([
    points.range(row.no, "1d", new Date(now.getTime() - YEAR_DAYS * DAY_MS)),
    points.read(row.no, "1d", new Date(now.getTime() - (VOLATILITY_DAYS + 1) * DAY_MS), now),
    describeHistory(db, row.no, now),
    new SecondQuoteRepository(db).near(row.no, row.source, row.as_of),
  ]);
  const returns = logReturns(lately.map(({ price_usd }) => Number(price_usd)));
  const volatility = annualisedVolatility(returns, periodsPerYear(DAY_MS));
  return {
    listing: toListing(row),
    resolvedBy,
    alternatives,
    secondOpinion: second && { ...second, differencePct: changePct(row.price_usd, second.priceUsd) },
    ranges: {
      ...yearRange(row, range),
      volatility30dPct: volatility === null ? null : 100 * volatility,
    },
    history,
  };
}

/** A year's highest and lowest; today's price belongs to it. Unknown without stored days. */
function yearRange(row: ListingRow, { high, low }: { high: string | null; low: string | null }) {
  if (high === null || low === null) return { high52wUsd: null, low52wUsd: null };
  const price = Number(row.price_usd);
  return {
    high52wUsd: price > Number(high) ? row.price_usd : high,
    low52wUsd: price < Number(low) ? row.price_usd : low,
  };
}

async function describeHistory(db: Db, coinNo: number, now: Date): Promise<CoinDetail["history"]> {
  const repository = new PricePointRepository(db);
  const [daily, hourly] = await Promise.all([repository.times(coinNo, "1d", now), repository.times(coinNo, "1h", now)]);
  const gaps = splitSeries(daily, "1d").gaps.length + splitSeries(hourly, "1h").gaps.length;
  return { dailyFrom: daily.at(0)?.toISOString() ?? null, hourlyFrom: hourly.at(0)?.toISOString() ?? null, gaps };
}
