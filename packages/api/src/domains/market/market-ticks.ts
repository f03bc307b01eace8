import type { ListingChange } from "@cryptodesk/shared/market/stream.contract";

/** All listing changes of one published market version, latest value of each coin. */
export interface MarketTick {
  /** Grows with every published change; the same in every process, because the database hands it out. */
  version: number;
  at: Date;
  changes: ListingChange[];
}

/** What happened after a version: a tick, nothing, or more than is known. */
export type Continuation = { kind: "tick"; tick: MarketTick } | { kind: "current" } | { kind: "reset"; reason: string };

/** One live stream, whichever door it came in by. */
export interface TickListener {
  /** A coalesced tick of everything published after `previous`. */
  onTick(tick: MarketTick, previous: number): void;
  /** The process stops. */
  onEnd(): void;
}

export interface MarketTicksOptions {
  /** Live streams at once, all doors together. */
  maxStreams: number;
  /** Changes after a version that the ring no longer reaches; null when nobody knows. */
  loadChangesSince?: (version: number) => Promise<MarketTick | null>;
  /** Changes kept for resuming. */
  ringChanges?: number;
  /** Shortest time between two deliveries, ms. */
  intervalMs?: number;
}

const RING_CHANGES = 50_000;
const INTERVAL_MS = 200;

/**
 * The one source of live prices in a process. What is published is kept in a ring for resuming and delivered to every
 * stream in coalesced ticks, at most five a second.
 */
export class MarketTicks {
  readonly #options: Required<Omit<MarketTicksOptions, "loadChangesSince">>;
  readonly #load: (version: number) => Promise<MarketTick | null>;
  readonly #listeners = new Set<TickListener>();
  readonly #watchers = new Set<(tick: MarketTick) => void>();
  #ring: MarketTick[] = [];
  #ringChanges = 0;
  // The ring holds everything after this version; null before the first version is known.
  #ringStart: number | null = null;
  #published = 0;
  #delivered = 0;
  #lastDeliveryMs = Number.NEGATIVE_INFINITY;
  #timer: NodeJS.Timeout | null = null;
  #ended = false;
  #streams = 0;
  #dropped = 0;

  constructor(options: MarketTicksOptions) {
    this.#options = {
      maxStreams: options.maxStreams,
      ringChanges: options.ringChanges ?? RING_CHANGES,
      intervalMs: options.intervalMs ?? INTERVAL_MS,
    };
    this.#load = options.loadChangesSince ?? (async () => null);
  }

  /** The version up to which every stream has been told. */
  get version(): number {
    return this.#delivered;
  }

  /** True once the process stops: no stream is opened any more. */
  get ended(): boolean {
    return this.#ended;
  }

  /** Live streams now. */
  get streams(): number {
    return this.#streams;
  }

  /** Streams cut because their client did not keep up. */
  get dropped(): number {
    return this.#dropped;
  }

  /** False for a version that this market has not reached: it belongs to another database. */
  knows(version: number): boolean {
    return version <= this.#published;
  }

  /** Tells the version at which the process starts, so that the first streams can be resumed from it. */
  seed(version: number): void {
    if (this.#ringStart !== null) return;
    this.#ringStart = version;
    this.#published = version;
    this.#delivered = version;
  }

  /** Takes all changes after the version published before. An old or repeated version is ignored. */
  publish(tick: MarketTick): void {
    if (this.#ended || tick.version <= this.#published) return;
    this.#ringStart ??= tick.version - 1;
    this.#published = tick.version;
    this.#ring.push(tick);
    this.#ringChanges += tick.changes.length;
    for (const watcher of this.#watchers) watcher(tick);
    this.#scheduleDelivery();
  }

  /** Tells a part of this process of every published change, at once; it takes no stream's place. */
  watch(watcher: (tick: MarketTick) => void): void {
    this.#watchers.add(watcher);
  }

  /** Changes after a version, up to what has been delivered to everybody; from the ring, or else from `load`. */
  async changesSince(version: number): Promise<Continuation> {
    const known = this.continuation(version);
    if (known) return known;
    try {
      const loaded = await this.#load(version);
      return loaded && loaded.version > version ? { kind: "tick", tick: loaded } : { kind: "reset", reason: "too_old" };
    } catch {
      // A client that starts over is right again; one that waits for the database is not.
      return { kind: "reset", reason: "unavailable" };
    }
  }

  /** The same from the ring alone; null where it does not reach back. */
  continuation(version: number): Continuation | null {
    if (version >= this.#delivered) return { kind: "current" };
    if (this.#ringStart === null || version < this.#ringStart) return null;
    return { kind: "tick", tick: coalesce(this.#ring, version, this.#delivered) };
  }

  /** Takes a place for a stream. @returns false when all are taken, or the process stops */
  enter(listener: TickListener): boolean {
    if (this.#ended || this.#streams >= this.#options.maxStreams) return false;
    this.#streams += 1;
    this.#listeners.add(listener);
    return true;
  }

  /** Gives the place back. */
  leave(listener: TickListener, reason: "closed" | "slow_client" = "closed"): void {
    if (!this.#listeners.delete(listener)) return;
    this.#streams -= 1;
    if (reason === "slow_client") this.#dropped += 1;
  }

  /** Ends every stream; for good. */
  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    if (this.#timer) clearTimeout(this.#timer);
    for (const listener of [...this.#listeners]) listener.onEnd();
  }

  #scheduleDelivery(): void {
    if (this.#timer) return;
    const wait = Math.max(0, this.#lastDeliveryMs + this.#options.intervalMs - Date.now());
    if (wait === 0) this.#deliver();
    else this.#timer = setTimeout(() => this.#deliver(), wait);
  }

  #deliver(): void {
    this.#timer = null;
    this.#lastDeliveryMs = Date.now();
    const previous = this.#delivered;
    this.#delivered = this.#published;
    const tick = coalesce(this.#ring, previous, this.#delivered);
    for (const listener of [...this.#listeners]) listener.onTick(tick, previous);
    this.#trimRing();
  }

  #trimRing(): void {
    let dropped = 0;
    for (const tick of this.#ring) {
      if (this.#ringChanges <= this.#options.ringChanges || tick.version >= this.#delivered) break;
      this.#ringChanges -= tick.changes.length;
      this.#ringStart = tick.version;
      dropped += 1;
    }
    if (dropped > 0) this.#ring = this.#ring.slice(dropped);
  }
}

/** One tick out of those in (after, upTo]: the latest change of each coin, in the order in which coins last changed. */
function coalesce(ring: readonly MarketTick[], after: number, upTo: number): MarketTick {
  const first = ring.findLastIndex(({ version }) => version <= after) + 1;
  const ticks = ring.slice(first).filter(({ version }) => version <= upTo);
  const last = ticks.at(-1);
  if (last && ticks.length === 1) return { ...last, version: upTo };
  const latest = new Map<string, ListingChange>();
  for (const change of ticks.flatMap(({ changes }) => changes)) {
    latest.delete(change.id);
    latest.set(change.id, change);
  }
  return { version: upTo, at: last?.at ?? new Date(), changes: [...latest.values()] };
}
