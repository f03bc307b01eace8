import type { MarketOverview } from "@cryptodesk/shared/market/overview.contract";
import type { ProviderList } from "@cryptodesk/shared/market/provider.contract";
import type { SystemStatus } from "@cryptodesk/shared/system/status.contract";
import { duration } from "../../output/times.ts";

/** One question and its answer. `advice` says what to do where the answer is not `ok`. */
export interface Check {
  name: string;
  result: "ok" | "warning" | "failed";
  detail: string;
  advice: string | null;
}

const MAX_SKEW_MS = 30_000;
const SOME_STALE_SHARE = 0.2;

export function checkVersions(cliVersion: string, serverVersion: string): Check {
  const detail = `this CLI ${cliVersion}, server ${serverVersion}`;
  const release = (version: string) => version.split(".").slice(0, 2).join(".");
  if (release(cliVersion) === release(serverVersion)) return ok("versions", detail);
  return warning("versions", detail, "Use the CLI of the server's release; commands may not fit each other.");
}

/** `askedMs` is the middle between question and answer on our clock. */
export function checkClock(serverNow: string, askedMs: number): Check {
  const skewMs = Date.parse(serverNow) - askedMs;
  const detail =
    Math.abs(skewMs) < 2000
      ? "in step with the server"
      : `server is ${duration(Math.abs(skewMs))} ${skewMs > 0 ? "ahead" : "behind"}`;
  if (Math.abs(skewMs) <= MAX_SKEW_MS) return ok("clock", detail);
  return warning("clock", detail, "Set both clocks by NTP; ages are shown wrong until then.");
}

export function checkDatabase({ database }: SystemStatus): Check {
  if (database.state === "up") return ok("database", database.detail);
  return failed("database", database.detail, "Look at the server's log, and at DATABASE_URL when Postgres is used.");
}

/** Redis is optional, and the desk goes on without it. */
export function checkRedis({ redis }: SystemStatus): Check {
  if (redis.state !== "down") return ok("redis", redis.state === "off" ? redis.detail || "not used" : redis.detail);
  return warning("redis", redis.detail, "The desk goes on without it; start Redis, or check REDIS_URL.");
}

export function checkMarket({ marketSource, simulated, coins }: SystemStatus): Check {
  if (marketSource === "undecided") {
    return warning("market", "no source chosen yet", "Wait for the first refresh, or run: cryptodesk market sync");
  }
  const detail = `${marketSource}, ${coins ?? "unknown number of"} coins${simulated ? ", SIMULATED: prices are not real" : ""}`;
  if (coins === 0) return failed("market", detail, "Run: cryptodesk market sync");
  return ok("market", detail);
}

export function checkFreshness(overview: MarketOverview, now: Date): Check {
  const { freshness, counts } = overview;
  if (freshness.newestAsOf === null) return failed("freshness", "no prices yet", "Run: cryptodesk market sync");
  const detail = `newest price ${duration(now.getTime() - Date.parse(freshness.newestAsOf))} old, ${counts.stale} of ${counts.coins} stale`;
  const advice =
    "See `cryptodesk jobs list --state failed` and `cryptodesk market providers`; run `cryptodesk market sync`.";
  if (counts.coins > 0 && counts.stale === counts.coins) return failed("freshness", detail, advice);
  if (counts.stale > counts.coins * SOME_STALE_SHARE) return warning("freshness", detail, advice);
  return ok("freshness", detail);
}

export function checkProviders({ items }: ProviderList): Check {
  const used = items.filter(({ inUse }) => inUse);
  const resting = used.filter(({ state }) => state === "open");
  const advice = "See `cryptodesk market providers` for the last error; keys and addresses are settings of the server.";
  if (used.length === 0) return failed("providers", "none in use", advice);
  if (resting.length === 0) return ok("providers", `in use: ${used.map(({ id }) => id).join(", ")}`);
  const detail = `resting after failures: ${resting.map(({ id, lastError }) => `${id} (${lastError ?? "unknown error"})`).join(", ")}`;
  return (resting.length === used.length ? failed : warning)("providers", detail, advice);
}

export function checkQuarantine({ counts }: MarketOverview): Check {
  if (counts.quarantined === 0) return ok("quarantine", "nothing held back");
  return warning("quarantine", `${counts.quarantined} prices held back`, "Decide with: cryptodesk market quarantine");
}

function ok(name: string, detail: string): Check {
  return { name, result: "ok", detail, advice: null };
}

function warning(name: string, detail: string, advice: string): Check {
  return { name, result: "warning", detail, advice };
}

export function failed(name: string, detail: string, advice: string): Check {
  return { name, result: "failed", detail, advice };
}
