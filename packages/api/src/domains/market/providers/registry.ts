import type { Config } from "../../../platform/config/load-config.ts";
import { createBinance } from "./binance/binance.provider.ts";
import { createCoinGecko } from "./coingecko/coingecko.provider.ts";
import { createCoinMarketCap } from "./coinmarketcap/coinmarketcap.provider.ts";
import type { GateDeps } from "./http-gate.ts";
import { type ProviderLog, type RequestBudget, systemClock } from "./http-gate-ports.ts";
import type { RegisteredProvider } from "./registered-provider.ts";

type ProviderConfig = Pick<
  Config,
  | "COINGECKO_BASE_URL"
  | "COINGECKO_API_KEY"
  | "COINGECKO_PLAN"
  | "COINGECKO_CALLS_PER_MINUTE"
  | "COINMARKETCAP_BASE_URL"
  | "COINMARKETCAP_API_KEY"
  | "COINMARKETCAP_CALLS_PER_MINUTE"
  | "BINANCE_BASE_URL"
  | "BINANCE_CALLS_PER_MINUTE"
  | "PROVIDER_TIMEOUT_MS"
  | "PROVIDER_RETRY_AFTER_CAP_MS"
>;

/** The live providers in the order in which they are asked. One that lacks its key is there with `access: "none"`. */
export function createProviders(
  config: ProviderConfig,
  deps: { budget: RequestBudget; log: ProviderLog },
): RegisteredProvider[] {
  const gate: GateDeps = {
    ...deps,
    clock: systemClock,
    random: Math.random,
    timeoutMs: config.PROVIDER_TIMEOUT_MS,
    retryAfterCapMs: config.PROVIDER_RETRY_AFTER_CAP_MS,
  };
  return [
    createCoinGecko(
      {
        baseUrl: config.COINGECKO_BASE_URL,
        apiKey: config.COINGECKO_API_KEY,
        plan: config.COINGECKO_PLAN,
        callsPerMinute: config.COINGECKO_CALLS_PER_MINUTE,
      },
      gate,
    ),
    createCoinMarketCap(
      {
        baseUrl: config.COINMARKETCAP_BASE_URL,
        apiKey: config.COINMARKETCAP_API_KEY,
        callsPerMinute: config.COINMARKETCAP_CALLS_PER_MINUTE,
      },
      gate,
    ),
    createBinance({ baseUrl: config.BINANCE_BASE_URL, callsPerMinute: config.BINANCE_CALLS_PER_MINUTE }, gate),
  ];
}
