import { beforeAll, expect, it } from "vitest";
import { withPageTexts } from "../../catalogue/catalogue.ts";
import { refreshWords, resultFacts, resultWords } from "./run-result.ts";

// They come with the page, not with the first download.
beforeAll(withPageTexts(async () => undefined));

it("says what a run counted, leaving out what it did not meet", () => {
  expect(resultWords({ read: 1250, written: 1248, failed: 0, setAside: { no_price: 2, invalid_row: 0 } })).toBe(
    "read 1,250, written 1,248, set aside: without a price 2",
  );
});

it("says nothing of a run without a result", () => {
  expect([resultWords(null), resultWords({ setAside: {}, failures: [] })]).toEqual(["", ""]);
});

it("keeps what went wrong, and what it has no word for", () => {
  expect(resultFacts({ failedOver: ["coingecko: 503"], oddCount: 3 })).toEqual([
    { name: "passed over", value: "coingecko: 503" },
    { name: "odd count", value: "3" },
  ]);
});

it("says that a refresh made nothing newer", () => {
  const stale = { read: 60, written: 0, heldBack: 0, unchanged: 0, provider: "coinmarketcap", setAside: { stale: 60 } };
  expect(refreshWords(stale)).toBe(
    "No price became newer: read 60, from coinmarketcap, set aside: older than what is known 60",
  );
  expect(refreshWords({ read: 60, written: 58, unchanged: 2 })).toBe("read 60, written 58, unchanged 2");
});
