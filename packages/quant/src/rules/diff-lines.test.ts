import fc from "fast-check";
import { expect, it } from "vitest";
import { diffLines } from "./diff-lines.ts";

const text = fc.array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 12 }).map((lines) => lines.join("\n"));
const linesOf = (whole: string) => (whole === "" ? [] : whole.split("\n"));
const marks = (before: string, after: string) =>
  diffLines(before, after).map((line) => `${{ same: " ", added: "+", removed: "-" }[line.kind]}${line.text}`);

/** Length of the longest common subsequence, by the table of the textbooks. */
function longestCommon(a: readonly string[], b: readonly string[]): number {
  let row = new Array<number>(b.length + 1).fill(0);
  for (const line of a) {
    const next = [0];
    for (const [index, other] of b.entries()) {
      next.push(line === other ? (row[index] ?? 0) + 1 : Math.max(row[index + 1] ?? 0, next[index] ?? 0));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

it("shows what was taken out and what was put in", () => {
  expect(marks("a\nb\nc\n", "a\nx\nc\nd\n")).toEqual([" a", "-b", "+x", " c", "+d"]);
});

it("gives both texts back, with as many lines in common as there can be", () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      const lines = diffLines(before, after);
      const without = (kind: string) => lines.filter((line) => line.kind !== kind).map((line) => line.text);
      expect(without("added")).toEqual(linesOf(before));
      expect(without("removed")).toEqual(linesOf(after));
      const same = lines.filter(({ kind }) => kind === "same").length;
      expect(same).toBe(longestCommon(linesOf(before), linesOf(after)));
    }),
    { numRuns: 2000 },
  );
});

it("shows texts without much in common as one replaced by the other, soon", () => {
  const lines = (mark: string) => Array.from({ length: 20_000 }, (_, index) => `${mark}${index}`).join("\n");
  const started = Date.now();
  const shown = diffLines(lines("a"), lines("b"));
  expect(Date.now() - started).toBeLessThan(5000);
  expect([shown.length, shown[0]?.kind, shown.at(-1)?.kind]).toEqual([40_000, "removed", "added"]);
});
