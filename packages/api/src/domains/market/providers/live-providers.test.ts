import { afterAll, beforeAll } from "vitest";
import { gateDeps } from "../../../../test/support/gate-deps.ts";
import {
  hasRecordings,
  type RecordedUpstream,
  startRecordedUpstream,
} from "../../../../test/support/recorded-upstream.ts";
import { createBinance } from "./binance/binance.provider.ts";
import { createCoinGecko } from "./coingecko/coingecko.provider.ts";
import { createCoinMarketCap } from "./coinmarketcap/coinmarketcap.provider.ts";
import type { GateDeps } from "./http-gate.ts";
import { describeProvider, type FaultControl, type ProviderUnderTest } from "./provider-suite.ts";
import type { RegisteredProvider } from "./registered-provider.ts";

const DAY_MS = 86_400_000;
let upstream: RecordedUpstream;
beforeAll(async () => {
  if (hasRecordings) upstream = await startRecordedUpstream();
});
afterAll(() => upstream?.stop());

/** A provider that tries once and whose clock can be moved on. */
function set(
  name: "coingecko" | "coinmarketcap" | "binance",
  create: (baseUrl: string, deps: GateDeps) => RegisteredProvider,
): { provider: RegisteredProvider["provider"]; faults: Omit<FaultControl, "emptyIsAnAnswer"> } {
  let passedMs = 0;
  // A loaded machine may need a while for an honest answer; only the silence of a fault is cut short.
  const deps = gateDeps({
    clock: { now: () => Date.now() + passedMs, sleep: async () => undefined },
    timeoutMs: 10_000,
  });
  const { provider } = create(`${upstream.url}/${name}`, deps);
  return {
    provider,
    faults: {
      inject: async (kind) => {
        deps.timeoutMs = 400;
        await upstream.control("clear");
        await upstream.control("fault", { provider: name, kind, delayMs: 2000 });
      },
      over: (restMs) => {
        deps.timeoutMs = 10_000;
        passedMs += restMs;
      },
    },
  };
}

const lastDays = (now: Date, days: number) => ({ from: new Date(now.getTime() - days * DAY_MS), to: now });
const common = { stop: async () => undefined };

describeProvider(
  "CoinGecko",
  async (): Promise<ProviderUnderTest> => {
    const now = new Date();
    const { provider, faults } = set("coingecko", (baseUrl, deps) =>
      createCoinGecko({ baseUrl, apiKey: undefined, plan: "demo", callsPerMinute: 1000 }, deps),
    );
    return {
      ...common,
      provider,
      now,
      pageSize: 100,
      quoteIds: ["bitcoin", "ethereum", "shiba-inu"],
      history: [
        { externalId: "bitcoin", step: "1d", ...lastDays(now, 365) },
        { externalId: "ethereum", step: "1h", ...lastDays(now, 90) },
      ],
      candles: [{ market: "bitcoin", timeframe: "1d", ...lastDays(now, 30) }],
      faults: { ...faults, emptyIsAnAnswer: false },
    };
  },
  { skip: !hasRecordings },
);

describeProvider(
  "CoinMarketCap",
  async () => {
    const now = new Date();
    const { provider, faults } = set("coinmarketcap", (baseUrl, deps) =>
      createCoinMarketCap({ baseUrl, apiKey: "a-key", callsPerMinute: 1000 }, deps),
    );
    return {
      ...common,
      provider,
      now,
      pageSize: 400,
      quoteIds: ["1", "1027"],
      history: [],
      candles: [],
      faults: { ...faults, emptyIsAnAnswer: false },
    };
  },
  { skip: !hasRecordings },
);

describeProvider(
  "Binance",
  async () => {
    const now = new Date();
    const { provider, faults } = set("binance", (baseUrl, deps) =>
      createBinance({ baseUrl, callsPerMinute: 1000 }, deps),
    );
    return {
      ...common,
      provider,
      now,
      pageSize: 1000,
      quoteIds: [],
      history: [],
      candles: [
        { market: "BTCUSDT", timeframe: "1d", ...lastDays(now, 500) },
        { market: "BTCUSDT", timeframe: "1h", ...lastDays(now, 30) },
      ],
      faults: { ...faults, emptyIsAnAnswer: true },
    };
  },
  { skip: !hasRecordings },
);
