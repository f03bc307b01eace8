import { setTimeout as wait } from "node:timers/promises";
import type { JobRunContext } from "../../platform/queue/job-queue.ts";
import type { MarketRuntime } from "./market-runtime.ts";
import { MarketStateRepository } from "./market-state.repository.ts";
import { ensurePricePartitions } from "./partition.repository.ts";
import { PricePointRepository } from "./price-point.repository.ts";
import { refreshSparklines } from "./refresh-sparklines.ts";
import { SparklineRepository } from "./sparkline.repository.ts";
import { completeReport } from "./write-report.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
const FIRST_LOOK_BACK_MS = 3 * DAY_MS;
const SPARKLINES_AT_ONCE = 25;

/**
 * Rolls 5-minute points up to hours and hours up to days, for every interval that ended since the last run, and redraws
 * the sparklines. Repeating it changes nothing.
 */
export async function rollUpPrices(market: MarketRuntime, run: JobRunContext): Promise<Record<string, unknown>> {
  const state = new MarketStateRepository(market.db.primary);
  const now = market.clock();
  const until = floorTo(now, HOUR_MS);
  const since = (await state.rolledUpUntil()) ?? new Date(now.getTime() - FIRST_LOOK_BACK_MS);
  await ensurePricePartitions(market.db.primary, since, now);
  const [hours, days] = await market.db.primary.transaction().execute(async (trx) => {
    const points = new PricePointRepository(trx);
    // A day is built again from its first hour on, an hour from its first point.
    const rolledHours = await points.rollUp("5m", "1h", floorTo(since, HOUR_MS), until);
    const rolledDays = await points.rollUp("1h", "1d", floorTo(since, DAY_MS), floorTo(now, DAY_MS));
    await new MarketStateRepository(trx).saveRolledUpUntil(until);
    return [rolledHours, rolledDays];
  });
  const sparklines = await redrawSparklines(market, now, run);
  await completeReport(market);
  return { hours, days, sparklines, since: since.toISOString(), until: until.toISOString() };
}

async function redrawSparklines(market: MarketRuntime, now: Date, run: JobRunContext): Promise<number> {
  const coinNos = await new SparklineRepository(market.db.primary).coinNos();
  for (let start = 0; start < coinNos.length; start += SPARKLINES_AT_ONCE) {
    const began = performance.now();
    await refreshSparklines(market.db.primary, coinNos.slice(start, start + SPARKLINES_AT_ONCE), now);
    run.progress(start, coinNos.length, "sparklines");
    if (market.db.kind === "embedded") await wait(performance.now() - began, undefined, { signal: run.signal });
  }
  return coinNos.length;
}

function floorTo(time: Date, widthMs: number): Date {
  return new Date(Math.floor(time.getTime() / widthMs) * widthMs);
}
