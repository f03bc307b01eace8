import { describe, expect, it } from "vitest";
import { isStorableJson, isStorableText } from "./storable.ts";

function nested(levels: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < levels; level += 1) value = level % 2 ? [value] : { down: value };
  return value;
}

describe("text for a database", () => {
  it("may hold any letters but NUL and half a surrogate pair", () => {
    for (const text of ["", "a", "𝔘", "\u202e", "\u0001"]) expect([text, isStorableText(text)]).toEqual([text, true]);
    for (const text of ["\u0000", "a\u0000b", "\ud800", "\udfff\ud800", "x\udc00"]) {
      expect([text, isStorableText(text)]).toEqual([text, false]);
    }
  });
});

describe("JSON for a database", () => {
  it("is of such text in every value and key", () => {
    expect(isStorableJson({ a: ["x", { b: null, c: 1, d: true }] })).toBe(true);
    expect(isStorableJson({ a: ["x", { b: "\u0000" }] })).toBe(false);
    expect(isStorableJson([{ "\ud800": 1 }])).toBe(false);
  });

  it("is not nested deeper than 64 levels", () => {
    expect([isStorableJson(nested(64)), isStorableJson(nested(65))]).toEqual([true, false]);
    expect(isStorableJson(nested(100_000))).toBe(false);
  });
});
