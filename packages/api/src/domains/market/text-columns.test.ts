import { describe, expect, it } from "vitest";
import { columnOf } from "./text-columns.ts";
import { TimeSlices } from "./time-slices.ts";

describe("a text of numbers", () => {
  it("is read with unknown ones in their places", async () => {
    expect([...(await columnOf("1.5,,-2e3,0", new TimeSlices()))]).toEqual([1.5, Number.NaN, -2_000, 0]);
    expect([...(await columnOf("", new TimeSlices()))]).toEqual([Number.NaN]);
    expect([...(await columnOf("7,", new TimeSlices()))]).toEqual([7, Number.NaN]);
  });

  it("gives others a turn while it is long", async () => {
    let turns = 0;
    let isRead = false;
    const others = () => {
      turns += 1;
      if (!isRead) setImmediate(others);
    };
    setImmediate(others);
    const text = Array.from({ length: 1_000_000 }, (_, index) => 0.1 * index).join(",");
    const column = await columnOf(text, new TimeSlices());
    isRead = true;
    expect(column.length).toBe(1_000_000);
    expect(column[999_999]).toBe(0.1 * 999_999);
    expect(turns).toBeGreaterThan(5);
  });
});
