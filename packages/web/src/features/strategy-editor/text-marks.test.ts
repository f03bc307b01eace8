import { expect, it } from "vitest";
import { markProblems, offsetOf } from "./text-marks.ts";

const TEXT = "trade bitcoin every 1d\nlong when fast crosses above slw\nstop 5 %";
const UNKNOWN_SERIES = { path: ["long"], message: "no series slw", line: 2, column: 30, length: 3 };

it("marks the stretch of a problem in its line and leaves the rest", () => {
  const [first, second, third] = markProblems(TEXT, [UNKNOWN_SERIES]);
  expect(first).toEqual([{ text: "trade bitcoin every 1d", problem: null }]);
  expect(second).toEqual([
    { text: "long when fast crosses above ", problem: null },
    { text: "slw", problem: 0 },
  ]);
  expect(third).toEqual([{ text: "stop 5 %", problem: null }]);
});

it("marks the last letter where something is missing at the end of a line", () => {
  const [line] = markProblems("size 50 %", [{ path: [], message: "of what?", line: 1, column: 10, length: 0 }]);
  expect(line).toEqual([
    { text: "size 50 ", problem: null },
    { text: "%", problem: 0 },
  ]);
});

it("marks a whole line where the problem has no column", () => {
  expect(markProblems("stop", [{ path: [], message: "how far?", line: 1 }])).toEqual([[{ text: "stop", problem: 0 }]]);
});

it("keeps the first of two problems that overlap", () => {
  const [line] = markProblems("abcdef", [
    { path: [], message: "one", line: 1, column: 1, length: 4 },
    { path: [], message: "two", line: 1, column: 3, length: 4 },
  ]);
  expect(line).toEqual([
    { text: "abcd", problem: 0 },
    { text: "ef", problem: null },
  ]);
});

it("loses no character of the text", () => {
  const lines = markProblems(TEXT, [UNKNOWN_SERIES, { path: [], message: "x", line: 3, column: 99, length: 9 }]);
  expect(lines.map((pieces) => pieces.map(({ text }) => text).join("")).join("\n")).toBe(TEXT);
});

it("finds a problem's place in the text, and none where it has none", () => {
  expect(TEXT.slice(offsetOf(TEXT, UNKNOWN_SERIES) ?? 0).slice(0, 3)).toBe("slw");
  expect(offsetOf(TEXT, { path: ["sizing"], message: "missing" })).toBeNull();
});
