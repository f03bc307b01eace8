/** What other domains may use of the market. */
export {
  type CandleSpan,
  type CandleStock,
  type CoinColumns,
  readCandleColumns,
  surveyCandles,
} from "./candle-columns.ts";
export { completeCandlesOf } from "./complete-candles.ts";
export { type DaySeries, readDayCloses, readDayRates, requestHistory } from "./day-series.ts";
export { coinsBySymbol } from "./find-coin.ts";
export { largestCoins } from "./largest-coins.ts";
export { type LivePrice, LivePrices } from "./live-prices.ts";
export type { MarketRuntime } from "./market-runtime.ts";
export { type RankedDay, readRankHistory, readRanksOfNow } from "./rank-history.ts";
export { type CoinName, readCoinNames } from "./read-coin-names.ts";
export { readMarketSummary } from "./read-market-summary.ts";
