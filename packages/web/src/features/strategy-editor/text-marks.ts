import type { RuleProblem } from "@cryptodesk/shared/strategy/rules.contract";

/** A stretch of a line; `problem` is the place of its problem in the list, null where all is well. */
export interface TextPiece {
  readonly text: string;
  readonly problem: number | null;
}

/** Cuts a text into lines, and these into pieces with and without a problem. The first problem of a place counts. */
export function markProblems(text: string, problems: readonly RuleProblem[]): readonly (readonly TextPiece[])[] {
  return text.split("\n").map((line, at) => cutLine(line, placesIn(line, at + 1, problems)));
}

interface Stretch {
  from: number;
  to: number;
  problem: number;
}

function placesIn(line: string, number: number, problems: readonly RuleProblem[]): Stretch[] {
  return problems.flatMap((problem, index) => {
    if (problem.line !== number) return [];
    // What is missing at the end of a line is marked at its last letter.
    const from = Math.min((problem.column ?? 1) - 1, Math.max(0, line.length - 1));
    const to =
      problem.column === undefined ? line.length : Math.min(line.length, from + Math.max(1, problem.length ?? 1));
    return [{ from, to, problem: index }];
  });
}

function cutLine(line: string, places: readonly Stretch[]): readonly TextPiece[] {
  const pieces: TextPiece[] = [];
  let at = 0;
  for (const { from, to, problem } of places.toSorted((a, b) => a.from - b.from)) {
    if (from < at) continue;
    if (from > at) pieces.push({ text: line.slice(at, from), problem: null });
    pieces.push({ text: line.slice(from, to), problem });
    at = to;
  }
  if (at < line.length || pieces.length === 0) pieces.push({ text: line.slice(at), problem: null });
  return pieces;
}

/** Where a problem begins in the text, in characters; null where it has no place in it. */
export function offsetOf(text: string, { line, column }: RuleProblem): number | null {
  if (line === undefined) return null;
  const lines = text.split("\n");
  const before = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
  return Math.min(text.length, before + (column ?? 1) - 1);
}
