import { describe, expect, it } from "vitest";
import { indicatorPicture, lastValue } from "./indicators.ts";

const bars = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => ({ time: from + index, value: from + index }));

describe("an indicator over a split series", () => {
  it("begins anew after a hole", () => {
    const { parts } = indicatorPicture("sma3", [bars(0, 5), bars(100, 4)]);
    expect(parts[0]?.stretches).toEqual([
      [
        { time: 2, value: 1 },
        { time: 3, value: 2 },
        { time: 4, value: 3 },
      ],
      [
        { time: 102, value: 101 },
        { time: 103, value: 102 },
      ],
    ]);
  });

  it("leaves out a stretch that is too short for it", () => {
    const { parts } = indicatorPicture("sma50", [bars(0, 10)]);
    expect(parts[0]?.stretches).toEqual([]);
    expect(lastValue(parts[0] ?? { label: "", shape: "line", stretches: [] })).toBeNull();
  });

  it("has a pane of its own where its scale is another than the price's", () => {
    const panes = (["bb", "ema20", "rsi", "macd"] as const).map((name) => indicatorPicture(name, [bars(1, 60)]).pane);
    expect(panes).toEqual(["price", "price", "rsi", "macd"]);
  });

  it("is computed with the lengths of its name", () => {
    const wave = [Array.from({ length: 80 }, (_, index) => ({ time: index, value: 100 + 9 * Math.sin(index) }))];
    const lengths = (name: Parameters<typeof indicatorPicture>[0]) =>
      indicatorPicture(name, wave).parts.map(({ label, stretches }) => [label, stretches[0]?.length ?? 0]);
    expect(lengths("rsi21")).toEqual([["RSI 21", 80 - 21]]);
    expect(lengths("macd5-8-3").slice(0, 2)).toEqual([
      ["MACD 5 8", 80 - 7],
      ["3", 80 - 9],
    ]);
    const [usual, wide] = (["bb", "bb20-4"] as const).map((name) => indicatorPicture(name, wave).parts.map(lastValue));
    const spread = (bands: typeof usual) => (bands?.[0]?.value ?? 0) - (bands?.[1]?.value ?? 0);
    expect(spread(wide)).toBeCloseTo(2 * spread(usual), 8);
  });
});
