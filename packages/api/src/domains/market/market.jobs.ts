import type { JobDefinition, JobRunContext } from "../../platform/queue/job-queue.ts";
import { backfillHistory } from "./backfill-history.ts";
import { completeCandles } from "./complete-candles.ts";
import { crossCheckPrices } from "./cross-check-prices.ts";
import { maintainHistory } from "./maintain-history.ts";
import type { MarketRuntime } from "./market-runtime.ts";
import { refreshGlobal } from "./refresh-global.ts";
import { refreshListingsJobs } from "./refresh-listings.job.ts";
import { repairHistoryJob } from "./repair-history.job.ts";
import { rollUpPrices } from "./roll-up-prices.ts";
import { writeReport } from "./write-report.ts";

type NoPayload = Record<string, never>;

// A backfill run ends before the next one is due.
const BACKFILL_SHARE = 0.8;

/** Every background job of the market. */
export function marketJobs(market: MarketRuntime): JobDefinition[] {
  const { config } = market;
  const scheduled = (
    name: string,
    description: string,
    setting:
      | "GLOBAL_SECONDS"
      | "BACKFILL_SECONDS"
      | "CROSS_CHECK_SECONDS"
      | "CANDLES_SECONDS"
      | "ROLL_UP_SECONDS"
      | "MAINTENANCE_SECONDS"
      | "REPORT_SECONDS",
    run: (run: JobRunContext) => Promise<Record<string, unknown>>,
  ): JobDefinition<NoPayload> => ({
    name,
    description,
    every: { seconds: config[setting], setting },
    timeoutSeconds: 600,
    retries: 2,
    key: () => "schedule",
    scheduledPayload: {},
    run: (_payload, context) => run(context),
  });
  const jobs = [
    ...refreshListingsJobs(market),
    scheduled("refresh-global", "Market totals and trending coins", "GLOBAL_SECONDS", (run) =>
      refreshGlobal(market, run),
    ),
    scheduled("cross-check-prices", "Compares prices with a second provider", "CROSS_CHECK_SECONDS", (run) =>
      crossCheckPrices(market, run),
    ),
    scheduled(
      "backfill-history",
      "Fetches history that is missing, within the providers' budgets",
      "BACKFILL_SECONDS",
      (run) =>
        backfillHistory(market, market.clock().getTime() + config.BACKFILL_SECONDS * 1_000 * BACKFILL_SHARE, run),
    ),
    scheduled("complete-candles", "Finishes candles that were still running", "CANDLES_SECONDS", (run) =>
      completeCandles(market, run),
    ),
    scheduled(
      "roll-up-prices",
      "Rolls 5-minute points up to hours and days, redraws sparklines",
      "ROLL_UP_SECONDS",
      (run) => rollUpPrices(market, run),
    ),
    scheduled("maintain-history", "Retention, partitions", "MAINTENANCE_SECONDS", () => maintainHistory(market)),
    scheduled("write-market-report", "The daily market report", "REPORT_SECONDS", () => writeReport(market)),
    repairHistoryJob(market),
  ];
  // The queue hands each payload back to the definition that made it.
  return jobs as JobDefinition[];
}
