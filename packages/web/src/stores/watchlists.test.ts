import { describe, expect, it } from "vitest";
import {
  MAX_WATCHED_COINS,
  MAX_WATCHLISTS,
  readWatchlists,
  withCoinMoved,
  withCoins,
  withColumns,
  withName,
  withNewList,
  withNote,
  withoutCoin,
  withoutList,
} from "./watchlists.ts";

const NOW = "2026-11-21T00:00:00.000Z";
const start = withCoins(readWatchlists(undefined), "first", ["bitcoin", "ethereum", "dust"], NOW).lists;
const ids = (lists: typeof start, index = 0) => lists[index]?.coins.map(({ id }) => id);

describe("watchlists", () => {
  it("begin with one empty list", () => {
    expect(readWatchlists(undefined)).toMatchObject([{ id: "first", coins: [] }]);
  });

  it("keep the order in which coins were added, once each, with their notes", () => {
    const noted = withNote(start, "first", "ethereum", "merge");
    const again = withCoins(noted, "first", ["ethereum", "solana"], NOW).lists;
    expect(ids(again)).toEqual(["bitcoin", "ethereum", "dust", "solana"]);
    expect(again[0]?.coins[1]?.note).toBe("merge");
  });

  it.each([
    ["dust", -1, ["bitcoin", "dust", "ethereum"]],
    ["bitcoin", 5, ["ethereum", "dust", "bitcoin"]],
    ["dust", -9, ["dust", "bitcoin", "ethereum"]],
    ["nothing", 1, ["bitcoin", "ethereum", "dust"]],
  ])("move %s by %i", (coin, by, order) => {
    expect(ids(withCoinMoved(start, "first", coin, by))).toEqual(order);
  });

  it("refuse a coin too many and leave the list as it was", () => {
    const many = Array.from({ length: MAX_WATCHED_COINS }, (_, index) => `coin-${index}`);
    const change = withCoins(start, "first", many, NOW);
    expect(change).toEqual({ lists: start, refused: "too-many-coins" });
  });

  it("refuse a list too many", () => {
    let lists = start;
    for (let index = 1; index < MAX_WATCHLISTS; index += 1) {
      lists = withNewList(lists, { id: `list-${index}`, name: "x" }).lists;
    }
    expect(withNewList(lists, { id: "more", name: "more" }).refused).toBe("too-many-lists");
  });

  it("leave one list when the last is deleted", () => {
    expect(withoutList(start, "first")).toMatchObject([{ coins: [] }]);
  });

  it("forget a removed coin, rename, and keep columns in their order", () => {
    expect(ids(withoutCoin(start, "first", "bitcoin"))).toEqual(["ethereum", "dust"]);
    expect(withName(start, "first", "  Majors ")[0]?.name).toBe("Majors");
    expect(withColumns(start, "first", ["note", "change1h"])[0]?.columns).toEqual(["change1h", "note"]);
  });

  it("repair what was stored: unreadable coins and lists are left out, doubles fall together", () => {
    const stored = {
      lists: [
        { id: "a", name: 5, coins: [{ id: "x" }, { id: "" }, null, { id: "x", note: "later" }], columns: ["nope"] },
        "rubbish",
        { name: "without id" },
      ],
    };
    const lists = readWatchlists(stored);
    expect(lists).toHaveLength(1);
    expect(lists[0]).toMatchObject({ id: "a", name: "", coins: [{ id: "x", note: "later" }] });
    expect(lists[0]?.columns.length).toBeGreaterThan(0);
    expect(readWatchlists("{}")).toHaveLength(1);
  });
});
