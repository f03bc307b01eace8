import { findGaps, type SeriesGap } from "@cryptodesk/quant/series/find-gaps";
import type { Gap } from "@cryptodesk/shared/market/candle.contract";
import { bucketStart, type HistoryStep, TIMEFRAME_MS, type Timeframe } from "@cryptodesk/shared/market/timeframe";
import type { ServiceContext } from "../../platform/service-context.ts";
import { CoverageRepository } from "./coverage.repository.ts";
import type { HistorySpan } from "./history-span.ts";
import type { ListingRow } from "./listing-row.ts";
import { type MarketRuntime, providersFor } from "./market-runtime.ts";
import { ensurePricePartitions } from "./partition.repository.ts";
import { PricePointRepository, type PricePointRow } from "./price-point.repository.ts";
import { REPAIR_HISTORY, type RepairPayload } from "./repair-history.job.ts";

const DAY_MS = 86_400_000;
// Computed history is stored as it is looked at, so that the next look reads it.
const MAX_COMPUTED_POINTS = 3_000;

export type HistoryState = "complete" | "backfilling" | "none";

export interface PriceSeries {
  points: PricePointRow[];
  state: HistoryState;
}

/**
 * A coin's points of one step in [from, to), with the running interval's price at the end. What is missing is computed
 * at once where the source can (sandbox); else a fetch is queued and the state says so.
 */
export async function readPriceSeries(
  ctx: ServiceContext,
  market: MarketRuntime,
  coin: ListingRow,
  span: HistorySpan,
): Promise<PriceSeries> {
  const { step, from, to } = span;
  const repository = new PricePointRepository(ctx.db.replica);
  const coverage = step === "5m" ? null : await new CoverageRepository(ctx.db.replica).find(coin.no, step);
  let points = await repository.read(coin.no, step, from, to);
  const complete = coverage?.state === "complete";
  if (!complete && (await computeMissing(ctx, market, coin, span, points))) {
    points = await new PricePointRepository(ctx.db.primary).read(coin.no, step, from, to);
  }
  const state =
    complete || market.simulated() ? "complete" : await fetchingState(ctx, coin, step, coverage?.state, points.length);
  return { points: withRunningInterval(points, coin, span), state };
}

/**
 * Computes and stores what is missing, where a source can compute history.
 * @returns true when something was added
 */
export async function computeMissing(
  ctx: Pick<ServiceContext, "db" | "clock">,
  market: Pick<MarketRuntime, "providers" | "simulated">,
  coin: Pick<ListingRow, "no" | "id">,
  { step, from, to }: HistorySpan,
  stored: readonly Pick<PricePointRow, "at">[],
): Promise<boolean> {
  const provider = providersFor(market, "history").find(({ instantHistory }) => instantHistory);
  const reachDays = provider?.historyReachDays[step];
  if (!provider?.history || reachDays === undefined) return false;
  const width = TIMEFRAME_MS[step];
  const now = ctx.clock();
  const reach = Math.max(
    from.getTime(),
    now.getTime() - reachDays * DAY_MS,
    to.getTime() - MAX_COMPUTED_POINTS * width,
  );
  const start = new Date(Math.ceil(reach / width) * width);
  const end = new Date(Math.min(to.getTime(), bucketStart(now.getTime(), step)));
  const expected = Math.floor((end.getTime() - start.getTime()) / width);
  if (expected <= 0 || stored.filter(({ at }) => at >= start && at < end).length >= expected) return false;
  const call = { signal: AbortSignal.timeout(2_000), now };
  const points = await provider.history({ externalId: coin.id, step, from: start, to: end }, call);
  await ensurePricePartitions(ctx.db.primary, start, end);
  const added = await new PricePointRepository(ctx.db.primary).save(coin.no, step, provider.id, points);
  return added > 0;
}

async function fetchingState(
  ctx: ServiceContext,
  coin: ListingRow,
  step: HistoryStep,
  known: "pending" | "complete" | "none" | undefined,
  found: number,
): Promise<HistoryState> {
  if (step === "5m") return found > 0 ? "complete" : "none";
  if (known === "none") return found > 0 ? "complete" : "none";
  const payload: RepairPayload = { coinId: coin.id, anew: false };
  const request = { trigger: "demand" as const, requestId: ctx.requestId, subject: coin.id };
  await ctx.queue.request({ name: REPAIR_HISTORY }, coin.id, payload, request);
  return "backfilling";
}

/** The interval that is still running is not rolled up yet: the listing's price stands for it. */
function withRunningInterval(
  points: PricePointRow[],
  coin: ListingRow,
  { step, from, to }: HistorySpan,
): PricePointRow[] {
  const at = new Date(bucketStart(coin.as_of.getTime(), step));
  const last = points.at(-1);
  if (at < from || at >= to || (last && last.at >= at)) return points;
  const point: PricePointRow = {
    at,
    price_usd: coin.price_usd,
    open_usd: null,
    high_usd: null,
    low_usd: null,
    market_cap_usd: coin.market_cap_usd,
    volume_24h_usd: coin.volume_24h_usd,
    source: coin.source,
  };
  return [...points, point];
}

/** Gaps and segment numbers of a series, in the contract's words. */
export function splitSeries(times: readonly Date[], timeframe: Timeframe): { gaps: Gap[]; segments: number[] } {
  const { gaps, segments } = findGaps(
    times.map((time) => time.getTime()),
    TIMEFRAME_MS[timeframe],
  );
  return { gaps: gaps.map(toGap), segments };
}

export function toGap({ fromMs, toMs, missing, splits }: SeriesGap): Gap {
  return { from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString(), missing, splits };
}
