import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { gateDeps } from "../../../../../test/support/gate-deps.ts";
import { type ScriptedUpstream, startScriptedUpstream } from "../../../../../test/support/scripted-upstream.ts";
import type { ProviderCall } from "../market-provider.ts";
import { createCoinMarketCap } from "./coinmarketcap.provider.ts";

const call: ProviderCall = { signal: new AbortController().signal, now: new Date("2026-01-01T12:00:00Z") };
const status = { error_code: 0, error_message: null };

let answer: { status?: number; body: unknown };
let upstream: ScriptedUpstream;
beforeEach(async () => {
  answer = { body: { status, data: {} } };
  upstream = await startScriptedUpstream(({ path }) =>
    path === "/v1/key/info"
      ? { status: 404, body: { status: { error_code: 404, error_message: "Not found" } } }
      : answer,
  );
});
afterEach(() => upstream.stop());

const coinMarketCap = (apiKey: string | undefined = "k") =>
  createCoinMarketCap({ baseUrl: upstream.url, apiKey, callsPerMinute: 30 }, gateDeps());

it("is off without a key: present, without capabilities, its ping says which setting is missing", async () => {
  const { provider } = createCoinMarketCap(
    { baseUrl: upstream.url, apiKey: undefined, callsPerMinute: 30 },
    gateDeps(),
  );
  expect(provider).toMatchObject({ access: "none", capabilities: new Set() });
  expect(provider.listings).toBeUndefined();
  await expect(provider.ping(call)).rejects.toThrow("COINMARKETCAP_API_KEY");
  expect(upstream.requests).toEqual([]);
});

it("sends its key as a header and counts listings from 1", async () => {
  answer = { body: { status, data: [{}] } };
  await coinMarketCap().provider.listings?.({ page: 3, pageSize: 100 }, call);
  const [request] = upstream.requests;
  expect(request?.headers).toMatchObject({ "x-cmc_pro_api_key": "k" });
  expect(Object.fromEntries(request?.query ?? [])).toMatchObject({ start: "201", limit: "100", convert: "USD" });
});

it("leaves out keys that are not numbers, one of which would fail the whole call", async () => {
  await coinMarketCap().provider.quotes?.(["1", "bitcoin", "1027"], call);
  expect(upstream.requests[0]?.query.get("id")).toBe("1,1027");
  expect(await coinMarketCap().provider.quotes?.(["bitcoin"], call)).toEqual({ rows: [], setAside: [], read: 0 });
  expect(upstream.requests).toHaveLength(1);
});

it("reads quotes that come as one coin or as a list of coins for each key", async () => {
  const coin = (id: number) => ({
    id,
    name: "A",
    symbol: "A",
    slug: "a",
    quote: { USD: { price: 1, last_updated: "2026-01-01T11:00:00Z" } },
  });
  answer = { body: { status, data: { "1": coin(1), "2": [coin(2), coin(3)], "4": [] } } };
  const batch = await coinMarketCap().provider.quotes?.(["1", "2", "4"], call);
  expect(batch?.rows.map(({ externalId }) => externalId)).toEqual(["1", "2", "3"]);
  expect(batch?.read).toBe(3);
});

it("pings by asking for one coin where the address cannot tell about the key", async () => {
  answer = { body: { status, data: [{ id: 1 }] } };
  await coinMarketCap().provider.ping(call);
  expect(upstream.requests.map(({ path }) => path)).toEqual(["/v1/key/info", "/v1/cryptocurrency/listings/latest"]);
});

describe("an error envelope", () => {
  it("under HTTP 200 with its code as text is still an error", async () => {
    answer = { body: { status: { error_code: "1002", error_message: "API key missing." } } };
    await expect(coinMarketCap().provider.global?.(call)).rejects.toMatchObject({ kind: "bad_key", status: 200 });
  });

  it("about credits used up for the day rests the provider for the longest time there is", async () => {
    answer = { status: 429, body: { status: { error_code: 1009, error_message: "daily limit" } } };
    const { provider, gate } = coinMarketCap();
    await expect(provider.global?.(call)).rejects.toMatchObject({ kind: "throttled", retryAfterMs: 600_000 });
    expect((await gate?.snapshot())?.state).toBe("open");
    await expect(provider.global?.(call)).rejects.toMatchObject({ kind: "breaker_open" });
  });
});
