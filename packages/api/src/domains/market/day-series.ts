import { DAY_MS } from "@cryptodesk/quant/calendar/utc-day";
import type { ServiceContext } from "../../platform/service-context.ts";
import { FiatRateRepository } from "./fiat-rate.repository.ts";
import { GlobalRepository } from "./global.repository.ts";
import { type MarketRuntime, providersFor } from "./market-runtime.ts";
import { PricePointRepository } from "./price-point.repository.ts";
import { computeMissing } from "./price-series.ts";
import { REPAIR_HISTORY, type RepairPayload } from "./repair-history.job.ts";

/**
 * A value for each of some days, as texts with commas that a reader takes apart where it has the time: days since 1970,
 * exact decimals, and who says so, which is one name where all days have the same.
 */
export interface DaySeries {
  id: string;
  days: string;
  values: string;
  sources: string;
}

/** The id under which the market cap of everything stands beside the prices of coins. */
export const TOTAL_MARKET = "total-market";

type Reading = Pick<ServiceContext, "db" | "clock" | "queue" | "requestId">;

// A source that computes rates does so for one day in a fraction of a millisecond: between so many others may run.
const DAYS_AT_ONCE = 20;
const COMPUTED_RATE_DAYS = 730;

/**
 * Closing prices in US dollars of coins by day since `fromDay`, `YYYY-MM-DD`, as the text of a list of `DaySeries`. What
 * is missing is computed first where the source can; else its fetch is queued, and what is there is answered.
 */
export async function readDayCloses(
  ctx: Reading,
  market: MarketRuntime,
  coinIds: readonly string[],
  fromDay: string,
): Promise<string> {
  const coins = coinIds.filter((id) => id !== TOTAL_MARKET);
  const repository = new PricePointRepository(ctx.db.primary);
  const from = new Date(`${fromDay}T00:00:00Z`);
  const to = ctx.clock();
  const wanted = Math.floor((to.getTime() - from.getTime()) / DAY_MS);
  for (const coin of await repository.dayCoverage(coins, fromDay)) {
    if (coin.days >= wanted || coin.state === "complete" || coin.state === "none") continue;
    if (market.simulated()) await computeMissing(ctx, market, coin, { step: "1d", from, to }, []);
    else await requestHistory(ctx, coin.id);
  }
  const closes = await repository.dayCloses(coins, fromDay);
  if (coins.length === coinIds.length) return closes;
  return joined(closes, await new GlobalRepository(ctx.db.primary).dayCaps(fromDay));
}

/** Asks for a fetch of what a coin's history lacks, or joins the one in flight. */
export async function requestHistory(ctx: Pick<Reading, "queue" | "requestId">, coinId: string): Promise<void> {
  const payload: RepairPayload = { coinId, anew: false };
  const request = { trigger: "demand" as const, requestId: ctx.requestId, subject: coinId };
  await ctx.queue.request({ name: REPAIR_HISTORY }, coinId, payload, request);
}

/** What a dollar was worth in other money by day since `fromDay`, as the text of a list of `DaySeries` by currency. */
export async function readDayRates(
  ctx: Pick<Reading, "db" | "clock">,
  market: MarketRuntime,
  currencies: readonly string[],
  fromDay: string,
): Promise<string> {
  await computeRates(ctx, market, fromDay);
  return new FiatRateRepository(ctx.db.primary).daySeries(currencies, fromDay);
}

/** Rates of days gone by, from a source that computes them: simulated ones are a function of the time. */
async function computeRates(ctx: Pick<Reading, "db" | "clock">, market: MarketRuntime, fromDay: string): Promise<void> {
  if (!market.simulated()) return;
  const provider = providersFor(market, "rates").find(({ instantHistory }) => instantHistory);
  if (provider?.rates === undefined) return;
  const repository = new FiatRateRepository(ctx.db.primary);
  const today = Math.floor(ctx.clock().getTime() / DAY_MS);
  const first = Math.max(Math.ceil(Date.parse(`${fromDay}T00:00:00Z`) / DAY_MS), today - COMPUTED_RATE_DAYS);
  const known = await repository.knownDays(dayOf(first));
  const missing = Array.from({ length: Math.max(0, today - first + 1) }, (_, at) => first + at).filter(
    (day) => !known.has(dayOf(day)),
  );
  for (const [at, day] of missing.entries()) {
    const now = new Date(Math.min((day + 1) * DAY_MS - 1, ctx.clock().getTime()));
    await repository.saveDay(provider.id, await provider.rates({ signal: AbortSignal.timeout(2_000), now }));
    if (at % DAYS_AT_ONCE === 0) await new Promise((resolve) => setImmediate(resolve));
  }
}

function dayOf(dayNumber: number): string {
  return new Date(dayNumber * DAY_MS).toISOString().slice(0, 10);
}

/** Two texts of lists as one. */
function joined(left: string, right: string): string {
  if (left === "[]") return right;
  return right === "[]" ? left : `${left.slice(0, -1)},${right.slice(1)}`;
}
