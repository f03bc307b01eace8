import type { RedisLink } from "../redis/redis-link.ts";

// With Redis an announcement comes at once; a look at what it is about is what keeps working without it.
const LOOK_EVERY_MS = { announced: 5_000, alone: 1_000 };

/** Hears of one topic. What comes while nobody waits is remembered once. */
export interface Ear {
  /** Resolves at the next announcement, or when it is time to look anyway. */
  next(): Promise<void>;
  close(): void;
}

/**
 * Tells whoever waits, in this process and the others, that something about a topic is new. It says only that: who hears it
 * reads what is stored, so that a lost announcement costs a moment and nothing else.
 */
export class Announcements {
  readonly #redis: Pick<RedisLink, "publish" | "subscribe" | "state">;
  readonly #channel: string;
  readonly #ears = new Map<string, Set<() => void>>();
  #ended = false;

  constructor(redis: Pick<RedisLink, "publish" | "subscribe" | "state">, channel: string) {
    this.#redis = redis;
    this.#channel = channel;
  }

  /** Hears the other processes from here on. */
  async start(): Promise<void> {
    await this.#redis.subscribe(this.#channel, (topic) => this.#ring(topic));
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** Wakes everybody for good: the server stops. */
  end(): void {
    this.#ended = true;
    for (const topic of this.#ears.keys()) this.#ring(topic);
  }

  announce(topic: string): void {
    this.#ring(topic);
    void this.#redis.publish(this.#channel, topic);
  }

  listen(topic: string, signal?: AbortSignal): Ear {
    let rung = false;
    let wake: (() => void) | null = null;
    const ring = () => {
      rung = true;
      wake?.();
    };
    const ears = this.#ears.get(topic) ?? new Set();
    this.#ears.set(topic, ears.add(ring));
    signal?.addEventListener("abort", ring, { once: true });
    return {
      next: async () => {
        if (!rung && !this.#ended && !signal?.aborted) await this.#rest((resolve) => (wake = resolve));
        rung = false;
        wake = null;
      },
      close: () => {
        signal?.removeEventListener("abort", ring);
        ears.delete(ring);
        if (ears.size === 0) this.#ears.delete(topic);
      },
    };
  }

  async #rest(register: (resolve: () => void) => void): Promise<void> {
    const most = this.#redis.state() === "up" ? LOOK_EVERY_MS.announced : LOOK_EVERY_MS.alone;
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      timer = setTimeout(resolve, most).unref();
      register(resolve);
    });
    clearTimeout(timer);
  }

  #ring(topic: string): void {
    for (const ring of this.#ears.get(topic) ?? []) ring();
  }
}
