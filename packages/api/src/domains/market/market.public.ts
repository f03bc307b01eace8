/** What other domains may use of the market. */
export type { MarketRuntime } from "./market-runtime.ts";
export { readMarketSummary } from "./read-market-summary.ts";
