import { beforeAll, describe, expect, it } from "vitest";
import { withPageTexts } from "../../catalogue/catalogue.ts";
import { checkLengths, type IndicatorKind, nameOf, parseIndicators, readIndicator } from "./indicator-lengths.ts";
import { indicatorName } from "./indicator-words.ts";

beforeAll(withPageTexts(async () => undefined));

describe("indicators of the address", () => {
  it.each([
    ["sma20,ema50,bb,rsi,macd", ["sma20", "ema50", "bb", "rsi", "macd"]],
    ["sma7,sma7,sma0,sma1,sma999,wma3,", ["sma7"]],
    [undefined, []],
    ["sma2,sma3,sma4,sma5,sma6,sma7,sma8", ["sma2", "sma3", "sma4", "sma5", "sma6", "sma7"]],
    ["rsi21,rsi14,rsi", ["rsi21", "rsi"]],
    ["bb34-2.5,bb20-2,bb34", ["bb34-2.5", "bb"]],
    ["macd8-17-9,macd12-26-9,macd26-12-9,macd9-9-9,macd8-17", ["macd8-17-9", "macd"]],
    ["sma,ema,rsi1,rsi401,bb20-0,bb20-11,bb20-2.555,sma2-3,sma-2,constructor", []],
  ])("%j are %j", (text, names) => {
    expect(parseIndicators(text)).toEqual(names);
  });

  it("are named with their lengths", () => {
    expect(parseIndicators("sma30,bb34-2.5,rsi,macd8-17-9").map(indicatorName)).toEqual([
      "Simple average, 30",
      "Bollinger bands, 34 and 2.5",
      "RSI, 14",
      "MACD, 8, 17 and 9",
    ]);
  });
});

describe("lengths that are typed", () => {
  it.each<[IndicatorKind, string[], unknown]>([
    ["sma", [" 30 "], { lengths: [30] }],
    ["bb", ["20", "2,5"], { lengths: [20, 2.5] }],
    ["sma", [""], { faults: ["whole"] }],
    ["sma", ["1"], { faults: ["whole"] }],
    ["ema", ["401"], { faults: ["whole"] }],
    ["rsi", ["14.5"], { faults: ["whole"] }],
    ["bb", ["x", "0"], { faults: ["whole", "number"] }],
    ["macd", ["26", "12", "9"], { faults: ["order", null, null] }],
    ["macd", ["12", "", "9"], { faults: [null, "whole", null] }],
  ])("%s of %j is %j", (kind, typed, result) => {
    expect(checkLengths(kind, typed)).toEqual(result);
  });

  it("come back from the name that the address keeps", () => {
    const chosen = { kind: "macd", lengths: [8, 17, 9] } as const;
    expect(readIndicator(nameOf(chosen))).toEqual(chosen);
  });
});
