import { describe, expect, it } from "vitest";
import { toCsv } from "./csv.ts";

const SHAPE = { rows: "items", columns: ["note"] };
const cellOf = (note: unknown) => toCsv({ items: [{ note }] }, SHAPE).slice("note\r\n".length, -2);

describe("a cell of CSV", () => {
  it.each([
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    '=HYPERLINK("http://evil","x")',
    "-",
    "+",
    "-1-1",
    "- 5",
  ])("that a spreadsheet would run is text: %j", (text) => {
    const cell = cellOf(text);
    const read = cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell;
    expect(read).toBe(`'${text}`);
  });

  it.each(["-5", "-0.000000000000000000000000000000000001", "+3.5", "-1e-7", "0", "12.50"])(
    "that is a number stays one: %s",
    (text) => {
      expect(cellOf(text)).toBe(text);
    },
  );

  it("is guarded as a whole where it joins a list", () => {
    expect(cellOf(["=1", "b"])).toBe("'=1;b");
    expect(cellOf(["a", "=1"])).toBe("a;=1");
  });

  it("is empty for what is unknown, and quoted where it would end early", () => {
    expect(cellOf(null)).toBe("");
    expect(cellOf('a,"b"\r\nc')).toBe('"a,""b""\r\nc"');
  });
});
