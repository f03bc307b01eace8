/** What other domains may use of the market. */
export { coinsBySymbol } from "./find-coin.ts";
export type { MarketRuntime } from "./market-runtime.ts";
export { type CoinName, readCoinNames } from "./read-coin-names.ts";
export { readMarketSummary } from "./read-market-summary.ts";
