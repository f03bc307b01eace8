import type { SystemStatus } from "@cryptodesk/shared/system/status.contract";
import type { Database } from "../../platform/database/database.ts";
import type { RedisLink } from "../../platform/redis/redis-link.ts";
import type { Clock } from "../../platform/service-context.ts";
import { type MarketRuntime, readMarketSummary } from "../market/market.public.ts";

export interface SystemParts {
  version: string;
  role: SystemStatus["role"];
  startedAt: Date;
  clock: Clock;
  db: Database;
  redis: RedisLink;
  market: MarketRuntime;
}

/**
 * What a person asks first: is it running, on what, with whose data, how fresh.
 * @throws DomainError UNAVAILABLE while the database does not answer
 */
export async function describeSystem({
  version,
  role,
  startedAt,
  clock,
  db,
  redis,
  market,
}: SystemParts): Promise<SystemStatus> {
  const { coins, lastRefreshAt } = await readMarketSummary(db.primary);
  const redisState = redis.state();
  return {
    version,
    role,
    startedAt: startedAt.toISOString(),
    now: clock().toISOString(),
    marketSource: market.mode ?? "undecided",
    simulated: market.simulated(),
    database: {
      state: db.isUp() ? "up" : "down",
      detail: db.kind === "embedded" ? "embedded (PGlite); safe against a crash, not against power loss" : "Postgres",
    },
    redis: { state: redisState, detail: REDIS_DETAIL[redisState] },
    lastRefreshAt: lastRefreshAt?.toISOString() ?? null,
    coins,
    streamClients: market.ticks.streams,
  };
}

const REDIS_DETAIL = {
  up: "announcements between processes, shared answers",
  down: "not answering; processes ask the database instead",
  off: "not configured",
} as const satisfies Record<ReturnType<RedisLink["state"]>, string>;
