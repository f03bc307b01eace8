import type { JobDefinition, JobRunContext } from "../../platform/queue/job-queue.ts";
import { backfillOnce, seriesOf } from "./backfill-history.ts";
import { CoverageRepository, type PendingSeries } from "./coverage.repository.ts";
import { ListingRepository } from "./listing.repository.ts";
import type { MarketRuntime } from "./market-runtime.ts";

/** Name of the job that fetches one coin's missing history, asked for by a person or by a chart that lacks it. */
export const REPAIR_HISTORY = "repair-history";

export interface RepairPayload {
  coinId: string;
  /** Look at everything again, also at what was fetched before. */
  anew: boolean;
}

export function repairHistoryJob(market: MarketRuntime): JobDefinition<RepairPayload> {
  return {
    name: REPAIR_HISTORY,
    description: "Fetches what is missing in one coin's history",
    every: null,
    timeoutSeconds: 600,
    retries: 2,
    key: ({ coinId }) => coinId,
    scheduledPayload: { coinId: "", anew: false },
    run: (payload, run) => repairHistory(market, payload, run),
  };
}

/** Fills every series of one coin until complete or until the provider wants rest; the backfill goes on from there. */
async function repairHistory(
  market: MarketRuntime,
  { coinId, anew }: RepairPayload,
  run: JobRunContext,
): Promise<Record<string, unknown>> {
  const coin = await new ListingRepository(market.db.primary).findById(coinId);
  if (!coin) return { points: 0, series: 0, paused: "the coin is not listed any more" };
  const coverage = new CoverageRepository(market.db.primary);
  if (anew) await coverage.reopen(coin.no, market.clock());
  const wanted = seriesOf(market);
  let points = 0;
  for (const [index, series] of wanted.entries()) {
    for (let rounds = 0; rounds < 1_000; rounds += 1) {
      run.signal.throwIfAborted();
      const known = await coverage.find(coin.no, series);
      if (known && known.state !== "pending") break;
      const pending: PendingSeries = {
        coinNo: coin.no,
        coinId,
        symbol: coin.symbol,
        series,
        reached: known?.reached ?? null,
        attempts: known?.attempts ?? 0,
      };
      const outcome = await backfillOnce(market, coverage, pending, run);
      points += outcome.points;
      run.progress(index, wanted.length, `${series}: ${points} points`);
      if (outcome.paused !== null) return { points, series: index, paused: outcome.paused };
    }
  }
  run.progress(wanted.length, wanted.length, `${points} points`);
  return { points, series: wanted.length, paused: null };
}
