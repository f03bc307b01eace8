import type { Actor } from "../../platform/access/actor.ts";
import { type Access, authorise } from "../../platform/access/authorise.ts";
import type { IdentityRuntime } from "./identity-runtime.ts";

const LOOK_EVERY_MS = 250;
// Sessions also end without anybody doing anything.
const LOOK_ANYWAY_MS = 30_000;

interface WatchedStream {
  /** Who its caller is now; null: nobody any more. */
  again(): Promise<Actor | null>;
  readonly access: Access;
  end(): void;
}

/** Ends open streams whose caller lost the right to them: one look for all of them, and only where something changed. */
export class StreamWatch {
  readonly #identity: Pick<IdentityRuntime, "actors" | "clock">;
  readonly #streams = new Set<WatchedStream>();
  /** Whoever lost the right while the stream was being opened is found at the first look. */
  #unseen: WatchedStream[] = [];
  #timer: NodeJS.Timeout | null = null;
  #looking = false;
  #revision: number | null = null;
  #lookedAt = 0;

  constructor(identity: Pick<IdentityRuntime, "actors" | "clock">) {
    this.#identity = identity;
  }

  /** @returns takes it out again */
  add(stream: WatchedStream): () => void {
    this.#streams.add(stream);
    this.#unseen.push(stream);
    this.#timer ??= setInterval(() => void this.#look(), LOOK_EVERY_MS).unref();
    return () => {
      this.#streams.delete(stream);
      if (this.#streams.size > 0 || this.#timer === null) return;
      clearInterval(this.#timer);
      this.#timer = null;
    };
  }

  async #look(): Promise<void> {
    if (this.#looking) return;
    this.#looking = true;
    try {
      const revision = await this.#identity.actors.revision();
      const changed = revision !== this.#revision || performance.now() - this.#lookedAt > LOOK_ANYWAY_MS;
      const unsure = changed ? [...this.#streams] : this.#unseen;
      this.#unseen = [];
      if (changed) this.#lookedAt = performance.now();
      await Promise.all(unsure.map((stream) => this.#check(stream)));
      this.#revision = revision;
    } catch {
      // A database that does not answer has no news for a stream either: the next look decides.
      this.#revision = null;
    } finally {
      this.#looking = false;
    }
  }

  async #check(stream: WatchedStream): Promise<void> {
    const actor = await stream.again();
    if (actor?.kind === "unavailable") throw actor.cause;
    try {
      if (actor) return authorise(actor, stream.access, false, this.#identity.clock());
    } catch {
      // Refused: it ends.
    }
    stream.end();
  }
}
