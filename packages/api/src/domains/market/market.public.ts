/** What other domains may use of the market. */
export { type DaySeries, readDayCloses, readDayRates } from "./day-series.ts";
export { coinsBySymbol } from "./find-coin.ts";
export { largestCoins } from "./largest-coins.ts";
export { type LivePrice, LivePrices } from "./live-prices.ts";
export type { MarketRuntime } from "./market-runtime.ts";
export { type CoinName, readCoinNames } from "./read-coin-names.ts";
export { readMarketSummary } from "./read-market-summary.ts";
