import { DAY_MS } from "@cryptodesk/quant/calendar/utc-day";
import { remarkOf } from "@cryptodesk/quant/remarks/remark";
import { bucketStart } from "@cryptodesk/shared/market/timeframe";
import type { Remark } from "@cryptodesk/shared/strategy/backtest.contract";
import type { Universe } from "@cryptodesk/shared/strategy/rules.contract";
import type { Db } from "../../../platform/database/database.ts";
import { type RankedDay, readRankHistory, readRanksOfNow } from "../../market/market.public.ts";
import { isoOf, type RunSpan } from "./run-span.ts";

export interface Membership {
  readonly from: number;
  /** Exclusive; null: still. */
  readonly to: number | null;
}

export interface RankedUniverse {
  /** When each coin belongs to it, largest coin of the beginning first. */
  readonly members: ReadonlyMap<string, Membership[]>;
  readonly remarks: Remark[];
}

type TopUniverse = Extract<Universe, { kind: "top" }>;

// A ranking of a few coins of which history happens to be stored says nothing of the largest ones.
const LEAST_KNOWN = { times: 2, atMost: 50 } as const;

/**
 * Which coins were the largest ones through a run, decided at each rebalance from market caps of the day before. Where
 * those are not stored, the next ranking that is known stands in, and the remarks say so.
 */
export async function rankedUniverse(
  db: Db,
  universe: TopUniverse,
  { fromMs, toMs }: RunSpan,
): Promise<RankedUniverse> {
  const days = rebalanceDays(universe.rebalance, fromMs, toMs);
  const ranked = await readRankHistory(db, days, universe);
  const enough = Math.max(universe.count, Math.min(LEAST_KNOWN.atMost, LEAST_KNOWN.times * universe.count));
  const isKnown = ({ known }: RankedDay) => known >= enough;
  const now = ranked.some((day) => !isKnown(day)) ? await readRanksOfNow(db, universe) : [];
  const remarks = [remarkOf("survivorship", { size: universe.count })];
  const missing = ranked.filter((day) => !isKnown(day));
  if (missing.length > 0) {
    const day = isoOf(missing[0]?.atMs ?? fromMs).slice(0, 10);
    remarks.push(remarkOf("ranks-unknown", { missing: missing.length, all: ranked.length, day }));
  }
  return { members: membersOf(ranked, isKnown, now), remarks };
}

function membersOf(
  ranked: readonly RankedDay[],
  isKnown: (day: RankedDay) => boolean,
  now: readonly string[],
): Map<string, Membership[]> {
  const members = new Map<string, { from: number; to: number | null }[]>();
  let next: readonly string[] = now;
  const chosen = ranked
    .toReversed()
    .map((day) => {
      if (isKnown(day)) next = day.coins;
      return { atMs: day.atMs, coins: next };
    })
    .toReversed();
  for (const [index, { atMs, coins }] of chosen.entries()) {
    const before = chosen[index - 1]?.coins ?? [];
    for (const coin of before) if (!coins.includes(coin)) endOf(members, coin, atMs);
    for (const coin of coins) {
      if (before.includes(coin)) continue;
      members.set(coin, [...(members.get(coin) ?? []), { from: atMs, to: null }]);
    }
  }
  return members;
}

function endOf(members: ReadonlyMap<string, { from: number; to: number | null }[]>, coin: string, atMs: number): void {
  const last = members.get(coin)?.at(-1);
  if (last) last.to = atMs;
}

/** Starts of the days on which membership is decided: the last one up to the beginning, and all that follow. */
function rebalanceDays(every: TopUniverse["rebalance"], fromMs: number, toMs: number): number[] {
  const days: number[] = [];
  for (let at = periodStart(every, fromMs); at < toMs; at = nextPeriod(every, at)) days.push(at);
  return days;
}

function periodStart(every: TopUniverse["rebalance"], ms: number): number {
  if (every !== "1M") return bucketStart(ms, every);
  const date = new Date(ms);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
}

function nextPeriod(every: TopUniverse["rebalance"], ms: number): number {
  if (every !== "1M") return ms + (every === "1w" ? 7 : 1) * DAY_MS;
  const date = new Date(ms);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
}
