import type { JobRun, JobTicket, Schedule } from "@cryptodesk/shared/jobs/job.contract";
import type { Listing } from "@cryptodesk/shared/market/listing.contract";
import type { ProviderStatus, QuarantineEntry, SetAsidePage } from "@cryptodesk/shared/market/provider.contract";
import { decimal } from "./fake-market.ts";

const ago = (seconds: number) => new Date(Date.now() - seconds * 1000).toISOString();
const ENTRY_ID = "0198f2c4-1111-7000-8000-000000000001";

/** Providers, runs and held-back prices in states that are worth looking at. */
export function makeHealth(empty: boolean) {
  const started = new Map<string, { name: string; at: number }>();
  let decided: QuarantineEntry["state"] = "pending";
  const entry = (listing: Listing | undefined): QuarantineEntry => ({
    id: ENTRY_ID,
    coinId: listing?.id ?? "quill-0",
    symbol: listing?.symbol ?? "QUI",
    name: listing?.name ?? "Quill",
    lastGoodUsd: listing?.priceUsd ?? "1",
    proposedUsd: decimal(Number(listing?.priceUsd ?? 1) * 3.1),
    changePct: 210,
    source: "sandbox",
    proposedAsOf: ago(40),
    detectedAt: ago(95),
    observations: 2,
    state: decided,
    resolvedAt: decided === "pending" ? null : ago(0),
    note: null,
  });
  return {
    startJob(name: string): JobTicket {
      const jobId = crypto.randomUUID();
      started.set(jobId, { name, at: Date.now() });
      return { jobId, name, state: "queued", joined: false, statusUrl: `/api/v1/jobs/${jobId}` };
    },
    job(id: string): JobRun {
      const { name, at } = started.get(id) ?? { name: "refresh-listings", at: 0 };
      const done = Math.min(250, Math.floor((Date.now() - at) / 12));
      const finished = done === 250;
      return {
        ...makeRun(name, finished ? "succeeded" : "running", 0),
        id,
        progress: { done, total: 250, note: "listings" },
        durationMs: finished ? 3_000 : null,
        finishedAt: finished ? ago(0) : null,
      };
    },
    cancel(id: string): JobRun {
      const { name } = started.get(id) ?? { name: "refresh-listings" };
      return { ...makeRun(name, "cancelled", 0), id };
    },
    runs: (): JobRun[] =>
      empty
        ? []
        : [
            makeRun("refresh-listings", "running", 3),
            makeRun("refresh-listings", "succeeded", 305, { read: 50, written: 49, setAside: { no_price: 1 } }),
            {
              ...makeRun("global-metrics", "failed", 420),
              error: "CoinGecko answered 429 with Retry-After 119; longer than the cap of 30 s.",
            },
            {
              ...makeRun("repair-history", "succeeded", 900, { gaps: 2, points: 412 }),
              subject: "boringdao-[old]",
              trigger: "demand",
            },
            makeRun("daily-report", "cancelled", 4_000),
          ],
    schedules: (): Schedule[] =>
      empty
        ? []
        : [
            schedule("refresh-top", "Refresh the largest 50 coins", 300, makeRun("refresh-top", "succeeded", 120), 180),
            schedule(
              "refresh-wide",
              "Refresh the largest 200 coins",
              3_600,
              makeRun("refresh-wide", "succeeded", 1_800),
              1_800,
            ),
            schedule("global", "Market totals and trending coins", 600, makeRun("global", "failed", 420), 0),
            schedule("report", "Write the daily market report", 86_400, null, 40_000),
          ],
    providers: (): ProviderStatus[] => (empty ? [] : PROVIDERS()),
    quarantine(listing: Listing | undefined, state: string): QuarantineEntry[] {
      if (empty) return [];
      return (state === "pending") === (decided === "pending") || state === "all" ? [entry(listing)] : [];
    },
    resolve(action: "accept" | "reject"): QuarantineEntry {
      decided = action === "accept" ? "accepted" : "rejected";
      return entry(undefined);
    },
    setAside: (): SetAsidePage =>
      empty
        ? { items: [], counts: [], nextCursor: null }
        : {
            items: [
              {
                provider: "coingecko",
                externalId: "poken",
                reason: "no_price",
                detail: "current_price is null",
                sample: '{"id":"poken","current_price":null}',
                firstSeenAt: ago(90_000),
                lastSeenAt: ago(300),
                times: 41,
              },
              {
                provider: "coingecko",
                externalId: "veritaseum",
                reason: "out_of_range",
                detail: "atl_change_percentage 1.6e39 is beyond any meaning; kept as unknown",
                sample: "{}",
                firstSeenAt: ago(90_000),
                lastSeenAt: ago(3_000),
                times: 3,
              },
            ],
            counts: [
              { provider: "coingecko", reason: "no_price", rows: 41 },
              { provider: "coingecko", reason: "out_of_range", rows: 3 },
            ],
            nextCursor: null,
          },
  };
}

function PROVIDERS(): ProviderStatus[] {
  const base = { simulated: false, opensUntil: null, lastFailureAt: null, lastError: null, consecutiveFailures: 0 };
  return [
    {
      ...base,
      id: "coingecko",
      name: "CoinGecko",
      capabilities: ["listings", "global"],
      access: "keyless",
      inUse: true,
      state: "open",
      opensUntil: new Date(Date.now() + 25_000).toISOString(),
      lastSuccessAt: ago(400),
      lastFailureAt: ago(20),
      lastError: "HTTP 429: Throttled",
      consecutiveFailures: 5,
      calls24h: 412,
      failures24h: 9,
      errorRatePct: 2.2,
      budget: { limit: 10, left: 0, windowSeconds: 60, resetsAt: ago(-30) },
    },
    {
      ...base,
      id: "coinmarketcap",
      name: "CoinMarketCap",
      capabilities: ["listings"],
      access: "none",
      inUse: false,
      state: "unused",
      lastSuccessAt: null,
      calls24h: 0,
      failures24h: 0,
      errorRatePct: null,
      budget: null,
    },
    {
      ...base,
      id: "binance",
      name: "Binance",
      capabilities: ["candles"],
      access: "keyless",
      inUse: true,
      state: "closed",
      lastSuccessAt: ago(70),
      calls24h: 1_204,
      failures24h: 0,
      errorRatePct: 0,
      budget: { limit: 300, left: 287, windowSeconds: 60, resetsAt: ago(-30) },
    },
  ];
}

function schedule(
  name: string,
  description: string,
  intervalSeconds: number,
  lastRun: JobRun | null,
  dueIn: number,
): Schedule {
  return { name, description, intervalSeconds, setting: null, lastRun, nextDueAt: ago(-dueIn) };
}

function makeRun(name: string, state: JobRun["state"], secondsAgo: number, result: JobRun["result"] = null): JobRun {
  const over = state !== "running" && state !== "queued";
  return {
    id: crypto.randomUUID(),
    name,
    trigger: "schedule",
    state,
    subject: null,
    progress: { done: 120, total: 250, note: null },
    requestedAt: ago(secondsAgo),
    startedAt: ago(secondsAgo),
    finishedAt: over ? ago(secondsAgo - 1) : null,
    durationMs: over ? 1_340 : null,
    attempt: 1,
    worker: "worker-1",
    requestId: null,
    result,
    error: null,
  };
}
