import { DAY_MS } from "@cryptodesk/quant/calendar/utc-day";
import type { Db } from "../../platform/database/database.ts";
import { RankHistoryRepository } from "./rank-history.repository.ts";

/** Coins by market cap as they were known when a day began. */
export interface RankedDay {
  /** Start of the day, ms. */
  atMs: number;
  /** Ids, largest first; at most as many as were asked for. */
  coins: string[];
  /** How many coins' market caps are known of that day. */
  known: number;
}

/**
 * The largest coins at the start of each of some days, from the market caps stored of the day before: what could be known
 * then. Days of which nothing is stored have no coins. Days ascend.
 *
 * Only coins that this desk has met are ranked: one that went under before it was set up is missing.
 * @param withStablecoins false: without coins whose categories say so, and without those that never left one dollar
 */
export async function readRankHistory(
  db: Db,
  daysMs: readonly number[],
  { count, withStablecoins }: { count: number; withStablecoins: boolean },
): Promise<RankedDay[]> {
  const before = daysMs.map((ms) => new Date(ms - DAY_MS));
  const rows = await new RankHistoryRepository(db).largest(before, count, withStablecoins);
  const found = new Map(rows.map(({ at, coins, known }) => [at.getTime() + DAY_MS, { coins, known }]));
  return daysMs.map((atMs) => ({ atMs, ...(found.get(atMs) ?? { coins: [], known: 0 }) }));
}

/** The largest coins of now, by the latest listings. */
export function readRanksOfNow(
  db: Db,
  { count, withStablecoins }: { count: number; withStablecoins: boolean },
): Promise<string[]> {
  return new RankHistoryRepository(db).largestNow(count, withStablecoins);
}
