import { availableParallelism } from "node:os";
import { unavailable } from "@cryptodesk/shared/errors/domain-error";
import argon2 from "argon2";
import { randomToken } from "../../platform/security/random-token.ts";

/** OWASP password storage cheat sheet, argon2id, second choice: 19 MiB, two passes, one lane. */
export const ARGON2_PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

// One hash takes about 20 ms of one core: who would wait longer than ten seconds had better be told.
const MAX_WAITING = 400;

// libuv's default. One thread stays free for compression and files, however many people sign in.
const POOL_THREADS = 4;

/**
 * Hashes on libuv's threads, never more at once than there are cores: the event loop stays free, and so does a thread for
 * compression and files.
 */
export class PasswordHashing {
  readonly #parallel: number;
  readonly #waiting: (() => void)[] = [];
  readonly #nobody: Promise<string>;
  #running = 0;

  constructor(parallel = Math.max(1, Math.min(availableParallelism(), POOL_THREADS - 1))) {
    this.#parallel = parallel;
    this.#nobody = this.hash(randomToken());
  }

  /** @throws DomainError UNAVAILABLE while too many wait */
  hash(password: string): Promise<string> {
    return this.#inTurn(() => argon2.hash(normalised(password), { type: argon2.argon2id, ...ARGON2_PARAMETERS }));
  }

  /**
   * Takes as long for an account that does not exist (`stored` null) as for one that does.
   * @returns outdated: the hash was made with other parameters than today's
   */
  async verify(stored: string | null, password: string): Promise<{ matches: boolean; outdated: boolean }> {
    const hash = stored ?? (await this.#nobody);
    const matches = await this.#inTurn(() => argon2.verify(hash, normalised(password)));
    if (stored === null || !matches) return { matches: false, outdated: false };
    return { matches: true, outdated: argon2.needsRehash(stored, ARGON2_PARAMETERS) };
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running >= this.#parallel) {
      if (this.#waiting.length >= MAX_WAITING) throw unavailable("Too many people sign in at once. Try again.", 5);
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    } else {
      this.#running += 1;
    }
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running -= 1;
    }
  }
}

// The same letter is one code point on one keyboard and two on another (NIST SP 800-63B, 5.1.1.2); nothing else is changed.
function normalised(password: string): string {
  return password.normalize("NFC");
}
