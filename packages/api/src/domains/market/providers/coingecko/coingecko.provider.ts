import type { HistoryStep, Timeframe } from "@cryptodesk/shared/market/timeframe";
import { type GateDeps, HttpGate } from "../http-gate.ts";
import type { ErrorCodes } from "../http-gate-answer.ts";
import { readBatch, shapeError } from "../listing-batch.ts";
import {
  type CandleRequest,
  type HistoryRequest,
  type MarketProvider,
  type ProviderCall,
  ProviderError,
} from "../market-provider.ts";
import type { RegisteredProvider } from "../registered-provider.ts";
import { coinGeckoRows, normaliseGlobal, normaliseTrending } from "./coingecko.normalise.ts";
import {
  CoinGeckoChart,
  CoinGeckoGlobal,
  CoinGeckoMarkets,
  CoinGeckoOhlc,
  CoinGeckoPing,
  CoinGeckoRates,
  CoinGeckoTrending,
} from "./coingecko.schema.ts";
import { normaliseChart, normaliseOhlc } from "./coingecko-history.normalise.ts";
import { normaliseRates } from "./coingecko-rates.normalise.ts";

export interface CoinGeckoSettings {
  /** Default: the public or the pro address, by plan. */
  baseUrl: string | undefined;
  apiKey: string | undefined;
  /** Kind of the key. */
  plan: "demo" | "pro";
  /** Default: 10 without a key, 30 demo, 500 pro. */
  callsPerMinute: number | undefined;
}

type Access = "keyless" | "demo" | "pro";

// CoinGecko serves at most 250 rows per page.
const PAGE_SIZE = 250;
const DAY_MS = 86_400_000;
const CALLS_PER_MINUTE = { keyless: 10, demo: 30, pro: 500 } as const satisfies Record<Access, number>;
// Without a paid plan history ends 365 days back (error 10012); paid plans reach the first price of April 2013.
const DAILY_REACH_DAYS = { keyless: 365, demo: 365, pro: 5000 } as const satisfies Record<Access, number>;
const PUBLIC_URL = "https://api.coingecko.com/api/v3";
const PRO_URL = "https://pro-api.coingecko.com/api/v3";
const ERROR_CODES: ErrorCodes = new Map([
  [429, { kind: "throttled" as const }],
  [10002, { kind: "bad_key" as const }],
  [10005, { kind: "bad_key" as const }],
  [10010, { kind: "bad_key" as const }],
  [10011, { kind: "bad_key" as const }],
  // History beyond what the plan reaches: the key is good, the question is not.
  [10012, { kind: "bad_request" as const }],
]);

/** CoinGecko: listings, totals, trending coins, history and coarse candles. Works without a key. */
export function createCoinGecko(settings: CoinGeckoSettings, deps: GateDeps): RegisteredProvider {
  const access: Access = settings.apiKey === undefined ? "keyless" : settings.plan;
  const gate = new HttpGate(
    {
      provider: "coingecko",
      baseUrl: settings.baseUrl ?? (access === "pro" ? PRO_URL : PUBLIC_URL),
      headers: settings.apiKey === undefined ? {} : { [`x-cg-${settings.plan}-api-key`]: settings.apiKey },
      secrets: settings.apiKey === undefined ? [] : [settings.apiKey],
      callsPerMinute: settings.callsPerMinute ?? CALLS_PER_MINUTE[access],
      errorCodes: ERROR_CODES,
    },
    deps,
  );
  return { gate, provider: asProvider(gate, access) };
}

function asProvider(gate: HttpGate, access: Access): MarketProvider {
  const historyReachDays = { "5m": 1, "1h": 90, "1d": DAILY_REACH_DAYS[access] } as const;
  return {
    id: "coingecko",
    name: "CoinGecko",
    simulated: false,
    access,
    capabilities: new Set(["listings", "quotes", "global", "trending", "rates", "history", "candles"]),
    pageSize: PAGE_SIZE,
    namesCoins: true,
    historyReachDays,
    instantHistory: false,
    listings: ({ page, pageSize }, call) => readListings(gate, page, Math.min(pageSize, PAGE_SIZE), call),
    quotes: (externalIds, call) => readQuotes(gate, externalIds, call),
    global: (call) =>
      gate.getJson("/global", {}, (body) => normaliseGlobal(CoinGeckoGlobal.parse(body), call.now), call),
    trending: (call) =>
      gate.getJson("/search/trending", {}, (body) => normaliseTrending(CoinGeckoTrending.parse(body)), call),
    rates: (call) =>
      gate.getJson("/exchange_rates", {}, (body) => normaliseRates(CoinGeckoRates.parse(body), call.now), call),
    history: (request, call) => readHistory(gate, request, historyReachDays[request.step], call),
    candles: (request, call) => readCandles(gate, request, call),
    ping: async (call) => {
      await gate.getJson("/ping", {}, (body) => CoinGeckoPing.parse(body), call);
    },
  };
}

const MARKETS = {
  vs_currency: "usd",
  order: "market_cap_desc",
  price_change_percentage: "1h,24h,7d",
  // Without it prices come rounded to about five digits.
  precision: "full",
} as const;

function readListings(gate: HttpGate, page: number, pageSize: number, call: ProviderCall) {
  const read = (body: unknown) => {
    const rows = CoinGeckoMarkets.parse(body);
    if (rows.length === 0 && page === 1) throw shapeError("the first page is empty");
    return readBatch(rows, coinGeckoRows, call.now);
  };
  return gate.getJson("/coins/markets", { ...MARKETS, per_page: pageSize, page }, read, call);
}

async function readQuotes(gate: HttpGate, externalIds: readonly string[], call: ProviderCall) {
  if (externalIds.length === 0) return { rows: [], setAside: [], read: 0 };
  const query = { ...MARKETS, ids: externalIds.join(","), per_page: PAGE_SIZE };
  const read = (body: unknown) => readBatch(CoinGeckoMarkets.parse(body), coinGeckoRows, call.now);
  return gate.getJson("/coins/markets", query, read, call);
}

/** `days` counts back from now, and decides the spacing: 1 gives 5 minutes, 2 to 90 hours, more gives days. */
function readHistory(gate: HttpGate, request: HistoryRequest, reachDays: number, call: ProviderCall) {
  const wanted = Math.ceil((call.now.getTime() - request.from.getTime()) / DAY_MS);
  const days = Math.min(Math.max(wanted, fewestDays(request.step)), reachDays);
  const query = { vs_currency: "usd", days, ...(request.step === "1d" ? { interval: "daily" } : {}) };
  const read = (body: unknown) => normaliseChart(CoinGeckoChart.parse(body), request.step, request);
  return gate.getJson(`/coins/${encodeURIComponent(request.externalId)}/market_chart`, query, read, call);
}

const fewestDays = (step: HistoryStep): number => (step === "1h" ? 2 : 1);

/** Spans that /ohlc serves for each timeframe: one day in pieces of 30 minutes, up to 30 days in pieces of 4 hours. */
const OHLC_DAYS: Partial<Record<Timeframe, readonly number[]>> = { "1h": [1], "4h": [7, 14, 30], "1d": [7, 14, 30] };

async function readCandles(gate: HttpGate, { market, timeframe, from, to }: CandleRequest, call: ProviderCall) {
  const spans = OHLC_DAYS[timeframe];
  if (!spans) throw new ProviderError("coingecko", "bad_request", `coingecko: has no candles of ${timeframe}`);
  const wanted = (call.now.getTime() - from.getTime()) / DAY_MS;
  const days = spans.find((span) => span >= wanted) ?? spans.at(-1) ?? 1;
  const read = (body: unknown) => normaliseOhlc(CoinGeckoOhlc.parse(body), timeframe, { from, to }, call.now);
  return gate.getJson(`/coins/${encodeURIComponent(market)}/ohlc`, { vs_currency: "usd", days }, read, call);
}
