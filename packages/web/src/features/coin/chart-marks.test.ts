import type { QuarantineEntry } from "@cryptodesk/shared/market/provider.contract";
import { expect, it } from "vitest";
import { chartMarks } from "./chart-marks.ts";

const time = (iso: string) => Date.parse(iso) / 1000;
const TIMES = ["2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z", "2026-01-05T00:00:00Z"].map(time);
const gap = { from: "2026-01-02T00:00:00.000Z", to: "2026-01-05T00:00:00.000Z", missing: 2, splits: false };

function jump(proposedAsOf: string): QuarantineEntry {
  return {
    id: "00000000-0000-7000-8000-000000000000",
    coinId: "bitcoin",
    symbol: "BTC",
    name: "Bitcoin",
    lastGoodUsd: "1",
    proposedUsd: "4",
    changePct: 300,
    source: "coingecko",
    proposedAsOf,
    detectedAt: proposedAsOf,
    observations: 1,
    state: "rejected",
    resolvedAt: null,
    note: null,
  };
}

it("puts a hole and a jump at the bar in which they began, newest first", () => {
  const marks = chartMarks(TIMES, [gap], [jump("2026-01-05T13:00:00.000Z")]);
  expect(marks.map(({ kind, barTime }) => [kind, barTime])).toEqual([
    ["jump", TIMES[2]],
    ["gap", TIMES[1]],
  ]);
});

it("leaves out what came before the first bar", () => {
  expect(chartMarks(TIMES, [], [jump("2025-12-31T23:00:00.000Z")])).toEqual([]);
});
