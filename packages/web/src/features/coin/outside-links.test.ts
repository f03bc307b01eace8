import { expect, it } from "vitest";
import { binancePage, outsidePage } from "./outside-links.tsx";

it("links only where the address is made of this desk's own id", () => {
  expect(outsidePage("coingecko", "binancecoin")).toBe("https://www.coingecko.com/en/coins/binancecoin");
  // There it is called bnb.
  expect(outsidePage("coinmarketcap", "binancecoin")).toBeNull();
  expect(outsidePage("sandbox", "bitcoin")).toBeNull();
});

it("keeps what an id holds inside its place in the address", () => {
  expect(outsidePage("coingecko", "javascript:alert(1)//../x?y#z")).toBe(
    "https://www.coingecko.com/en/coins/javascript%3Aalert(1)%2F%2F..%2Fx%3Fy%23z",
  );
  expect(binancePage('"><img>')).toBe("https://www.binance.com/en/trade/%22%3E%3Cimg%3E");
});
