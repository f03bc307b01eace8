import { type GateDeps, HttpGate } from "../http-gate.ts";
import type { ErrorCodes } from "../http-gate-answer.ts";
import { readBatch, shapeError } from "../listing-batch.ts";
import { type MarketProvider, type ProviderCall, ProviderError } from "../market-provider.ts";
import type { RegisteredProvider } from "../registered-provider.ts";
import { coinMarketCapRows, normaliseGlobal } from "./coinmarketcap.normalise.ts";
import {
  CoinMarketCapGlobal,
  CoinMarketCapKeyInfo,
  CoinMarketCapListings,
  CoinMarketCapQuotes,
} from "./coinmarketcap.schema.ts";

export interface CoinMarketCapSettings {
  baseUrl: string;
  /** Without it the provider is off. */
  apiKey: string | undefined;
  callsPerMinute: number;
}

// CoinMarketCap serves at most 5,000 rows per call, for one credit per 200.
const PAGE_SIZE = 5000;
const HOUR_MS = 3_600_000;
const ERROR_CODES: ErrorCodes = new Map([
  [1001, { kind: "bad_key" as const }],
  [1002, { kind: "bad_key" as const }],
  [1003, { kind: "bad_key" as const }],
  [1004, { kind: "bad_key" as const }],
  [1005, { kind: "bad_key" as const }],
  [1006, { kind: "bad_key" as const }],
  [1007, { kind: "bad_key" as const }],
  [1008, { kind: "throttled" as const }],
  // The credits of the day or month are used up: trying again within minutes is of no use.
  [1009, { kind: "throttled" as const, retryAfterMs: HOUR_MS }],
  [1010, { kind: "throttled" as const, retryAfterMs: HOUR_MS }],
  [1011, { kind: "throttled" as const }],
]);

/** CoinMarketCap: listings, quotes and totals. Off without a key. */
export function createCoinMarketCap(settings: CoinMarketCapSettings, deps: GateDeps): RegisteredProvider {
  const { apiKey } = settings;
  const gate = new HttpGate(
    {
      provider: "coinmarketcap",
      baseUrl: settings.baseUrl,
      headers: apiKey === undefined ? {} : { "X-CMC_PRO_API_KEY": apiKey },
      secrets: apiKey === undefined ? [] : [apiKey],
      callsPerMinute: settings.callsPerMinute,
      errorCodes: ERROR_CODES,
    },
    deps,
  );
  return { gate, provider: apiKey === undefined ? withoutKey() : withKey(gate) };
}

const identity = {
  id: "coinmarketcap",
  name: "CoinMarketCap",
  simulated: false,
  pageSize: PAGE_SIZE,
  // Charts and candles need a paid plan; CoinGecko and Binance give them for nothing.
  historyReachDays: {},
  instantHistory: false,
} as const satisfies Partial<MarketProvider>;

function withoutKey(): MarketProvider {
  return {
    ...identity,
    access: "none",
    capabilities: new Set(),
    ping: async () => {
      throw new ProviderError("coinmarketcap", "bad_key", "coinmarketcap: COINMARKETCAP_API_KEY is not set");
    },
  };
}

function withKey(gate: HttpGate): MarketProvider {
  return {
    ...identity,
    access: "key",
    capabilities: new Set(["listings", "quotes", "global"]),
    listings: ({ page, pageSize }, call) => readListings(gate, page, Math.min(pageSize, PAGE_SIZE), call),
    quotes: (externalIds, call) => readQuotes(gate, externalIds, call),
    global: (call) =>
      gate.getJson(
        "/v1/global-metrics/quotes/latest",
        { convert: "USD" },
        (body) => normaliseGlobal(CoinMarketCapGlobal.parse(body), call.now),
        call,
      ),
    ping: (call) => ping(gate, call),
  };
}

function readListings(gate: HttpGate, page: number, limit: number, call: ProviderCall) {
  const query = { start: (page - 1) * limit + 1, limit, convert: "USD", sort: "market_cap" };
  const read = (body: unknown) => {
    const { data } = CoinMarketCapListings.parse(body);
    if (data.length === 0 && page === 1) throw shapeError("the first page is empty");
    return readBatch(data, coinMarketCapRows, call.now);
  };
  return gate.getJson("/v1/cryptocurrency/listings/latest", query, read, call);
}

async function readQuotes(gate: HttpGate, externalIds: readonly string[], call: ProviderCall) {
  // One key that is not a number fails the whole call.
  const ids = externalIds.filter((id) => /^\d{1,12}$/.test(id));
  if (ids.length === 0) return { rows: [], setAside: [], read: 0 };
  const query = { id: ids.join(","), convert: "USD", skip_invalid: "true" };
  const read = (body: unknown) => {
    const { data } = CoinMarketCapQuotes.parse(body);
    return readBatch(Object.values(data).flat(), coinMarketCapRows, call.now);
  };
  return gate.getJson("/v2/cryptocurrency/quotes/latest", query, read, call);
}

/** Asks about the key, which costs no credit; an address that has no such page is asked for one coin. */
async function ping(gate: HttpGate, call: ProviderCall): Promise<void> {
  try {
    await gate.getJson("/v1/key/info", {}, (body) => CoinMarketCapKeyInfo.parse(body), call);
  } catch (error) {
    if (!(error instanceof ProviderError) || error.kind !== "not_found") throw error;
    await readListings(gate, 1, 1, call);
  }
}
