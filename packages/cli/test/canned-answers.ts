import type { JobRun } from "@cryptodesk/shared/jobs/job.contract";
import type { CandleSeries, GapMap, PriceHistory } from "@cryptodesk/shared/market/candle.contract";
import type { Comparison } from "@cryptodesk/shared/market/comparison.contract";
import type { CoverageMap } from "@cryptodesk/shared/market/coverage.contract";
import type { CoinDetail, Listing, ListingCount } from "@cryptodesk/shared/market/listing.contract";
import type { MarketOverview } from "@cryptodesk/shared/market/overview.contract";
import type { ProviderStatus, QuarantineEntry, SetAsideRow } from "@cryptodesk/shared/market/provider.contract";
import type { FiatRates } from "@cryptodesk/shared/market/rates.contract";
import type { MarketReport } from "@cryptodesk/shared/market/report.contract";
import type { SimilarCoins } from "@cryptodesk/shared/market/similar.contract";
import type { SystemStatus } from "@cryptodesk/shared/system/status.contract";

export const JOB_ID = "01900000-0000-7000-8000-000000000001";

export const bitcoin: Listing = {
  id: "bitcoin",
  symbol: "BTC",
  name: "Bitcoin",
  imageUrl: null,
  rank: 1,
  priceUsd: "64250.12",
  marketCapUsd: "1271234567890.12",
  fullyDilutedValuationUsd: null,
  volume24hUsd: "31000000000",
  high24hUsd: "65000",
  low24hUsd: "63000",
  change1hPct: 0.1,
  change24hPct: 2.514,
  change7dPct: -1.2,
  circulatingSupply: "19700000",
  totalSupply: "19700000",
  maxSupply: "21000000",
  athUsd: "73738",
  athAt: "2024-03-14T07:10:36.635Z",
  athChangePct: -12.8,
  atlUsd: "67.81",
  atlAt: "2013-07-06T00:00:00.000Z",
  atlChangePct: 94_650,
  categories: ["Layer 1"],
  listedAt: "2013-04-28T00:00:00.000Z",
  source: "coingecko",
  simulated: false,
  asOf: "2026-01-31T11:59:48.000Z",
  receivedAt: "2026-01-31T11:59:50.000Z",
  quarantined: false,
  sparkline7d: null,
};

/** A coin that is unranked, nearly worthless, simulated, and whose name attacks terminals and spreadsheets. */
export const hostile: Listing = {
  ...bitcoin,
  id: "boringdao-[old]",
  symbol: "=CMD()",
  name: '\u001b[31mRed\u0007 \u202Eeman, "quoted"',
  rank: null,
  priceUsd: "0.000000000056366",
  marketCapUsd: null,
  volume24hUsd: null,
  change1hPct: null,
  change24hPct: -1e-9,
  change7dPct: 1.6e39,
  source: "sandbox",
  simulated: true,
  asOf: "2026-01-29T12:00:00.000Z",
};

export const detail: CoinDetail = {
  listing: bitcoin,
  resolvedBy: "symbol",
  alternatives: [{ id: "bitcoin-clone", symbol: "BTC", name: "Clone", rank: null }],
  secondOpinion: { source: "coinmarketcap", priceUsd: "64251", asOf: bitcoin.asOf, differencePct: 0.01 },
  ranges: { high52wUsd: "73738", low52wUsd: "38500", volatility30dPct: 41.2 },
  history: { dailyFrom: "2024-01-01T00:00:00.000Z", hourlyFrom: null, gaps: 2 },
};

const days = (count: number) =>
  Array.from({ length: count }, (_, day) => new Date(Date.UTC(2026, 0, 1 + day)).toISOString());

export const history: PriceHistory = {
  id: "bitcoin",
  interval: "1d",
  from: "2026-01-01T00:00:00.000Z",
  to: "2026-01-31T00:00:00.000Z",
  sources: ["coingecko"],
  simulated: false,
  state: "complete",
  points: days(30).map((at, day) => ({
    at,
    priceUsd: String(60_000 + day * 100),
    marketCapUsd: null,
    volume24hUsd: null,
    segment: day < 15 ? 0 : 1,
  })),
  gaps: [{ from: "2026-01-15T00:00:00.000Z", to: "2026-01-16T00:00:00.000Z", missing: 4, splits: true }],
};

export const candles: CandleSeries = {
  id: "bitcoin",
  timeframe: "1d",
  source: "binance",
  origin: "venue",
  market: "BTCUSDT",
  volumeUnit: "base",
  simulated: false,
  state: "complete",
  candles: days(10).map((openTime, day) => ({
    openTime,
    open: String(100 + day),
    high: String(104 + day),
    low: String(98 + day),
    close: String(day % 2 === 0 ? 103 + day : 99 + day),
    volume: "12.5",
    complete: day < 9,
    segment: 0,
  })),
  gaps: [],
};

export const gapMap: GapMap = {
  id: "bitcoin",
  series: [{ kind: "points", interval: "1d", from: history.from, to: history.to, count: 30, gaps: history.gaps }],
};

export const coverage: CoverageMap = {
  interval: "1d",
  from: "2026-01-01T00:00:00.000Z",
  to: "2026-01-08T00:00:00.000Z",
  bucketDays: 1,
  counts: { complete: 1, pending: 0, none: 0 },
  items: [
    {
      coin: { id: "bitcoin", symbol: "BTC", name: "Bitcoin", rank: 1 },
      state: "complete",
      reachedAt: "2025-01-01T00:00:00.000Z",
      lastError: null,
      firstAt: "2026-01-02T00:00:00.000Z",
      lastAt: "2026-01-06T00:00:00.000Z",
      points: 4,
      missing: 1,
      shares: [null, 1, 0, 0.5, 1, 1, null],
    },
  ],
  nextCursor: null,
};

export const counted: ListingCount = { matching: 1_234, coins: 10_412 };

export const overview: MarketOverview = {
  totalMarketCapUsd: "2400000000000",
  totalMarketCapChange24hPct: -0.4,
  totalVolume24hUsd: "90000000000",
  totalsSource: null,
  totalsAsOf: bitcoin.asOf,
  dominance: [{ id: "bitcoin", symbol: "BTC", pct: 57.3 }],
  breadth: { advancers: 120, decliners: 80, unchanged: 3, unknown: 2 },
  counts: { coins: 205, ranked: 200, stale: 1, quarantined: 0 },
  freshness: { lastRefreshAt: bitcoin.asOf, newestAsOf: bitcoin.asOf, oldestTop50AsOf: bitcoin.asOf },
  trending: [{ id: "pepe", symbol: "PEPE", name: "Pepe", rank: 30, position: 1 }],
  categories: [{ name: "Layer 1", coins: 12 }],
  sources: ["coingecko"],
  simulated: false,
  marketVersion: "42",
};

export const similar: SimilarCoins = {
  id: "bitcoin",
  window: "90d",
  order: "most",
  from: "2026-01-01T00:00:00.000Z",
  simulated: false,
  compared: 1,
  items: [
    {
      coin: { id: "ethereum", symbol: "ETH", name: "Ethereum", rank: 2 },
      correlation: 0.874,
      observations: 90,
      changePct: -2,
    },
  ],
};

export const comparison: Comparison = {
  window: "30d",
  interval: "1d",
  from: "2026-01-01T00:00:00.000Z",
  to: "2026-01-30T00:00:00.000Z",
  simulated: false,
  times: days(3),
  series: [
    {
      id: "bitcoin",
      symbol: "BTC",
      name: "Bitcoin",
      indexed: [100, 101, 103],
      changePct: 3,
      volatilityPct: 40,
      maxDrawdownPct: 1,
    },
    {
      id: "ethereum",
      symbol: "ETH",
      name: "Ethereum",
      indexed: [100, null, 98],
      changePct: -2,
      volatilityPct: null,
      maxDrawdownPct: 2,
    },
  ],
  correlation: [
    [1, null],
    [null, 1],
  ],
};

export const provider: ProviderStatus = {
  id: "coingecko",
  name: "CoinGecko",
  capabilities: ["listings"],
  access: "keyless",
  inUse: true,
  simulated: false,
  state: "closed",
  opensUntil: null,
  lastSuccessAt: bitcoin.asOf,
  lastFailureAt: null,
  lastError: null,
  consecutiveFailures: 0,
  calls24h: 1200,
  failures24h: 6,
  errorRatePct: 0.5,
  budget: { limit: 30, left: 21, windowSeconds: 60, resetsAt: bitcoin.asOf },
};

export const entry: QuarantineEntry = {
  id: JOB_ID,
  coinId: "bitcoin",
  symbol: "BTC",
  name: "Bitcoin",
  lastGoodUsd: "64000",
  proposedUsd: "128000",
  changePct: 100,
  source: "coingecko",
  proposedAsOf: bitcoin.asOf,
  detectedAt: bitcoin.asOf,
  observations: 2,
  state: "pending",
  resolvedAt: null,
  note: null,
};

export const setAsideRow: SetAsideRow = {
  provider: "coingecko",
  externalId: "dust",
  reason: "no_price",
  detail: "current_price is null",
  sample: "{}",
  firstSeenAt: bitcoin.asOf,
  lastSeenAt: bitcoin.asOf,
  times: 3,
};

export const report: MarketReport = {
  date: "2026-01-30",
  writtenAt: "2026-01-31T00:05:00.000Z",
  simulated: false,
  sources: ["coingecko"],
  totalMarketCapUsd: "2400000000000",
  totalMarketCapChangePct: 1.5,
  totalVolume24hUsd: "90000000000",
  dominance: [{ id: "bitcoin", symbol: "BTC", pct: 57.3 }],
  breadth: overview.breadth,
  gainers: [{ id: "pepe", symbol: "PEPE", name: "Pepe", priceUsd: "0.00001", changePct: 40 }],
  losers: [],
  volatility: { marketPct: 50, medianPct: 80, highest: [] },
  dataHealth: { coins: 205, stale: 1, quarantined: 0, setAside: 4, runs: 300, failedRuns: 1, providers: [] },
  summary: ["The market rose by 1.5 %."],
};

export const jobRun: JobRun = {
  id: JOB_ID,
  name: "refresh-listings",
  trigger: "manual",
  state: "succeeded",
  subject: null,
  progress: { done: 250, total: 250, note: null },
  requestedAt: "2026-01-31T11:59:58.000Z",
  startedAt: "2026-01-31T11:59:58.000Z",
  finishedAt: "2026-01-31T11:59:59.000Z",
  durationMs: 1000,
  attempt: 1,
  worker: "worker-1",
  requestId: null,
  result: { read: 250, setAside: { no_price: 2 } },
  error: null,
};

export const status: SystemStatus = {
  version: "0.1.0",
  role: "all",
  startedAt: "2026-01-31T10:00:00.000Z",
  now: "2026-01-31T12:00:00.000Z",
  marketSource: "live",
  simulated: false,
  database: { state: "up", detail: "embedded" },
  redis: { state: "off", detail: "not configured" },
  lastRefreshAt: bitcoin.asOf,
  coins: 205,
  streamClients: 0,
};

export const rates: FiatRates = {
  base: "usd",
  rates: [{ currency: "eur", name: "Euro", perUsd: "0.92" }],
  source: "coingecko",
  asOf: "2026-01-31T11:00:00.000Z",
  simulated: false,
};
