import { type GateDeps, HttpGate } from "../http-gate.ts";
import type { ErrorCodes } from "../http-gate-answer.ts";
import { type CandleRequest, type MarketProvider, type ProviderCall, ProviderError } from "../market-provider.ts";
import type { RegisteredProvider } from "../registered-provider.ts";
import { normaliseKlines } from "./binance.normalise.ts";
import { BinanceKlines, BinancePing } from "./binance.schema.ts";

export interface BinanceSettings {
  baseUrl: string;
  callsPerMinute: number;
}

// Binance serves at most 1,000 candles per call.
const QUOTE = "USDT";
const PAIR_SYMBOL = /^[A-Z0-9]{1,15}$/;
const MAX_CANDLES = 1000;
const ERROR_CODES: ErrorCodes = new Map([
  [-1003, { kind: "throttled" as const }],
  [-1015, { kind: "throttled" as const }],
  [-1001, { kind: "server" as const }],
  [-1007, { kind: "server" as const }],
  // Invalid symbol: this pair is not traded here.
  [-1121, { kind: "not_found" as const }],
]);

/** Binance: candles of spot pairs, public and without a key. */
export function createBinance(settings: BinanceSettings, deps: GateDeps): RegisteredProvider {
  const gate = new HttpGate(
    { provider: "binance", headers: {}, secrets: [], errorCodes: ERROR_CODES, ...settings },
    deps,
  );
  return { gate, provider: asProvider(gate) };
}

function asProvider(gate: HttpGate): MarketProvider {
  return {
    id: "binance",
    name: "Binance",
    simulated: false,
    access: "keyless",
    capabilities: new Set(["candles"]),
    pageSize: MAX_CANDLES,
    pairFor: (symbol) => (PAIR_SYMBOL.test(symbol) && symbol !== QUOTE ? `${symbol}${QUOTE}` : null),
    historyReachDays: {},
    instantHistory: false,
    candles: (request, call) => readCandles(gate, request, call),
    ping: (call) => ping(gate, call),
  };
}

function readCandles(gate: HttpGate, { market, timeframe, from, to }: CandleRequest, call: ProviderCall) {
  const query = {
    symbol: market,
    interval: timeframe,
    startTime: from.getTime(),
    // Binance counts a candle that opens at endTime in.
    endTime: to.getTime() - 1,
    limit: MAX_CANDLES,
  };
  const read = (body: unknown) => normaliseKlines(BinanceKlines.parse(body), { from, to }, call.now);
  return gate.getJson("/api/v3/klines", query, read, call);
}

/** An address that serves candles only is asked for one. */
async function ping(gate: HttpGate, call: ProviderCall): Promise<void> {
  try {
    await gate.getJson("/api/v3/ping", {}, (body) => BinancePing.parse(body), call);
  } catch (error) {
    if (!(error instanceof ProviderError) || error.kind !== "not_found") throw error;
    const query = { symbol: "BTCUSDT", interval: "1d", limit: 1 };
    await gate.getJson("/api/v3/klines", query, (body) => BinanceKlines.parse(body), call);
  }
}
