import { setTimeout as wait } from "node:timers/promises";
import { median } from "@cryptodesk/quant/statistics/quantile";
import { type HistoryStep, MAX_JOINED_GAP_INTERVALS, TIMEFRAME_MS } from "@cryptodesk/shared/market/timeframe";
import type { JobRunContext } from "../../platform/queue/job-queue.ts";
import { backfillCandles, venueOf } from "./backfill-candles.ts";
import { type Coverage, CoverageRepository, type PendingSeries, type Series } from "./coverage.repository.ts";
import { type MarketRuntime, providersFor } from "./market-runtime.ts";
import { ensurePricePartitions } from "./partition.repository.ts";
import { PricePointRepository } from "./price-point.repository.ts";
import {
  type MarketProvider,
  type PricePointDraft,
  type ProviderCall,
  ProviderError,
} from "./providers/market-provider.ts";
import { RefreshRepository } from "./refresh.repository.ts";
import { refreshSparklines } from "./refresh-sparklines.ts";
import { completeReport } from "./write-report.ts";

const DAY_MS = 86_400_000;
const BATCH = 25;
const MAX_ATTEMPTS = 5;
// A provider that is out of order for an hour is not without the coin's history for good.
const GIVEN_UP_MS = DAY_MS;
const MIN_POINTS_TO_JUDGE = 5;
/** Days that one step of a series covers: small enough to commit often, large enough to spare requests. */
const CHUNK_DAYS = { instant: { "1h": 15, "1d": 365 }, fetched: { "1h": 90, "1d": 365 } } as const;
// The series whose end shows in every list; its first week comes before anything else.
const FIRST_CHUNK_DAYS = 7;

export interface BackfillResult extends Record<string, unknown> {
  series: number;
  points: number;
  pending: number;
  /** Why the run ended early; null when it did not. */
  paused: string | null;
}

/**
 * Fetches missing history, a chunk at a time, until `untilMs` or until a provider's budget is spent. Every chunk is
 * committed with how far it reached, so a run that dies loses nothing and the next one goes on there. The run that brings
 * the last of it also writes today's report again, where that was written without history. A series that was given up after
 * errors that may pass is tried anew a day later.
 */
export async function backfillHistory(
  market: MarketRuntime,
  untilMs: number,
  run: JobRunContext,
): Promise<BackfillResult> {
  const coverage = new CoverageRepository(market.db.primary);
  const now = market.clock();
  await coverage.openMissing(seriesOf(market), now);
  await coverage.reopenGivenUp(MAX_ATTEMPTS, new Date(now.getTime() - GIVEN_UP_MS), now);
  const result: BackfillResult = { series: 0, points: 0, pending: await coverage.countPending(), paused: null };
  const total = result.pending;
  while (market.clock().getTime() < untilMs && !run.signal.aborted) {
    const pending = await coverage.nextPending(BATCH);
    if (pending.length === 0) break;
    for (const series of pending) {
      if (market.clock().getTime() >= untilMs || run.signal.aborted) break;
      const outcome = await backfillOnce(market, coverage, series, { signal: run.signal, patient: true });
      result.points += outcome.points;
      result.series += 1;
      if (outcome.paused !== null) {
        result.paused = outcome.paused;
        result.pending = await coverage.countPending();
        return result;
      }
    }
    result.pending = await coverage.countPending();
    run.progress(total - result.pending, total, `${result.points} points`);
  }
  if (result.points > 0 && result.pending === 0) await completeReport(market);
  return result;
}

/** Which series are kept for each coin: the sandbox's points carry open, high and low, so it needs no venue candles. */
export function seriesOf(market: Pick<MarketRuntime, "providers" | "simulated">): Series[] {
  return venueOf(market) ? ["1h", "1d", "candles-1h", "candles-1d"] : ["1h", "1d"];
}

/** One chunk of one series. @returns the points it brought, and why everything should pause, if it should */
export async function backfillOnce(
  market: MarketRuntime,
  coverage: CoverageRepository,
  pending: PendingSeries,
  run: Pick<JobRunContext, "signal"> & { patient?: boolean },
): Promise<{ points: number; paused: string | null }> {
  const began = performance.now();
  try {
    const points = pending.series.startsWith("candles-")
      ? await backfillCandles(market, coverage, pending, run)
      : await backfillPoints(market, coverage, pending, run);
    // The embedded database works on the thread that serves requests: leave it as much time as was taken.
    if (market.db.kind === "embedded") await wait(performance.now() - began, undefined, { signal: run.signal });
    return { points, paused: null };
  } catch (error) {
    if (run.signal.aborted) throw error;
    return { points: 0, paused: await noteFailure(market, coverage, pending, error) };
  }
}

async function backfillPoints(
  market: MarketRuntime,
  coverage: CoverageRepository,
  pending: PendingSeries,
  call: Omit<ProviderCall, "now">,
): Promise<number> {
  const step = pending.series as Extract<HistoryStep, "1h" | "1d">;
  const source = await sourceOf(market, pending, step);
  const now = market.clock();
  if (!source) {
    await saveState(
      coverage,
      pending,
      { state: "none", reached: null, lastError: "no source has history of this coin" },
      now,
    );
    return 0;
  }
  const target = targetOf(market, step, source.reachDays, now);
  const to = pending.reached ?? now;
  const from = new Date(
    Math.max(target.getTime(), to.getTime() - chunkDays(source.provider, step, pending.reached) * DAY_MS),
  );
  const points = await source.fetch({ from, to }, { ...call, now });
  if (isCoarserThan(step, points)) {
    const lastError = `${source.provider.name} has only coarser points of this coin`;
    await saveState(coverage, pending, { state: "none", reached: null, lastError }, now);
    return 0;
  }
  await ensurePricePartitions(market.db.primary, from, now);
  await market.db.primary.transaction().execute(async (trx) => {
    await new PricePointRepository(trx).save(pending.coinNo, step, source.provider.id, points);
    // Nothing older was given: the coin is younger than the target.
    const exhausted = points.length === 0 || from <= target;
    await saveState(
      new CoverageRepository(trx),
      pending,
      { state: exhausted ? "complete" : "pending", reached: from, lastError: null },
      now,
    );
  });
  if (step === "1h" && pending.reached === null) await refreshSparklines(market.db.primary, [pending.coinNo], now);
  return points.length;
}

/** Points of a longer interval than asked for would read as one hole after the other. */
function isCoarserThan(step: HistoryStep, points: readonly PricePointDraft[]): boolean {
  if (points.length < MIN_POINTS_TO_JUDGE) return false;
  const spacings = points.slice(1).map(({ at }, index) => at.getTime() - (points[index]?.at.getTime() ?? 0));
  return (median(spacings) ?? 0) > MAX_JOINED_GAP_INTERVALS * TIMEFRAME_MS[step];
}

function targetOf(market: MarketRuntime, step: "1h" | "1d", reachDays: number, now: Date): Date {
  const wanted = step === "1h" ? market.config.BACKFILL_HOURLY_DAYS : market.config.BACKFILL_DAILY_DAYS;
  return new Date(now.getTime() - Math.min(wanted, reachDays) * DAY_MS);
}

function chunkDays(provider: MarketProvider, step: "1h" | "1d", reached: Date | null): number {
  if (!provider.instantHistory) return CHUNK_DAYS.fetched[step];
  return step === "1h" && reached === null ? FIRST_CHUNK_DAYS : CHUNK_DAYS.instant[step];
}

/** The first provider that has history of this coin at this step. */
async function sourceOf(market: MarketRuntime, pending: PendingSeries, step: HistoryStep) {
  for (const provider of providersFor(market, "history")) {
    const reachDays = provider.historyReachDays[step];
    const { history } = provider;
    if (reachDays === undefined || !history) continue;
    const externalId = await externalIdOf(market, provider, pending.coinId);
    if (externalId === null) continue;
    const fetch = (span: { from: Date; to: Date }, call: ProviderCall) =>
      history.call(provider, { externalId, step, ...span }, call);
    return { provider, reachDays, fetch };
  }
  return null;
}

async function externalIdOf(market: MarketRuntime, provider: MarketProvider, coinId: string): Promise<string | null> {
  const ids = await new RefreshRepository(market.db.primary).externalIds(provider.id, [coinId]);
  return ids.get(coinId) ?? null;
}

function saveState(
  coverage: CoverageRepository,
  pending: PendingSeries,
  change: { state: Coverage["state"]; reached: Date | null; lastError: string | null },
  now: Date,
): Promise<void> {
  return coverage.save(pending.coinNo, pending.series, { ...change, attempts: 0 }, now);
}

/** @returns the reason to pause all backfilling: the provider wants rest; null for a failure of this series alone */
async function noteFailure(
  market: MarketRuntime,
  coverage: CoverageRepository,
  pending: PendingSeries,
  error: unknown,
): Promise<string | null> {
  const message = error instanceof Error ? error.message : String(error);
  const kind = error instanceof ProviderError ? error.kind : null;
  if (kind === "budget_spent" || kind === "throttled" || kind === "breaker_open") return message;
  if (kind === null) throw error;
  const attempts = pending.attempts + 1;
  const hopeless = kind === "not_found" || kind === "bad_request" || attempts >= MAX_ATTEMPTS;
  const state = hopeless ? "none" : "pending";
  await coverage.save(
    pending.coinNo,
    pending.series,
    { reached: pending.reached, state, attempts, lastError: message },
    market.clock(),
  );
  return null;
}
