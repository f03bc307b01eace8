import type { ListingChange } from "@cryptodesk/shared/market/stream.contract";
import type { Logger } from "pino";
import type { Database } from "../../platform/database/database.ts";
import type { RedisLink } from "../../platform/redis/redis-link.ts";
import type { Clock } from "../../platform/service-context.ts";
import { ListingRepository } from "./listing.repository.ts";
import { type ListingRow, toListing } from "./listing-row.ts";
import { MarketStateRepository } from "./market-state.repository.ts";
import type { MarketTick, MarketTicks } from "./market-ticks.ts";

const CHANNEL = "cryptodesk:market";
// With Redis an announcement comes at once; the look at the database is what keeps working without it.
const LOOK_EVERY_MS = { announced: 5_000, alone: 1_000 };
// A refresh of everything is loaded by clients as a list, not pushed row by row.
const MAX_CHANGES = 20_000;

export interface MarketFeedParts {
  db: Database;
  redis: RedisLink;
  ticks: MarketTicks;
  clock: Clock;
  logger: Logger;
  /** Told the new version after its changes have been published to the streams. */
  onVersion: (version: number) => void;
}

/**
 * Brings the market's changes from the database into this process: whoever writes announces the version, every process
 * reads what changed since the one it knows. Nothing is lost when an announcement is.
 */
export class MarketFeed {
  readonly #parts: MarketFeedParts;
  #version = 0;
  #timer: NodeJS.Timeout | null = null;
  #syncing: Promise<void> | null = null;
  #again = false;
  #stopped = false;

  constructor(parts: MarketFeedParts) {
    this.#parts = parts;
  }

  async start(): Promise<void> {
    const { db, ticks, redis } = this.#parts;
    const state = await new MarketStateRepository(db.primary).read();
    this.#version = state.version;
    ticks.seed(state.version);
    await redis.subscribe(CHANNEL, () => void this.sync());
    this.#lookLater();
  }

  stop(): void {
    this.#stopped = true;
    if (this.#timer) clearTimeout(this.#timer);
  }

  /** After a commit: this process reads the change, then the others are told. */
  async announce(): Promise<void> {
    await this.sync();
    await this.#parts.redis.publish(CHANNEL, String(this.#version));
  }

  /** Reads what is new; calls that come meanwhile are answered by one more look. */
  sync(): Promise<void> {
    if (this.#syncing) {
      this.#again = true;
      return this.#syncing;
    }
    this.#syncing = this.#syncLoop().finally(() => {
      this.#syncing = null;
    });
    return this.#syncing;
  }

  async #syncLoop(): Promise<void> {
    do {
      this.#again = false;
      try {
        await this.#syncOnce();
      } catch (error) {
        // The next look tries again; the last good prices stay.
        this.#parts.logger.debug({ err: error instanceof Error ? error.message : String(error) }, "market feed");
        return;
      }
    } while (this.#again);
  }

  async #syncOnce(): Promise<void> {
    const { db, ticks, onVersion } = this.#parts;
    if (!db.isUp()) return;
    const { version } = await new MarketStateRepository(db.primary).read();
    if (version <= this.#version) return;
    const tick = await loadChangesSince(db, this.#version, version, this.#parts.clock);
    this.#version = version;
    ticks.publish(tick);
    onVersion(version);
  }

  #lookLater(): void {
    if (this.#stopped) return;
    const wait = this.#parts.redis.state() === "up" ? LOOK_EVERY_MS.announced : LOOK_EVERY_MS.alone;
    this.#timer = setTimeout(() => void this.sync().finally(() => this.#lookLater()), wait);
    this.#timer.unref();
  }
}

/** Every listing changed after `version`, as one tick. */
export async function loadChangesSince(db: Database, version: number, upTo: number, clock: Clock): Promise<MarketTick> {
  const rows = await new ListingRepository(db.primary).changedSince(version, MAX_CHANGES);
  const last = rows.at(-1)?.version ?? upTo;
  return { version: Math.max(upTo, last), at: clock(), changes: rows.map(toChange) };
}

function toChange(row: ListingRow): ListingChange {
  const listing = toListing(row);
  return {
    id: listing.id,
    symbol: listing.symbol,
    rank: listing.rank,
    priceUsd: listing.priceUsd,
    marketCapUsd: listing.marketCapUsd,
    volume24hUsd: listing.volume24hUsd,
    change1hPct: listing.change1hPct,
    change24hPct: listing.change24hPct,
    change7dPct: listing.change7dPct,
    source: listing.source,
    asOf: listing.asOf,
    quarantined: listing.quarantined,
  };
}
