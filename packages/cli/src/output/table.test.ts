import { describe, expect, it } from "vitest";
import type { Output } from "./output.ts";
import { createPalette } from "./palette.ts";
import { type Column, createTable } from "./table.ts";

interface Row {
  name: string;
  size: string;
  note: string;
}

const columns: Column<Row>[] = [
  { field: "name", header: "Name", shrinkTo: 6, show: ({ name }) => name },
  { field: "size", header: "Size", align: "right", show: ({ size }) => size },
  { field: "note", header: "Note", spare: 1, show: ({ note }) => note },
];
const output = (decorated: boolean, width = 80): Output => ({
  format: "table",
  formatChosen: false,
  fields: null,
  decorated,
  width,
  height: 24,
  palette: createPalette(false),
  coloured: false,
  now: () => new Date(0),
  print: async () => {},
  notice: () => {},
});
const row = (name: string, size = "1", note = "n"): Row => ({ name, size, note });

describe("createTable", () => {
  it("keeps later pages in line with the first and prints the header once", () => {
    const draw = createTable(columns, output(false));
    expect(draw([row("long name", "1000")])).toBe("Name       Size  Note\nlong name  1000  n\n");
    expect(draw([row("b")])).toBe("b             1  n\n");
  });

  it("cuts what may be cut before it leaves anything out", () => {
    const draw = createTable(columns, output(true, 18));
    expect(draw([row("long name")]).split("\n")).toEqual([
      "Name    Size  Note",
      "──────  ────  ────",
      "long …     1  n",
      "",
    ]);
  });

  it("leaves out spare columns where cutting is not enough", () => {
    const draw = createTable(columns, output(true, 13));
    expect(draw([row("long name")]).split("\n")[0]).toBe("Name    Size");
  });

  it("counts wide characters, so that columns stay straight", () => {
    const draw = createTable(columns, output(false));
    expect(draw([row("發發發"), row("abcdef")])).toBe("Name    Size  Note\n發發發     1  n\nabcdef     1  n\n");
  });

  it("shows - where a cell is empty", () => {
    expect(createTable(columns, output(false))([row("a", "", "")])).toBe("Name  Size  Note\na        -  -\n");
  });
});
