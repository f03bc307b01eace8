export interface DiffLine {
  readonly kind: "same" | "added" | "removed";
  readonly text: string;
}

/** Texts that differ in more lines than this are shown as one replaced by the other. */
const MOST_EDITS = 1000;

/**
 * Two texts line by line with the fewest lines added and removed (E. Myers, An O(ND) Difference Algorithm and Its Variations,
 * 1986). What begins and ends alike is set aside first.
 */
export function diffLines(before: string, after: string): DiffLine[] {
  const [old, young] = [linesOf(before), linesOf(after)];
  let head = 0;
  while (head < old.length && head < young.length && old[head] === young[head]) head += 1;
  let tail = 0;
  while (tail < Math.min(old.length, young.length) - head && old.at(-1 - tail) === young.at(-1 - tail)) tail += 1;
  const same = (lines: readonly string[]): DiffLine[] => lines.map((text) => ({ kind: "same", text }));
  return [
    ...same(old.slice(0, head)),
    ...diffMiddle(old.slice(head, old.length - tail), young.slice(head, young.length - tail)),
    ...same(old.slice(old.length - tail)),
  ];
}

function linesOf(text: string): string[] {
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  return lines;
}

function diffMiddle(old: readonly string[], young: readonly string[]): DiffLine[] {
  const trail = findTrail(old, young);
  if (!trail) return [...asLines("removed", old), ...asLines("added", young)];
  return followBack(trail, old, young);
}

function asLines(kind: DiffLine["kind"], lines: readonly string[]): DiffLine[] {
  return lines.map((text) => ({ kind, text }));
}

/** Where each diagonal is reached with a number of edits. */
interface Reach {
  readonly edits: number;
  /** Index 0 is diagonal `-edits - 1`; values are lines of the old text. */
  readonly x: Int32Array;
}

/** The step onto a diagonal from the reach with one edit less: down adds a line, else one is removed. */
function stepOnto({ edits, x }: Reach, diagonal: number): { isDown: boolean; from: number; x: number } {
  const at = (each: number) => x[each + edits + 1] ?? 0;
  const lowest = -edits - 1;
  const isDown = diagonal === lowest || (diagonal !== edits + 1 && at(diagonal - 1) < at(diagonal + 1));
  return isDown
    ? { isDown, from: diagonal + 1, x: at(diagonal + 1) }
    : { isDown, from: diagonal - 1, x: at(diagonal - 1) + 1 };
}

const NOWHERE: Reach = { edits: -1, x: new Int32Array(3) };

/** The reach with 0, 1, 2 … edits until both texts are at their ends; null past the bound. */
function findTrail(old: readonly string[], young: readonly string[]): Reach[] | null {
  const trail: Reach[] = [];
  const most = Math.min(old.length + young.length, MOST_EDITS);
  for (let edits = 0; edits <= most; edits += 1) {
    const reach = { edits, x: new Int32Array(2 * edits + 3) };
    trail.push(reach);
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      const x = slide(old, young, stepOnto(trail[edits - 1] ?? NOWHERE, diagonal).x, diagonal);
      reach.x[diagonal + edits + 1] = x;
      if (x >= old.length && x - diagonal >= young.length) return trail;
    }
  }
  return null;
}

/** Along a diagonal while the lines are the same. */
function slide(old: readonly string[], young: readonly string[], from: number, diagonal: number): number {
  let x = from;
  while (x < old.length && x - diagonal < young.length && old[x] === young[x - diagonal]) x += 1;
  return x;
}

function followBack(trail: readonly Reach[], old: readonly string[], young: readonly string[]): DiffLine[] {
  const lines: DiffLine[] = [];
  let [x, diagonal] = [old.length, old.length - young.length];
  for (let edits = trail.length - 1; edits >= 0; edits -= 1) {
    const step = stepOnto(trail[edits - 1] ?? NOWHERE, diagonal);
    for (; x > step.x; x -= 1) lines.push({ kind: "same", text: old[x - 1] ?? "" });
    if (edits === 0) break;
    if (step.isDown) lines.push({ kind: "added", text: young[x - diagonal - 1] ?? "" });
    else lines.push({ kind: "removed", text: old[x - 1] ?? "" });
    if (!step.isDown) x -= 1;
    diagonal = step.from;
  }
  return lines.reverse();
}
