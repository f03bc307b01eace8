import type { ListingChange } from "@cryptodesk/shared/market/stream.contract";
import { expect, it } from "vitest";
import { LivePrices } from "./live-prices.ts";

const change = (id: string, priceUsd: string): ListingChange => ({
  id,
  symbol: id.toUpperCase(),
  rank: null,
  priceUsd,
  marketCapUsd: null,
  volume24hUsd: null,
  change1hPct: null,
  change24hPct: null,
  change7dPct: null,
  source: "sandbox",
  asOf: "2026-01-01T00:00:00.000Z",
  quarantined: false,
});

function withManualFrames() {
  const frames: (() => void)[] = [];
  return { prices: new LivePrices((flush) => frames.push(flush)), frames };
}

it("tells only the listeners of coins that changed, once per frame however many ticks came", () => {
  const { prices, frames } = withManualFrames();
  const told: string[] = [];
  prices.listen("a", () => told.push("a"));
  prices.listen("b", () => told.push("b"));
  prices.apply([change("a", "1")]);
  prices.apply([change("a", "2")]);
  expect([frames.length, told]).toEqual([1, []]);
  frames[0]?.();
  expect(told).toEqual(["a"]);
  expect(prices.get("a")).toMatchObject({ direction: "up", moves: 1 });
});

it("asks for the next frame again after one has passed", () => {
  const { prices, frames } = withManualFrames();
  prices.apply([change("a", "1")]);
  frames[0]?.();
  prices.apply([change("a", "2")]);
  expect(frames).toHaveLength(2);
});

it("stops telling a listener that left", () => {
  const { prices, frames } = withManualFrames();
  let told = 0;
  const leave = prices.listen("a", () => {
    told += 1;
  });
  leave();
  prices.apply([change("a", "1")]);
  frames[0]?.();
  expect(told).toBe(0);
});
