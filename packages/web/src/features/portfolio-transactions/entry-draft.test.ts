import { TRANSACTION_TYPES, TransactionDraft } from "@cryptodesk/shared/portfolio/transaction.contract";
import { describe, expect, it } from "vitest";
import { type EntryDraft, emptyEntry, entryFaults, entryInput, minuteOf, readAmount } from "./entry-draft.ts";

const entry = (part: Partial<EntryDraft>): EntryDraft => ({
  ...emptyEntry("buy", "2026-01-31T12:00", "eur"),
  assetId: "bitcoin",
  quantity: "0.5",
  ...part,
});

describe("a typed amount", () => {
  it.each([
    ["1234.5", "1234.5"],
    ["0,5", "0.5"],
    ["1 234.50", "1234.50"],
    [".5", "0.5"],
    ["-3", "-3"],
    ["007", "7"],
    ["0,123", "0.123"],
    ["0.000000000000000001", "0.000000000000000001"],
  ])("reads %s as %s", (typed, amount) => {
    expect(readAmount(typed)).toBe(amount);
  });

  it.each(["1,234", "1,234.5", "1.2.3", "abc", "1e5", "-", ""])("does not guess at %j", (typed) => {
    expect(readAmount(typed)).toBeNull();
  });
});

describe("an entry", () => {
  it("says only what its type has a use for, and the price rather than the value", () => {
    expect(
      entryInput(entry({ price: "64 250,12", value: "9", toAssetId: "ethereum", fees: "12.5", tags: "tax, tax, a" })),
    ).toEqual({
      type: "buy",
      date: "2026-01-31T12:00:00.000Z",
      assetId: "bitcoin",
      quantity: "0.5",
      price: "64250.12",
      currency: "eur",
      fees: "12.5",
      tags: ["tax", "a"],
    });
  });

  it("names what is missing or cannot be read, and is not sent then", () => {
    const wrong = entry({ quantity: "1,234", assetId: "", price: "-1" });
    expect(entryFaults(wrong)).toEqual({ quantity: "number", assetId: "needed", price: "notNegative" });
    expect(entryInput(wrong)).toBeNull();
    expect(entryFaults(entry({ quantity: "0" }))).toEqual({ quantity: "aboveZero" });
    expect(entryFaults(entry({ feeAssetId: "binancecoin" }))).toEqual({ fees: "needed" });
  });

  it.each(TRANSACTION_TYPES)("of the type %s is one that the API takes once all is filled in", (type) => {
    const full = entry({
      type,
      price: "2",
      fees: "1",
      toAssetId: "ethereum",
      toQuantity: "3",
      cost: "4",
      acquiredAt: "2025-01-01",
      splitFrom: "1",
      splitTo: "10",
      note: "n",
    });
    expect(TransactionDraft.safeParse(entryInput(full)).success).toBe(true);
  });
});

it("keeps the seconds of a time where there are any", () => {
  expect(minuteOf("2026-01-31T12:00:00.000Z")).toBe("2026-01-31T12:00");
  expect(minuteOf("2026-01-31T12:00:05.000Z")).toBe("2026-01-31T12:00:05");
  expect(minuteOf("2026-01-31T12:00:05.120Z")).toBe("2026-01-31T12:00:05.120");
});
