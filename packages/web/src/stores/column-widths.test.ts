import { expect, it } from "vitest";
import { withWidth } from "./column-widths.ts";

it("keeps a width within bounds", () => {
  expect(withWidth({}, "price", 1)).toEqual({ price: 4 });
  expect(withWidth({ price: 9 }, "price", 99)).toEqual({ price: 30 });
});

it("takes a set width away and leaves the others", () => {
  expect(withWidth({ price: 9, volume: 8 }, "price", null)).toEqual({ volume: 8 });
});
