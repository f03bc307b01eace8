import type { RedisLink } from "../../platform/redis/redis-link.ts";
import { LivePrices, type MarketRuntime } from "../market/market.public.ts";
import { PaperComparisons } from "./paper/paper-comparison.ts";
import { createRunRuntime, type RunRuntime } from "./runs/run-runtime.ts";
import type { StrategyAccounts } from "./sharing/strategy-accounts.ts";

/** The long-lived parts of strategies in one process; handed to verbs and jobs by the composition root. */
export interface StrategyRuntime {
  readonly market: MarketRuntime;
  readonly livePrices: LivePrices;
  readonly accounts: StrategyAccounts;
  readonly runs: RunRuntime;
  readonly paperComparisons: PaperComparisons;
}

/** Wires the parts. */
export function createStrategyRuntime(
  market: MarketRuntime,
  accounts: StrategyAccounts,
  redis: RedisLink,
): StrategyRuntime {
  const runs = createRunRuntime(market, redis);
  return {
    market,
    livePrices: new LivePrices(market.db, market.ticks),
    accounts,
    runs,
    paperComparisons: new PaperComparisons(market),
  };
}
