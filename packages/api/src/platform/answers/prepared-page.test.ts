import { describe, expect, it } from "vitest";
import { jsonOf, preparedPage } from "./prepared-page.ts";

describe("a prepared page", () => {
  const page = preparedPage<{ id: string }>('[{"id":"a"},{"id":"b"}]', "next");

  it("is sent as the database wrote it", () => {
    expect(jsonOf(page)).toBe('{"items":[{"id":"a"},{"id":"b"}],"nextCursor":"next"}');
  });

  it("reads as the page it is, and serialises alike", () => {
    expect(page.items).toEqual([{ id: "a" }, { id: "b" }]);
    expect(JSON.stringify(page)).toBe(jsonOf(page));
  });

  it("may be empty", () => {
    expect(jsonOf(preparedPage("[]", null))).toBe('{"items":[],"nextCursor":null}');
  });

  it("leaves other answers to JSON.stringify", () => {
    expect(jsonOf({ price: null })).toBe('{"price":null}');
  });
});
