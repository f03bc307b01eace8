import { expect, it } from "vitest";
import { tableHtml, tableText } from "./copy-table.ts";

const rows = [
  ["Coin", "Price"],
  ["Tab\there & <there>", "$1.00"],
];

it("copies cells so that a tab inside one does not shift the others", () => {
  expect(tableText(rows)).toBe("Coin\tPrice\nTab here & <there>\t$1.00");
});

it("copies markup in a name as text", () => {
  expect(tableHtml(rows)).toContain("<td>Tab\there &amp; &lt;there&gt;</td>");
  expect(tableHtml(rows)).toContain("<th>Coin</th>");
});
