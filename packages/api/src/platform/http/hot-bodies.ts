import { LRUCache } from "lru-cache";
import type { Metrics } from "../metrics/metrics.ts";
import { HotEntry } from "./hot-entry.ts";
import type { HotStore } from "./hot-store.ts";
import type { HotTarget } from "./hot-targets.ts";

// Older than this, an answer is remade behind the one that is served.
const FRESH_MS = 10_000;
// Older than this, or outdated and unused for a while, it is remade before it is served.
const MAX_AGE_MS = 60_000;
// How long a request waits for that; then it gets the old one.
const PATIENCE_MS = 1000;
const RETRY_MS = 1000;
const CONCURRENT_REBUILDS = 2;
const MAX_REBUILDS = 256;

export interface HotBodiesParts {
  readonly maxBytes: number;
  readonly store: HotStore;
  readonly metrics: Metrics;
  isDatabaseUp(): boolean;
  /** Whether caches between us and the reader may hand an answer to anybody. */
  isPublic(): boolean;
  now?(): number;
}

/** An answer, or the reason why there is none; `error: null` leaves the reason to the ordinary handler. */
export type HotResult = { entry: HotEntry } | { error: unknown };

/**
 * Ready answers by address and form. When the market changes, those in use are remade in the background while the old
 * bytes are served; the rest are remade when they are next asked for. Old bytes are given up only for new ones, so an
 * outage of the database leaves answers that grow old, and say so.
 */
export class HotBodies {
  readonly #parts: HotBodiesParts;
  readonly #now: () => number;
  readonly #entries: LRUCache<string, HotEntry>;
  readonly #targets = new Map<string, HotTarget>();
  readonly #building = new Map<string, Promise<HotResult>>();
  #queue: string[] = [];
  #rebuilding = 0;
  #version = 0;

  constructor(parts: HotBodiesParts) {
    this.#parts = parts;
    this.#now = parts.now ?? Date.now;
    this.#entries = new LRUCache<string, HotEntry>({
      maxSize: parts.maxBytes,
      maxEntrySize: Math.ceil(parts.maxBytes / 4),
      sizeCalculation: (entry) => entry.size,
      dispose: (_entry, key, reason) => {
        if (reason !== "set") this.#targets.delete(key);
      },
    });
  }

  /** Bytes held. */
  get size(): number {
    return this.#entries.calculatedSize;
  }

  /** An entry that can be served now; null where it first has to be made or remade: see `obtain`. */
  peek(key: string): HotEntry | null {
    const entry = this.#entries.get(key);
    if (!entry) return null;
    entry.uses += 1;
    const age = this.#now() - entry.builtAt;
    if (age <= FRESH_MS && !entry.outdated) return entry;
    if (!this.#parts.isDatabaseUp() || entry.queued) return entry;
    if (this.#now() - entry.triedAt < RETRY_MS) return entry;
    if (entry.outdated || age > MAX_AGE_MS) return null;
    this.#enqueue(key, entry);
    return entry;
  }

  /** True where the entry is known to be behind and cannot be helped now. */
  isStale(entry: HotEntry): boolean {
    return entry.failed || !this.#parts.isDatabaseUp();
  }

  /** Makes an answer, once however many ask; falls back to an older one where that fails or takes long. */
  async obtain(key: string, target: HotTarget): Promise<HotResult> {
    this.#parts.metrics.hot.misses += 1;
    const old = this.#entries.get(key);
    const made = this.#build(key, target, "any").then((result) => {
      if ("entry" in result) result.entry.uses += 1;
      return result;
    });
    if (!old) return made;
    const result = await Promise.race([made, patience()]);
    return result && ("entry" in result || !this.#entries.has(key)) ? result : { entry: old };
  }

  /** The market has changed: what was used since it last did is remade now, most used first. */
  invalidate(version: number): void {
    if (version <= this.#version) return;
    this.#version = version;
    const used: [string, HotEntry][] = [];
    for (const [key, entry] of this.#entries.entries()) {
      entry.outdated = true;
      if (entry.uses > 0) used.push([key, entry]);
    }
    used.sort(([, a], [, b]) => b.uses - a.uses);
    for (const [key, entry] of used.slice(0, MAX_REBUILDS)) {
      entry.uses = 0;
      this.#enqueue(key, entry);
    }
  }

  /** Resolves when nothing is being remade. */
  async settled(): Promise<void> {
    while (this.#building.size > 0 || this.#queue.length > 0) {
      await Promise.allSettled(this.#building.values());
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  #enqueue(key: string, entry: HotEntry): void {
    if (entry.queued) return;
    entry.queued = true;
    this.#queue.push(key);
    this.#work();
  }

  #work(): void {
    while (this.#rebuilding < CONCURRENT_REBUILDS) {
      const key = this.#queue.shift();
      if (key === undefined) return;
      const target = this.#targets.get(key);
      if (!target) continue;
      this.#rebuilding += 1;
      this.#parts.metrics.hot.rebuilds += 1;
      void this.#build(key, target, "outdated").finally(() => {
        this.#rebuilding -= 1;
        this.#work();
      });
    }
  }

  #build(key: string, target: HotTarget, from: "any" | "outdated"): Promise<HotResult> {
    const running = this.#building.get(key);
    if (running) return running;
    const build = this.#make(key, target, from).finally(() => this.#building.delete(key));
    this.#building.set(key, build);
    return build;
  }

  async #make(key: string, target: HotTarget, from: "any" | "outdated"): Promise<HotResult> {
    const version = this.#version;
    const old = this.#entries.peek(key);
    if (old) old.triedAt = this.#now();
    // Past its time but not outdated, only the database has something newer.
    const useStore = version > 0 && (from === "any" || old?.outdated === true);
    const stored = useStore ? await this.#parts.store.read(key, version) : null;
    const counters = this.#parts.metrics.hotCounters(target.route);
    if (stored && this.#now() - stored.builtAt <= FRESH_MS) {
      const entry = new HotEntry(
        stored.representation,
        stored.builtAt,
        counters,
        stored.headers,
        this.#parts.isPublic(),
      );
      return this.#keep(key, target, version, entry);
    }
    const builtAt = this.#now();
    const built = await target.build().catch((error: unknown) => ({ kind: "refused" as const, status: 500, error }));
    if (built.kind === "refused") return this.#refused(key, built.status, built.error);
    const { representation, headers } = built;
    if (version > 0) this.#parts.store.write(key, version, { representation, headers, builtAt });
    return this.#keep(
      key,
      target,
      version,
      new HotEntry(representation, builtAt, counters, headers, this.#parts.isPublic()),
    );
  }

  #keep(key: string, target: HotTarget, version: number, entry: HotEntry): HotResult {
    this.#targets.set(key, target);
    this.#entries.set(key, entry);
    if (!this.#entries.has(key)) this.#targets.delete(key);
    if (version !== this.#version) {
      // The market changed while it was made; this build has to be over before the next one starts.
      entry.outdated = true;
      setImmediate(() => this.#enqueue(key, entry));
    }
    return { entry };
  }

  #refused(key: string, status: number, error: unknown): HotResult {
    // Below 500 that is the answer now, e.g. the coin is gone.
    if (status < 500) this.#entries.delete(key);
    const old = this.#entries.peek(key);
    if (!old) return { error };
    this.#parts.metrics.hot.failedRebuilds += 1;
    old.queued = false;
    old.failed = true;
    return { error };
  }
}

function patience(): Promise<null> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(null), PATIENCE_MS).unref();
  });
}
