import { describe, expect, it } from "vitest";
import { indicatorPicture, lastValue, parseIndicators } from "./indicators.ts";

const bars = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => ({ time: from + index, value: from + index }));

describe("indicators of the address", () => {
  it.each([
    ["sma20,ema50,bb,rsi,macd", ["sma20", "ema50", "bb", "rsi", "macd"]],
    ["sma7,sma7,sma0,sma1,sma999,wma3,", ["sma7"]],
    [undefined, []],
    ["sma2,sma3,sma4,sma5,sma6,sma7,sma8", ["sma2", "sma3", "sma4", "sma5", "sma6", "sma7"]],
  ])("%j are %j", (text, names) => {
    expect(parseIndicators(text)).toEqual(names);
  });
});

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
});
