import { expect, it } from "vitest";
import { readColumns, withColumnMoved, withColumnToggled } from "./market-columns.ts";

it("reads known columns once each, in the given order", () => {
  expect(readColumns("volume,price,volume,nonsense,")).toEqual(["volume", "price"]);
});

it("moves a column as far as it goes", () => {
  expect(withColumnMoved(["price", "volume", "ath"], "ath", -1)).toEqual(["price", "ath", "volume"]);
  expect(withColumnMoved(["price", "volume", "ath"], "price", -5)).toEqual(["price", "volume", "ath"]);
  expect(withColumnMoved(["price"], "ath", 1)).toEqual(["price"]);
});

it("adds at the end, takes away, and keeps the last", () => {
  expect(withColumnToggled(["price"], "ath")).toEqual(["price", "ath"]);
  expect(withColumnToggled(["price", "ath"], "price")).toEqual(["ath"]);
  expect(withColumnToggled(["ath"], "ath")).toEqual(["ath"]);
});
