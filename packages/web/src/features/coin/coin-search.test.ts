import { expect, it } from "vitest";
import { lookOf, parseCoinSearch, searchOf } from "./coin-search.ts";

it("keeps the look of a chart through the address", () => {
  const look = {
    span: "1y",
    kind: "area",
    indicators: ["sma50", "rsi"],
    overlays: ["ethereum", "a,b"],
    logarithmic: true,
  } as const;
  expect(lookOf(parseCoinSearch({ ...searchOf({ ...look, indicators: [...look.indicators] }) }))).toEqual(look);
});

it("leaves out defaults and drops what it does not know", () => {
  expect(parseCoinSearch({ span: "30d", chart: "candles", ind: "magic", vs: "", scale: "linear" })).toEqual({});
});
