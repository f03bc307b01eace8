import type { Actor } from "../../platform/access/actor.ts";
import type { ActorResolver } from "./actor-resolver.ts";

const LOOK_MS = 500;
// Sessions and keys also end by time, which no revision tells.
const LOOK_ANYWAY_MS = 30_000;

interface Guarded {
  readonly actor: Actor;
  readonly onLost: () => void;
}

/**
 * Ends streams whose reader may no longer read: within a second of a revocation on whichever instance. It looks at the one
 * number that counts revocations, and at the readers only when that has changed.
 */
export class StreamGuard {
  readonly #actors: ActorResolver;
  readonly #guarded = new Set<Guarded>();
  #timer: NodeJS.Timeout | null = null;
  #revision: number | null = null;
  #lookedAt = 0;
  #looking = false;

  constructor(actors: ActorResolver) {
    this.#actors = actors;
  }

  /** @param onLost ends the stream @returns stops watching it */
  add(actor: Actor, onLost: () => void): () => void {
    const guarded = { actor, onLost };
    this.#guarded.add(guarded);
    this.#timer ??= setInterval(() => void this.look(), LOOK_MS).unref();
    return () => {
      this.#guarded.delete(guarded);
      if (this.#guarded.size > 0 || this.#timer === null) return;
      clearInterval(this.#timer);
      this.#timer = null;
    };
  }

  async look(): Promise<void> {
    if (this.#looking) return;
    this.#looking = true;
    try {
      const revision = await this.#actors.revision();
      const due = performance.now() - this.#lookedAt > LOOK_ANYWAY_MS;
      if (revision === this.#revision && !due) return;
      this.#lookedAt = performance.now();
      for (const { actor, onLost } of [...this.#guarded]) {
        if (!(await this.#actors.stillReads(actor))) onLost();
      }
      this.#revision = revision;
    } catch {
      // While the database is away nothing can be revoked either; it is looked at again.
    } finally {
      this.#looking = false;
    }
  }
}
