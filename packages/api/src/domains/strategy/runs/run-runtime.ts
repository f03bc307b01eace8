import { availableParallelism } from "node:os";
import { Announcements } from "../../../platform/events/announcements.ts";
import type { RedisLink } from "../../../platform/redis/redis-link.ts";
import type { MarketRuntime } from "../../market/market.public.ts";
import { StandingThreads } from "./thread/standing-threads.ts";

const CHANNEL = "cryptodesk:strategy-runs";

const MOST_STANDING = 4;

/** The long-lived parts of runs in one process. */
export interface RunRuntime {
  readonly market: MarketRuntime;
  /** Topics are ids of runs. */
  readonly announcements: Announcements;
  /** Threads that one search may use. */
  readonly searchThreads: number;
  /** For what is short, but too slow for the event loop. */
  readonly threads: StandingThreads;
}

/** Wires the parts; other processes are heard once `announcements.start()` was called. */
export function createRunRuntime(market: MarketRuntime, redis: RedisLink): RunRuntime {
  const searchThreads = Math.max(1, availableParallelism() - 1);
  const threads = new StandingThreads(Math.min(MOST_STANDING, searchThreads));
  return { market, announcements: new Announcements(redis, CHANNEL), searchThreads, threads };
}
