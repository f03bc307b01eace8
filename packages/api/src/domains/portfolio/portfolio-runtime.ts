import { availableParallelism } from "node:os";
import { LivePrices, type MarketRuntime } from "../market/market.public.ts";
import { Calculations } from "./calculation/calculations.ts";
import { LivePricing } from "./calculation/live-pricing.ts";
import { ThreadPool } from "./calculation/thread-pool.ts";

/** The long-lived parts of portfolios in one process; handed to verbs by the composition root. */
export interface PortfolioRuntime {
  readonly market: MarketRuntime;
  readonly livePrices: LivePrices;
  readonly pricing: LivePricing;
  readonly calculations: Calculations;
  /** Ends the calculation threads. Safe to call twice. */
  close(): Promise<void>;
}

// A calculation that takes longer has gone wrong: half a million transactions take a few seconds.
const TIMEOUT_MS = 60_000;
const MAX_THREADS = 4;

/** Wires the parts; no thread is started before it is needed. */
export function createPortfolioRuntime(market: MarketRuntime): PortfolioRuntime {
  const threads = Math.min(MAX_THREADS, Math.max(1, availableParallelism() - 1));
  const pool = new ThreadPool({ threads, timeoutMs: TIMEOUT_MS, logger: market.logger });
  const livePrices = new LivePrices(market.db, market.ticks);
  return {
    market,
    livePrices,
    pricing: new LivePricing(market, livePrices),
    calculations: new Calculations({ pool, market, livePrices }),
    close: () => pool.close(),
  };
}
