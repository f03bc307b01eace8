import type { PriceHistory } from "@cryptodesk/shared/market/candle.contract";
import { expect, it } from "vitest";
import { overlaySet } from "./chart-overlay.ts";

const HOUR_MS = 3_600_000;
const START_MS = Date.UTC(2026, 0, 1);
const at = (hour: number) => START_MS / 1000 + hour * 3_600;
const bars = (prices: readonly number[]) => prices.map((value, hour) => ({ time: at(hour), value }));

function history(id: string, prices: readonly (number | null)[], segments: readonly number[] = []): PriceHistory {
  return {
    id,
    interval: "1h",
    from: new Date(START_MS).toISOString(),
    to: new Date(START_MS + prices.length * HOUR_MS).toISOString(),
    sources: [],
    simulated: false,
    state: "complete",
    gaps: [],
    points: prices.flatMap((price, hour) =>
      price === null
        ? []
        : [
            {
              at: new Date(START_MS + hour * HOUR_MS).toISOString(),
              priceUsd: String(price),
              marketCapUsd: null,
              volume24hUsd: null,
              segment: segments[hour] ?? 0,
            },
          ],
    ),
  };
}

it("draws a coin so that equal changes are equally high", () => {
  const set = overlaySet(bars([100, 110, 120]), [history("half", [50, 55, 25])], HOUR_MS);
  expect(set?.base).toEqual({ time: at(0), value: 100 });
  const [half] = set?.overlays ?? [];
  expect(half?.stretches[0]?.map(({ value }) => value)).toEqual([100, expect.closeTo(110, 9), 50]);
  expect(half?.changePct).toBeCloseTo(-50, 9);
});

it("begins where all have a price, and counts from there", () => {
  const set = overlaySet(bars([100, 200, 300]), [history("old", [1, 2, 4]), history("young", [null, 10, 20])], HOUR_MS);
  expect(set?.base).toEqual({ time: at(1), value: 200 });
  expect(set?.overlays.map(({ changePct }) => changePct)).toEqual([100, 100]);
});

it("keeps a hole as a hole", () => {
  const set = overlaySet(bars([1, 1, 1, 1]), [history("torn", [5, null, null, 6], [0, 0, 0, 1])], HOUR_MS);
  expect(set?.overlays[0]?.stretches).toHaveLength(2);
});

it("takes the last price within a longer bar", () => {
  const set = overlaySet([{ time: at(0), value: 10 }], [history("fine", [1, 2, 3, 4])], 4 * HOUR_MS);
  expect(set?.overlays[0]?.stretches).toEqual([[{ time: at(0), value: 10 }]]);
});

it("leaves out a coin without a price in common", () => {
  expect(overlaySet(bars([1, 2]), [history("gone", [null, null])], HOUR_MS)).toBeNull();
});
