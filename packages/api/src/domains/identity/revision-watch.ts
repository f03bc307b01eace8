import type { Db } from "../../platform/database/database.ts";
import { IdentityStateRepository } from "./identity-state.repository.ts";

// What was looked up about a caller is believed for so long without asking whether it still holds: a revocation takes
// effect within a second everywhere, whatever happens to Redis.
const TRUST_MS = 500;

/** Knows whether anything about any caller has changed since it was looked up: one small read each half second. */
export class RevisionWatch {
  readonly #db: Db;
  readonly #onChange: () => void;
  #revision = -1;
  #checkedAt = Number.NEGATIVE_INFINITY;
  #checking: Promise<void> | null = null;

  constructor(db: Db, onChange: () => void) {
    this.#db = db;
    this.#onChange = onChange;
  }

  /** The number as it was last read. */
  get revision(): number {
    return this.#revision;
  }

  get isFresh(): boolean {
    return performance.now() - this.#checkedAt < TRUST_MS;
  }

  /** @throws where the database does not answer: nobody is believed then */
  check(): Promise<void> {
    this.#checking ??= this.#read().finally(() => {
      this.#checking = null;
    });
    return this.#checking;
  }

  async #read(): Promise<void> {
    const startedAt = performance.now();
    const revision = await new IdentityStateRepository(this.#db).revision();
    if (revision !== this.#revision) this.#onChange();
    this.#revision = revision;
    this.#checkedAt = startedAt;
  }
}
