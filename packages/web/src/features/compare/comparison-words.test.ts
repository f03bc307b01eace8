import { expect, it } from "vitest";
import { coinLabels } from "./comparison-words.ts";

it("calls coins by their symbol, and by name as well where two have the same", () => {
  const coins = [
    { symbol: "BTC", name: "Bitcoin" },
    { symbol: "ETH", name: "Ethereum" },
    { symbol: "BTC", name: "Battle Chess" },
  ];
  expect(coinLabels(coins)).toEqual(["BTC Bitcoin", "ETH", "BTC Battle Chess"]);
});
