import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CURSOR_ID, decodeTimeCursor, encodeTimeCursor, pageOf } from "./time-cursor.ts";

const ID = "01900000-0000-7000-8000-000000000000";
const forge = (value: unknown) => Buffer.from(JSON.stringify(value) ?? "").toString("base64url");

describe("time cursors", () => {
  it("give back the time and id they were made of", () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date("2009-01-01"), max: new Date("2200-01-01"), noInvalidDate: true }),
        fc.uuid(),
        (at, id) => {
          expect(decodeTimeCursor(encodeTimeCursor(at.toISOString(), id))).toEqual({ at, id });
        },
      ),
    );
  });

  it("carry ids of other lists where those say so", () => {
    const cursor = encodeTimeCursor("2026-01-01T00:00:00.000Z", "coingecko/boringdao-[old]/發/no_price");
    expect(decodeTimeCursor(cursor, CURSOR_ID.text)?.id).toBe("coingecko/boringdao-[old]/發/no_price");
    expect(() => decodeTimeCursor(cursor)).toThrow(/not a cursor/);
  });

  it("mean the beginning when there is none", () => {
    expect(decodeTimeCursor(undefined)).toBeNull();
  });

  it.each([
    ["nothing", ""],
    ["no base64", "%%%"],
    ["a number", forge(7)],
    ["null", forge(null)],
    ["one part", forge([ID])],
    ["three parts", forge(["2026-01-01T00:00:00.000Z", ID, ID])],
    ["parts that are no text", forge([2026, ID])],
    ["no time", forge(["yesterday", ID])],
    ["a time only JavaScript reads", forge(["Foo 1", ID])],
    ["a time after the database's last", forge(["+275760-09-13T00:00:00.000Z", ID])],
    ["the year 0", forge(["0000-01-01T00:00:00.000Z", ID])],
    ["an id of another shape", forge(["2026-01-01T00:00:00.000Z", "1; DROP TABLE coin"])],
  ])("made of %s are refused, naming the field", (_, cursor) => {
    expect(() => decodeTimeCursor(cursor)).toThrow(
      expect.objectContaining({ code: "INVALID_INPUT", errors: [expect.objectContaining({ pointer: "/cursor" })] }),
    );
  });

  it("refuse NUL in ids that are text", () => {
    expect(() => decodeTimeCursor(forge(["2026-01-01T00:00:00.000Z", "a\u0000"]), CURSOR_ID.text)).toThrow(
      /not a cursor/,
    );
  });
});

describe("pageOf", () => {
  const cursorOf = (row: number) => `after ${row}`;

  it("gives a next cursor only where the one row more came", () => {
    expect(pageOf([1, 2, 3], 2, cursorOf)).toEqual({ items: [1, 2], nextCursor: "after 2" });
    expect(pageOf([1, 2], 2, cursorOf)).toEqual({ items: [1, 2], nextCursor: null });
    expect(pageOf([], 2, cursorOf)).toEqual({ items: [], nextCursor: null });
  });
});
