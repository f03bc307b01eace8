import type { JobDefinition } from "../../../platform/queue/job-queue.ts";
import type { StrategyRuntime } from "../strategy-runtime.ts";
import { followPaperAccounts } from "./follow-paper.ts";
import { FollowedCandles } from "./followed-candles.ts";
import { paperMarketOf } from "./paper-market.ts";

/** The look at every paper account, again and again. */
export function followPaperJob(strategies: StrategyRuntime): JobDefinition {
  const { db, clock, config, logger } = strategies.market;
  return {
    name: "follow-paper-accounts",
    description: "Records the signals of strategies that are followed on paper, and fills them at live prices",
    every: { seconds: config.PAPER_SECONDS, setting: "PAPER_SECONDS" },
    timeoutSeconds: 600,
    retries: 0,
    key: () => "schedule",
    scheduledPayload: {},
    run: (_payload, run) => {
      const warn = (paperId: string, error: unknown) =>
        logger.warn(
          { paperId, err: error instanceof Error ? error.message : String(error) },
          "paper account not followed",
        );
      return followPaperAccounts({ db, clock, market: paperMarketOf(strategies), warn }, run);
    },
  };
}

/** The candles that paper accounts wait for. */
export function completeFollowedCandlesJob({ market }: Pick<StrategyRuntime, "market">): JobDefinition {
  const followed = new FollowedCandles(market);
  return {
    name: "complete-followed-candles",
    description: "Fetches the candles that have just closed of coins that are followed on paper",
    every: { seconds: market.config.PAPER_SECONDS, setting: "PAPER_SECONDS" },
    timeoutSeconds: 120,
    retries: 0,
    key: () => "schedule",
    scheduledPayload: {},
    run: (_payload, run) => followed.complete(run),
  };
}
