import { LivePrices, type MarketRuntime } from "../market/market.public.ts";
import type { StrategyAccounts } from "./sharing/strategy-accounts.ts";

/** The long-lived parts of strategies in one process; handed to verbs and jobs by the composition root. */
export interface StrategyRuntime {
  readonly market: MarketRuntime;
  readonly livePrices: LivePrices;
  readonly accounts: StrategyAccounts;
}

/** Wires the parts. */
export function createStrategyRuntime(market: MarketRuntime, accounts: StrategyAccounts): StrategyRuntime {
  return { market, livePrices: new LivePrices(market.db, market.ticks), accounts };
}
