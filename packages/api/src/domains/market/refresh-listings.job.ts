import type { JobDefinition } from "../../platform/queue/job-queue.ts";
import type { MarketRuntime } from "./market-runtime.ts";
import { refreshListings } from "./refresh-listings.ts";

/** Names of the jobs that refresh listings: two schedules and the manual sync, each joined only with itself. */
export const REFRESH_LISTINGS = {
  top: "refresh-top-listings",
  wide: "refresh-wide-listings",
  manual: "sync-listings",
} as const;

interface Payload {
  coins: number;
}

// A manual sync of everything waits several times for the next minute's budget.
const TIMEOUT_SECONDS = 900;
const RETRIES = 2;

export function refreshListingsJobs(market: MarketRuntime): JobDefinition<Payload>[] {
  const { REFRESH_TOP_SECONDS, REFRESH_TOP_COINS, REFRESH_WIDE_SECONDS, REFRESH_WIDE_COINS } = market.config;
  const common = {
    timeoutSeconds: TIMEOUT_SECONDS,
    retries: RETRIES,
    run: (payload: Payload, run: Parameters<JobDefinition["run"]>[1]) => refreshListings(market, payload.coins, run),
  };
  return [
    {
      ...common,
      name: REFRESH_LISTINGS.top,
      description: `Prices of the ${REFRESH_TOP_COINS} largest coins`,
      every: { seconds: REFRESH_TOP_SECONDS, setting: "REFRESH_TOP_SECONDS" },
      key: () => "schedule",
      scheduledPayload: { coins: REFRESH_TOP_COINS },
    },
    {
      ...common,
      name: REFRESH_LISTINGS.wide,
      description: `Prices of the ${REFRESH_WIDE_COINS} largest coins`,
      every: { seconds: REFRESH_WIDE_SECONDS, setting: "REFRESH_WIDE_SECONDS" },
      key: () => "schedule",
      scheduledPayload: { coins: REFRESH_WIDE_COINS },
    },
    {
      ...common,
      name: REFRESH_LISTINGS.manual,
      description: "Prices, asked for by a person",
      every: null,
      key: () => "manual",
      scheduledPayload: { coins: REFRESH_WIDE_COINS },
    },
  ];
}
