import { describe, expect, it } from "vitest";
import { isFiltered, parseTransactionSearch, transactionQuestion } from "./transaction-search.ts";

const WALLET = "019ab000-0000-7000-8000-000000000000";

describe("what the transactions keep in their address", () => {
  it("is read as the API takes it", () => {
    const search = parseTransactionSearch({
      wallet: WALLET,
      asset: "bitcoin",
      types: "buy,swap",
      from: "2026-01-01",
      to: "2026-02-28",
      tag: "tax",
      text: " ledger ",
      order: "oldest",
    });
    expect(transactionQuestion(search)).toEqual({
      walletId: WALLET,
      assetId: "bitcoin",
      types: ["buy", "swap"],
      from: "2026-01-01",
      to: "2026-02-28",
      tag: "tax",
      text: "ledger",
      order: "oldest",
    });
    expect(isFiltered(search)).toBe(true);
  });

  it("drops what does not fit, and an order alone is no filter", () => {
    const search = parseTransactionSearch({
      wallet: "1",
      asset: "fiat:EURO",
      types: "buy,theft",
      from: "2026-13-01",
      tag: "",
      text: 5,
      order: "sideways",
      page: "2",
    });
    expect(search).toEqual({ types: "buy" });
    expect(isFiltered(parseTransactionSearch({ order: "oldest" }))).toBe(false);
  });
});
