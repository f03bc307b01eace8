import { DomainError, invalidInput } from "@cryptodesk/shared/errors/domain-error";
import type { Db } from "../database/database.ts";
import { hashToken } from "../security/random-token.ts";
import type { SecretBox } from "../security/secret-box.ts";
import { IdempotentRequestRepository, type IdempotentRequestRow } from "./idempotent-request.repository.ts";

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
  readonly #requests: IdempotentRequestRepository;
  readonly #secrets: SecretBox;

  constructor(db: Db, secrets: SecretBox) {
    this.#requests = new IdempotentRequestRepository(db);
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
    const earlier = await this.#requests.claim({ owner, key, route, hash }, now, new Date(now.getTime() - KEPT_MS));
    if (earlier) return { answer: this.#answerOf(earlier, hash), replayed: true };
    const answer = await perform().catch(async (error: unknown) => {
      await this.#requests.release(owner, key);
      throw error;
    });
    const body = answer.body === null ? null : this.#secrets.seal(answer.body, sealedAs(owner, key));
    await this.#requests.settle(owner, key, { ...answer, body });
    return { answer, replayed: false };
  }

  /** @returns how many were past their time */
  async deleteOld(now: Date): Promise<number> {
    return this.#requests.deleteUntil(new Date(now.getTime() - KEPT_MS));
  }

  #answerOf({ owner, key, body_hash, status, headers, body }: IdempotentRequestRow, hash: string): StoredAnswer {
    if (body_hash !== hash) {
      throw invalidInput("/Idempotency-Key", "was used for another request: take a new key for a new request");
    }
    if (status === null) {
      throw new DomainError(
        "CONFLICT",
        "The request with this key has not ended: wait, or look whether it was done, and try again with a new key.",
        { retryAfterSeconds: 2 },
      );
    }
    const opened = body === null ? null : this.#secrets.open(body, sealedAs(owner, key));
    return { status, headers: headers ?? {}, body: opened };
  }
}

function sealedAs(owner: string, key: string): string {
  return `idempotent ${owner} ${key}`;
}
