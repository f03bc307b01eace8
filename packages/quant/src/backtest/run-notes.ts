import type { Remark } from "@cryptodesk/shared/strategy/backtest.contract";
import { remarkOf } from "../remarks/remark.ts";

/** Things that happen in a run and that one should know of, in the order in which they are told. */
const KINDS = [
  "both-sides",
  "missing-candle",
  "broken-off",
  "no-cash",
  "cut",
  "full",
  "partial",
  "lapsed",
  "unknown-volume",
  "unknown-size",
  "no-bet",
] as const;

type NoteKind = (typeof KINDS)[number];

/** Each is told once, with how often it was so. */
export class RunNotes {
  readonly #counts = new Map<NoteKind, number>();
  readonly #others: Remark[] = [];

  count(kind: NoteKind): void {
    this.#counts.set(kind, (this.#counts.get(kind) ?? 0) + 1);
  }

  say(code: "no-candle" | "used-up"): void {
    this.#others.push(remarkOf(code, {}));
  }

  toRemarks(): Remark[] {
    const counted = KINDS.flatMap((kind) => {
      const count = this.#counts.get(kind);
      return count === undefined ? [] : [remarkOf(kind, { count })];
    });
    return [...this.#others, ...counted];
  }
}
