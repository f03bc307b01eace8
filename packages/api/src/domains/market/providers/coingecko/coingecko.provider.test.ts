import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { gateDeps } from "../../../../../test/support/gate-deps.ts";
import { type ScriptedUpstream, startScriptedUpstream } from "../../../../../test/support/scripted-upstream.ts";
import type { MarketProvider, ProviderCall } from "../market-provider.ts";
import { createCoinGecko } from "./coingecko.provider.ts";

const NOW = new Date("2026-01-01T12:00:00Z");
const call: ProviderCall = { signal: new AbortController().signal, now: NOW };
const daysAgo = (days: number) => new Date(NOW.getTime() - days * 86_400_000);
const chart = { prices: [], market_caps: [], total_volumes: [] };

let body: unknown;
let upstream: ScriptedUpstream;
beforeEach(async () => {
  body = [];
  upstream = await startScriptedUpstream(() => ({ body }));
});
afterEach(() => upstream.stop());

function coinGecko(apiKey?: string, plan: "demo" | "pro" = "demo"): MarketProvider {
  return createCoinGecko({ baseUrl: upstream.url, apiKey, plan, callsPerMinute: undefined }, gateDeps()).provider;
}
const lastRequest = () => {
  const request = upstream.requests.at(-1);
  if (!request) throw new Error("nothing was sent");
  return request;
};

describe("access", () => {
  it("sends no key, the demo key or the pro key in its own header, never in the address", async () => {
    body = { gecko_says: "(V3) To the Moon!" };
    await coinGecko().ping(call);
    expect(Object.keys(lastRequest().headers).filter((name) => name.startsWith("x-cg"))).toEqual([]);
    await coinGecko("k1", "demo").ping(call);
    expect(lastRequest().headers).toMatchObject({ "x-cg-demo-api-key": "k1" });
    await coinGecko("k2", "pro").ping(call);
    expect(lastRequest().headers).toMatchObject({ "x-cg-pro-api-key": "k2" });
    expect(lastRequest().query.size).toBe(0);
  });

  it("has a budget and a reach that follow from it", () => {
    const made = [
      { apiKey: undefined, plan: "demo" as const },
      { apiKey: "k", plan: "demo" as const },
      { apiKey: "k", plan: "pro" as const },
    ].map((settings) => createCoinGecko({ baseUrl: undefined, callsPerMinute: undefined, ...settings }, gateDeps()));
    expect(made.map(({ gate }) => gate?.callsPerMinute)).toEqual([10, 30, 500]);
    expect(made.map(({ provider }) => [provider.access, provider.historyReachDays["1d"]])).toEqual([
      ["keyless", 365],
      ["demo", 365],
      ["pro", 5000],
    ]);
  });
});

describe("listings", () => {
  it("never asks for more than 250 rows", async () => {
    await coinGecko().listings?.({ page: 2, pageSize: 1000 }, call);
    expect(Object.fromEntries(lastRequest().query)).toMatchObject({
      vs_currency: "usd",
      per_page: "250",
      page: "2",
      price_change_percentage: "1h,24h,7d",
    });
  });

  it("does not take an empty first page for an empty market", async () => {
    await expect(coinGecko().listings?.({ page: 1, pageSize: 250 }, call)).rejects.toMatchObject({
      kind: "unusable_body",
    });
  });

  it("asks for coins by ids that hold spaces and brackets", async () => {
    await coinGecko().quotes?.(["1move token", "boringdao-[old]"], call);
    expect(lastRequest().query.get("ids")).toBe("1move token,boringdao-[old]");
  });
});

describe("history", () => {
  it.each([
    ["5m", 1, "1", null],
    ["5m", 30, "1", null],
    ["1h", 0.5, "2", null],
    ["1h", 30, "30", null],
    ["1h", 400, "90", null],
    ["1d", 7, "7", "daily"],
    ["1d", 364.5, "365", "daily"],
    ["1d", 366, "365", "daily"],
  ] as const)("of step %s from %d days ago asks for %s days", async (step, days, asked, interval) => {
    body = chart;
    await coinGecko().history?.({ externalId: "bitcoin", step, from: daysAgo(days), to: NOW }, call);
    expect(lastRequest().query.get("days")).toBe(asked);
    expect(lastRequest().query.get("interval")).toBe(interval);
  });

  it("reaches as far back as asked with a pro key", async () => {
    body = chart;
    await coinGecko("k", "pro").history?.({ externalId: "bitcoin", step: "1d", from: daysAgo(2000), to: NOW }, call);
    expect(lastRequest().query.get("days")).toBe("2000");
  });

  it("encodes the id as one part of the path", async () => {
    body = chart;
    const request = { step: "1d", from: daysAgo(1), to: NOW } as const;
    await coinGecko().history?.({ externalId: "1move token", ...request }, call);
    expect(lastRequest().path).toBe("/coins/1move%20token/market_chart");
    await coinGecko().history?.({ externalId: "a/../b?c", ...request }, call);
    expect(lastRequest().path).toBe("/coins/a%2F..%2Fb%3Fc/market_chart");
  });
});

describe("candles", () => {
  it.each([
    ["1h", 1, "1"],
    ["4h", 5, "7"],
    ["4h", 20, "30"],
    ["1d", 100, "30"],
  ] as const)("of %s from %d days ago asks for %s days", async (timeframe, days, asked) => {
    await coinGecko().candles?.({ market: "bitcoin", timeframe, from: daysAgo(days), to: NOW }, call);
    expect(lastRequest().query.get("days")).toBe(asked);
  });

  it("of a timeframe that the source does not serve are refused without asking", async () => {
    const request = { market: "bitcoin", timeframe: "5m", from: daysAgo(1), to: NOW } as const;
    await expect(coinGecko().candles?.(request, call)).rejects.toMatchObject({ kind: "bad_request" });
    expect(upstream.requests).toEqual([]);
  });
});
