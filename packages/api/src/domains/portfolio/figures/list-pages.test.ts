import { expect, it } from "vitest";
import { ledgerOf, trade } from "./ledger.fixture.ts";
import { lotList } from "./lot-list.ts";
import { missingList } from "./missing-list.ts";

const none = new Map();
const assetId = "token";

/** Every page of a list, its rows one after the other. */
function pagesOf<Row>(ask: (cursor: string | undefined) => { items: Row[]; nextCursor: string | null }): Row[][] {
  const pages: Row[][] = [];
  for (let cursor: string | undefined, more = true; more; ) {
    const { items, nextCursor } = ask(cursor);
    pages.push(items);
    cursor = nextCursor ?? undefined;
    more = nextCursor !== null;
  }
  return pages;
}

const many = (type: "buy" | "sell", count: number) =>
  Array.from({ length: count }, (_, at) => trade(type, at < 600 ? "2021-01-05" : "2021-01-06", "1", "10"));

it("tells lots beyond the first thousand on further pages, each once", () => {
  const ledger = ledgerOf(many("buy", 2_100), { today: "2021-03-01" });
  const pages = pagesOf((cursor) => lotList(ledger, { assetId, cursor }, none));
  expect(pages.map(({ length }) => length)).toEqual([1_000, 1_000, 100]);
  expect(new Set(pages.flat().map(({ id }) => id)).size).toBe(2_100);
  expect(lotList(ledger, { assetId }, none).total).toBe(2_100);
});

it("tells missing acquisitions beyond the first thousand on further pages, each once", () => {
  const ledger = ledgerOf(many("sell", 1_300), { today: "2021-03-01" });
  const pages = pagesOf((cursor) => missingList(ledger, { cursor }, none));
  expect(pages.map(({ length }) => length)).toEqual([1_000, 300]);
  expect(new Set(pages.flat().map(({ transactionId }) => transactionId)).size).toBe(1_300);
});

it("refuses a cursor of another list", () => {
  const ledger = ledgerOf(many("buy", 2), { today: "2021-03-01" });
  expect(() => lotList(ledger, { assetId, cursor: "bm8" }, none)).toThrow(/cursor/);
});
