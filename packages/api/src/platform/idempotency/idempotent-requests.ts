import { DomainError, invalidInput } from "@cryptodesk/shared/errors/domain-error";
import type { Db } from "../database/database.ts";
import { hashToken } from "../security/random-token.ts";
import type { SecretBox } from "../security/secret-box.ts";
import type {} from "./idempotency.tables.ts";

/** A stored answer. */
export interface StoredAnswer {
  status: number;
  headers: Record<string, string>;
  body: string | null;
}

export interface IdempotentRequest {
  /** Whose key it is: keys of two callers never meet. */
  owner: string;
  key: string;
  route: string;
  input: unknown;
}

const KEPT_MS = 24 * 60 * 60_000;
const KEY = /^[\x21-\x7e]{1,255}$/;

/**
 * Requests with an Idempotency-Key: done once, answered as often as they are asked for within 24 hours, on every instance
 * and after a restart. Answers are stored sealed, because one may hold a key that is shown once.
 */
export class IdempotentRequests {
  readonly #db: Db;
  readonly #secrets: SecretBox;

  constructor(db: Db, secrets: SecretBox) {
    this.#db = db;
    this.#secrets = secrets;
  }

  /**
   * Does the request, or gives the answer it had.
   * @param perform does it; where it throws, nothing is kept and the key may be used again
   * @throws DomainError INVALID_INPUT for a malformed key or one that came with another request, CONFLICT while it is being
   *   done or where nobody knows how it ended
   */
  async once(
    { owner, key, route, input }: IdempotentRequest,
    now: Date,
    perform: () => Promise<StoredAnswer>,
  ): Promise<{ answer: StoredAnswer; replayed: boolean }> {
    if (!KEY.test(key)) throw invalidInput("/Idempotency-Key", "must be 1 to 255 visible ASCII characters");
    const hash = hashToken(`${route}\n${JSON.stringify(input)}`);
    const earlier = await this.#claim({ owner, key, route, hash }, now);
    if (earlier) return { answer: this.#answerOf(earlier, hash, owner), replayed: true };
    const answer = await perform().catch(async (error: unknown) => {
      await this.#release(owner, key);
      throw error;
    });
    await this.#db
      .updateTable("idempotent_request")
      .set({
        status: answer.status,
        headers: JSON.stringify(answer.headers),
        body: answer.body === null ? null : this.#secrets.seal(answer.body, sealedAs(owner, key)),
      })
      .where("owner", "=", owner)
      .where("key", "=", key)
      .execute();
    return { answer, replayed: false };
  }

  /** @returns how many were past their time */
  async deleteOld(now: Date): Promise<number> {
    const before = new Date(now.getTime() - KEPT_MS);
    const result = await this.#db.deleteFrom("idempotent_request").where("created_at", "<=", before).executeTakeFirst();
    return Number(result.numDeletedRows);
  }

  /** @returns the earlier request with this key; null: it is ours now */
  async #claim({ owner, key, route, hash }: { owner: string; key: string; route: string; hash: string }, now: Date) {
    const before = new Date(now.getTime() - KEPT_MS);
    return this.#db.transaction().execute(async (transaction) => {
      await transaction
        .deleteFrom("idempotent_request")
        .where("owner", "=", owner)
        .where("key", "=", key)
        .where("created_at", "<=", before)
        .execute();
      const claimed = await transaction
        .insertInto("idempotent_request")
        .values({ owner, key, route, body_hash: hash, created_at: now })
        .onConflict((conflict) => conflict.doNothing())
        .returning("key")
        .executeTakeFirst();
      if (claimed) return null;
      return transaction
        .selectFrom("idempotent_request")
        .selectAll()
        .where("owner", "=", owner)
        .where("key", "=", key)
        .executeTakeFirstOrThrow();
    });
  }

  async #release(owner: string, key: string): Promise<void> {
    await this.#db.deleteFrom("idempotent_request").where("owner", "=", owner).where("key", "=", key).execute();
  }

  #answerOf(
    row: {
      key: string;
      body_hash: string;
      status: number | null;
      headers: Record<string, string> | null;
      body: string | null;
    },
    hash: string,
    owner: string,
  ): StoredAnswer {
    if (row.body_hash !== hash) {
      throw invalidInput("/Idempotency-Key", "was used for another request: take a new key for a new request");
    }
    if (row.status === null) {
      throw new DomainError(
        "CONFLICT",
        "The request with this key has not ended: wait, or look whether it was done, and try again with a new key.",
        { retryAfterSeconds: 2 },
      );
    }
    const body = row.body === null ? null : this.#secrets.open(row.body, sealedAs(owner, row.key));
    return { status: row.status, headers: row.headers ?? {}, body };
  }
}

function sealedAs(owner: string, key: string): string {
  return `idempotent ${owner} ${key}`;
}
