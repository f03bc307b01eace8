import { hash } from "node:crypto";
import { sql } from "kysely";

// A statement is worth preparing once it comes back; more of them than this are not a fixed set any more.
const PREPARE_AT = 3;
const MAX_STATEMENTS = 300;
const IS_SELECT = /^\s*select\b/i;
const MARK = "/* often */";

/**
 * Marks a write that is worth preparing: `query.modifyEnd(often)`. One row at a time and always the same text; writes of
 * many rows are better planned anew each time.
 */
export const often = sql.raw<void>(MARK);

/** Names statements that come back, so that each connection parses and plans them once. */
export class StatementNames {
  readonly #seen = new Map<string, number>();
  readonly #names = new Map<string, string>();

  /** @returns the name to prepare `text` under; null to send it as it is */
  nameOf(text: string): string | null {
    const known = this.#names.get(text);
    if (known) return known;
    if (!IS_SELECT.test(text) && !text.endsWith(MARK)) return null;
    const times = (this.#seen.get(text) ?? 0) + 1;
    if (times < PREPARE_AT) {
      if (this.#seen.size > MAX_STATEMENTS) this.#seen.clear();
      this.#seen.set(text, times);
      return null;
    }
    this.#seen.delete(text);
    if (this.#names.size >= MAX_STATEMENTS) return null;
    const name = `cd_${hash("sha1", text, "hex")}`;
    this.#names.set(text, name);
    return name;
  }

  /** After the tables have changed a prepared statement can be refused; it is sent as it is until it has come back again. */
  forget(text: string): void {
    this.#names.delete(text);
  }
}
