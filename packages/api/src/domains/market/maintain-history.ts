import { JobRunStore } from "../../platform/queue/job-run.repository.ts";
import type { MarketRuntime } from "./market-runtime.ts";
import { ensurePricePartitions } from "./partition.repository.ts";
import { PricePointRepository } from "./price-point.repository.ts";
import { ProviderRepository } from "./provider.repository.ts";
import { SetAsideRepository } from "./set-aside.repository.ts";

const DAY_MS = 86_400_000;

/** Retention and upkeep: old fine points, runs and set-aside rows go; partitions of the months to come are made. */
export async function maintainHistory(market: MarketRuntime): Promise<Record<string, unknown>> {
  const { db, config, clock } = market;
  const now = clock();
  const before = (days: number) => new Date(now.getTime() - days * DAY_MS);
  await ensurePricePartitions(db.primary, now, before(-62));
  const points = new PricePointRepository(db.primary);
  const runsBefore = before(config.RETENTION_RUNS_DAYS);
  const result = {
    points5m: await points.deleteBefore("5m", before(config.RETENTION_5M_DAYS)),
    points1h: await points.deleteBefore("1h", before(config.RETENTION_1H_DAYS)),
    runs: await new JobRunStore(db.primary, clock).deleteBefore(runsBefore),
    setAside: await new SetAsideRepository(db.primary).deleteBefore(runsBefore),
  };
  await new ProviderRepository(db.primary).deleteCallsBefore(runsBefore);
  return result;
}
