import { expect, it } from "vitest";
import { loadConfig } from "../../../platform/config/load-config.ts";
import { MemoryProviderLog, MemoryRequestBudget } from "./http-gate-memory.ts";
import { createProviders } from "./registry.ts";

const providersOf = (env: Record<string, string>) =>
  createProviders(loadConfig(env), { budget: new MemoryRequestBudget(), log: new MemoryProviderLog() });

it("asks CoinGecko first, then CoinMarketCap, then Binance", () => {
  expect(providersOf({}).map(({ provider }) => provider.id)).toEqual(["coingecko", "coinmarketcap", "binance"]);
});

it("works without any key, with CoinMarketCap off", () => {
  expect(providersOf({}).map(({ provider, gate }) => [provider.access, gate?.callsPerMinute])).toEqual([
    ["keyless", 10],
    ["none", 30],
    ["keyless", 300],
  ]);
});

it("takes keys, plans and budgets from the settings", () => {
  const env = {
    COINGECKO_API_KEY: "a",
    COINGECKO_PLAN: "pro",
    COINMARKETCAP_API_KEY: "b",
    BINANCE_CALLS_PER_MINUTE: "7",
  };
  expect(providersOf(env).map(({ provider, gate }) => [provider.access, gate?.callsPerMinute])).toEqual([
    ["pro", 500],
    ["key", 30],
    ["keyless", 7],
  ]);
});
