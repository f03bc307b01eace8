import { describe, expect, it } from "vitest";
import { readListFile } from "./exchange-lists.ts";

describe("a file of watchlists", () => {
  it("is read with order and notes, under new ids", () => {
    const file = JSON.stringify({
      lists: [{ id: "first", name: "Majors", coins: [{ id: "eth", note: "n" }, { id: "btc" }] }],
    });
    const [list] = readListFile(file, () => "new");
    expect(list).toMatchObject({ id: "new", name: "Majors", coins: [{ id: "eth", note: "n" }, { id: "btc" }] });
  });

  it.each([["{"], ["[]"], ['{"lists":5}'], ['{"lists":[]}'], ["null"]])("that is none is refused: %s", (text) => {
    expect(() => readListFile(text, () => "new")).toThrow();
  });
});
