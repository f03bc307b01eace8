import { describe, expect, it } from "vitest";
import { changedFields, correctionOf, rowAhead } from "./correction.ts";
import { entryOf } from "./entry-draft.ts";
import { recorded } from "./transaction.fixture.ts";

describe("a correction", () => {
  it("of nothing says nothing", () => {
    expect(correctionOf(recorded(), entryOf(recorded()))).toEqual({});
  });

  it("says what is other, and null where a field was emptied", () => {
    const entry = { ...entryOf(recorded()), quantity: "0.25", fees: "", note: "", tags: "" };
    expect(correctionOf(recorded(), entry)).toEqual({ quantity: "0.25", fees: null, note: null, tags: [] });
  });

  it("says a value in place of the price without taking the price away by itself", () => {
    const entry = { ...entryOf(recorded()), price: "", value: "30000" };
    expect(correctionOf(recorded(), entry)).toEqual({ value: "30000" });
    const valued = recorded({ price: null, value: "30000" });
    expect(correctionOf(valued, { ...entryOf(valued), price: "60000", value: "" })).toEqual({ price: "60000" });
  });

  it("to another type leaves it to the server what falls away", () => {
    const entry = { ...entryOf(recorded()), type: "lost" as const };
    expect(correctionOf(recorded(), entry)).toEqual({ type: "lost" });
  });

  it("shows the row at once as it will be, under its old version", () => {
    expect(rowAhead(recorded(), { quantity: "1", price: null })).toEqual({ quantity: "1", price: null, version: 3 });
  });
});

it("names what somebody else changed meanwhile", () => {
  const now = recorded({ quantity: "2", tags: [], version: 4 });
  expect(changedFields(recorded(), now)).toEqual([
    { field: "quantity", before: "0.5", now: "2" },
    { field: "tags", before: "tax", now: null },
  ]);
});
