import { expect, it } from "vitest";
import { didYouMean, nearest } from "./suggestion.ts";

it("finds the word that was meant", () => {
  expect(nearest("markteCap", ["marketCap", "volume", "price"])).toBe("marketCap");
  expect(nearest("VOLUME", ["marketCap", "volume"])).toBe("volume");
  expect(nearest("gain", ["losers", "gainers"])).toBe("gainers");
  expect(nearest("tabel", ["csv", "table"])).toBe("table");
});

it("keeps quiet when nothing is near", () => {
  expect(nearest("banana", ["marketCap", "volume", "price"])).toBeNull();
  expect(didYouMean("x", ["marketCap"])).toBe("");
});
