import { afterEach, beforeEach, expect, it } from "vitest";
import { gateDeps } from "../../../../../test/support/gate-deps.ts";
import { type ScriptedUpstream, startScriptedUpstream } from "../../../../../test/support/scripted-upstream.ts";
import type { ProviderCall } from "../market-provider.ts";
import { createBinance } from "./binance.provider.ts";

const call: ProviderCall = { signal: new AbortController().signal, now: new Date("2026-01-01T12:00:00Z") };
const span = { from: new Date("2025-12-01T00:00:00Z"), to: new Date("2026-01-01T00:00:00Z") };

let answer: { status?: number; body: unknown };
let upstream: ScriptedUpstream;
beforeEach(async () => {
  answer = { body: [] };
  upstream = await startScriptedUpstream(() => answer);
});
afterEach(() => upstream.stop());

const binance = () => createBinance({ baseUrl: upstream.url, callsPerMinute: 300 }, gateDeps()).provider;

it("asks for candles up to but without the end of the span", async () => {
  await binance().candles?.({ market: "BTCUSDT", timeframe: "4h", ...span }, call);
  expect(Object.fromEntries(upstream.requests[0]?.query ?? [])).toEqual({
    symbol: "BTCUSDT",
    interval: "4h",
    startTime: String(Date.UTC(2025, 11, 1)),
    endTime: String(Date.UTC(2026, 0, 1) - 1),
    limit: "1000",
  });
});

it("says that a pair is not traded here, and does not count it as a failure of the venue", async () => {
  answer = { status: 400, body: { code: -1121, msg: "Invalid symbol." } };
  const { provider, gate } = createBinance({ baseUrl: upstream.url, callsPerMinute: 300 }, gateDeps());
  await expect(provider.candles?.({ market: "NOPE", timeframe: "1d", ...span }, call)).rejects.toMatchObject({
    kind: "not_found",
  });
  expect((await gate?.snapshot())?.consecutiveFailures).toBe(0);
});

it("takes a ban for going too fast as throttling", async () => {
  answer = { status: 418, body: { code: -1003, msg: "Way too much request weight used; IP banned." } };
  await expect(binance().candles?.({ market: "BTCUSDT", timeframe: "1d", ...span }, call)).rejects.toMatchObject({
    kind: "throttled",
  });
});
