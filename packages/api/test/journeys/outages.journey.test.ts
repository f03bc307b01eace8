import { setTimeout as wait } from "node:timers/promises";
import type { JobRun } from "@cryptodesk/shared/jobs/job.contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type DeskProcess, deskAbsence, startDeskProcess } from "../support/desk-process.ts";
import { firstAdmin } from "../support/first-admin.ts";
import { type LoadTarget, largest, type Sample, startLoad } from "../support/request-load.ts";
import { postgresAbsence, redisAbsence, startPostgres, startRedis, type TestServer } from "../support/servers.ts";
import { openStream, type StreamReader } from "../support/stream-reader.ts";
import { untilSeen } from "../support/until-seen.ts";

// CRYPTODESK_OUTAGE_SECONDS=20 gives the full length.
const OUTAGE_MS = 1_000 * Number(process.env.CRYPTODESK_OUTAGE_SECONDS || 8);
const BEFORE_MS = 2_000;
/** A look at Postgres takes this long to miss twice; an answer asked for in that time may have been on its way. */
const NOTICED_MS = 3_000;
const RECOVERY_MS = 5_000;

const LIST = "/api/v1/cryptocurrencies?limit=50";
const COIN = "/api/v1/cryptocurrencies/bitcoin";
const OVERVIEW = "/api/v1/market/overview";
let neverAsked = 0;
const cold = () => {
  neverAsked += 1;
  return `/api/v1/cryptocurrencies?limit=20&minMarketCapUsd=${neverAsked}`;
};
const TARGETS: readonly LoadTarget[] = [
  { name: "list", everyMs: 100, path: () => LIST },
  { name: "coin", everyMs: 200, path: () => COIN },
  { name: "overview", everyMs: 500, path: () => OVERVIEW },
  { name: "cold", everyMs: 250, path: cold },
  { name: "live", everyMs: 500, path: () => "/health/live" },
  { name: "ready", everyMs: 500, path: () => "/health/ready" },
];
const HOT = new Set(["list", "coin", "overview"]);
const OUTAGES = [
  {
    name: "freezes",
    begin: async (server: TestServer) => server.freeze(),
    end: async (server: TestServer) => server.thaw(),
  },
  { name: "is stopped", begin: (server: TestServer) => server.down(), end: (server: TestServer) => server.up() },
];

const missing = deskAbsence() ?? postgresAbsence() ?? redisAbsence();

describe.skipIf(missing !== null)(`a desk whose servers fail${missing === null ? "" : `: skipped, ${missing}`}`, () => {
  let postgres: TestServer;
  let redis: TestServer;
  let api: DeskProcess;
  let worker: DeskProcess;

  beforeAll(async () => {
    const [database, cache] = await Promise.all([startPostgres(), startRedis()]);
    if (database.server === null || cache.server === null) throw new Error("no servers");
    postgres = database.server;
    redis = cache.server;
    const settings = {
      DATABASE_URL: postgres.url,
      REDIS_URL: redis.url,
      MARKET_SOURCE: "sandbox",
      SANDBOX_TICK_SECONDS: "1",
      REFRESH_TOP_SECONDS: "5",
      LOG_LEVEL: "warn",
    };
    [api, worker] = await Promise.all([
      startDeskProcess({ ...settings, CRYPTODESK_ROLE: "api" }),
      startDeskProcess({ ...settings, CRYPTODESK_ROLE: "worker" }),
    ]);
    await untilSeen("50 listings", async () => (await readJson<{ items: unknown[] }>(LIST)).items.length === 50);
    // The backfill of an empty desk is over, and with it the load that it makes.
    await untilSeen(
      "the first backfill",
      async () =>
        (await readJson<{ items: { state: string }[] }>("/api/v1/jobs?name=backfill-history&limit=1")).items[0]
          ?.state === "succeeded",
      { withinMs: 90_000, everyMs: 500 },
    );
  }, 180_000);

  afterAll(async () => {
    await Promise.all([api?.kill(), worker?.kill()]);
    await Promise.all([postgres?.stop(), redis?.stop()]);
  });

  describe.each(OUTAGES)("while Redis $name", ({ name, begin, end }) => {
    it("answers every request and prices keep moving", { timeout: OUTAGE_MS + 60_000 }, async () => {
      const outage = await during(redis, begin, end);
      try {
        const refused = outage.samples.filter(({ status }) => status === 0 || status >= 500);
        expect(refused).toEqual([]);
        const gap = longestGap(outage.stream, outage.began, outage.ended);
        report(`redis ${name}`, outage, { gapMs: gap });
        expect(gap).toBeLessThan(7_000);
        expect(slowestByUs(outage.samples)).toBeLessThan(2_000);
        await untilSeen("Redis in use again", async () => (await readStatus()).redis.state === "up", {
          withinMs: RECOVERY_MS,
        });
      } finally {
        outage.stream.close();
      }
    });
  });

  describe.each(OUTAGES)("while Postgres $name", ({ name, begin, end }) => {
    it("answers from memory with the age, refuses the rest soon, and recovers by itself", {
      timeout: OUTAGE_MS + 60_000,
    }, async () => {
      const outage = await during(postgres, begin, end);
      try {
        const { samples, began, ended } = outage;
        const noticed = samples.filter(({ at }) => at > began + NOTICED_MS && at < ended - 200);
        const hot = samples.filter(({ target, at }) => HOT.has(target) && at < ended);
        const refused = samples.filter(({ status }) => status === 503);
        const recovery = await timeRecovery(outage.stream, outage.back);
        report(`postgres ${name}`, outage, recovery);

        expect(hot.filter(({ status }) => status !== 200)).toEqual([]);
        for (const target of HOT) {
          const ages = noticed.filter((sample) => sample.target === target).map(({ age }) => age);
          expect(ages, target).toEqual(ages.toSorted((a, b) => Number(a) - Number(b)));
          expect(Number(ages.at(-1)), target).toBeGreaterThanOrEqual(Math.floor(OUTAGE_MS / 1_000) - 2);
        }

        const others = noticed.filter(({ target }) => target === "cold");
        expect(others.length).toBeGreaterThan(0);
        expect(others.filter(({ status }) => status !== 503)).toEqual([]);
        expect(
          refused.filter(({ retryAfter, contentType }) => !retryAfter || !contentType.includes("problem+json")),
        ).toEqual([]);
        expect(samples.filter(({ status }) => status !== 200 && status !== 503)).toEqual([]);
        expect(slowestByUs(samples)).toBeLessThan(2_000);

        expect(statuses(samples, "live")).toEqual(new Set([200]));
        expect(statuses(noticed, "ready")).toEqual(new Set([503]));
        expect(outage.stream.events.filter(({ event }) => event.type === "bye")).toEqual([]);
        for (const [what, ms] of Object.entries(recovery)) expect(ms, what).toBeLessThan(RECOVERY_MS);
      } finally {
        outage.stream.close();
      }
    });

    it("runs jobs again afterwards", async () => {
      const authorization = await firstAdmin(api);
      const accepted = await fetch(`${api.url}/api/v1/cryptocurrencies/sync`, {
        method: "POST",
        headers: { "content-type": "application/json", authorization },
        body: "{}",
      });
      expect(accepted.status).toBe(202);
      const path = accepted.headers.get("location") ?? "";
      const run = await untilSeen("the manual sync", async () => {
        const now = await readJson<JobRun>(path);
        return now.state === "succeeded" && now;
      });
      const waited = Date.parse(run.startedAt ?? "") - Date.parse(run.requestedAt);
      process.stdout.write(`  a job asked for right afterwards began after ${waited} ms\n`);
      expect(waited).toBeLessThan(RECOVERY_MS + 2_000);
      const since = Date.now();
      await untilSeen("a scheduled refresh", async () => {
        const { items } = await readJson<{ items: { state: string; requestedAt: string }[] }>(
          "/api/v1/jobs?name=refresh-top-listings&limit=5",
        );
        return items.some(({ state, requestedAt }) => state === "succeeded" && Date.parse(requestedAt) > since);
      });
    });
  });

  interface Outage {
    readonly samples: readonly Sample[];
    readonly stream: StreamReader;
    readonly began: number;
    /** From here on the server is thawed or starting. */
    readonly ended: number;
    /** The server accepts connections again, ms. */
    readonly back: number;
  }

  /** Constant load and an open stream before, during and shortly after an outage. */
  async function during(
    server: TestServer,
    begin: (server: TestServer) => Promise<void>,
    end: (server: TestServer) => Promise<void>,
  ): Promise<Outage> {
    const stream = await openStream(api.url);
    await stream.first("tick");
    const load = startLoad(api.url, TARGETS);
    try {
      await wait(BEFORE_MS);
      const began = Date.now();
      await begin(server);
      await wait(OUTAGE_MS);
      const ended = Date.now();
      await end(server);
      const back = Date.now();
      await load.stop();
      return { samples: load.samples, stream, began, ended, back };
    } catch (error) {
      stream.close();
      throw error;
    } finally {
      await end(server).catch(() => {});
      await load.stop();
    }
  }

  /** How long after the server was back each thing was right again, ms. */
  async function timeRecovery(stream: StreamReader, back: number): Promise<Record<string, number>> {
    const since = () => Date.now() - back;
    const timed = async (what: string, look: () => Promise<boolean> | boolean) => {
      await untilSeen(what, look, { withinMs: 30_000, everyMs: 50 });
      return since();
    };
    const [ready, other, ticks, fresh] = await Promise.all([
      timed("ready again", async () => (await fetch(`${api.url}/health/ready`)).ok),
      timed("cold lists again", async () => (await fetch(api.url + cold())).ok),
      timed("ticks again", () => stream.ticks().some(({ receivedAt }) => receivedAt > back)),
      timed("fresh lists again", async () => {
        const answer = await fetch(api.url + LIST);
        return answer.headers.get("warning") === null && Number(answer.headers.get("age")) * 1_000 <= since();
      }),
    ]);
    return { ready, other, ticks, fresh };
  }

  async function readJson<T>(path: string): Promise<T> {
    return (await (await fetch(api.url + path)).json()) as T;
  }

  function readStatus() {
    return readJson<{ redis: { state: string } }>("/api/v1/status");
  }
});

function statuses(samples: readonly Sample[], target: string): Set<number> {
  return new Set(samples.filter((sample) => sample.target === target).map(({ status }) => status));
}

function slowest(samples: readonly Sample[]): number {
  return largest(samples.map(({ ms }) => ms));
}

/** The slowest answer, ms, less what an answer without any work took: that is the machine's doing. */
function slowestByUs(samples: readonly Sample[]): number {
  return slowest(samples) - slowest(samples.filter(({ target }) => target === "live"));
}

/** Longest time between two ticks in a span, ms; its ends count as ticks. */
function longestGap(stream: StreamReader, from: number, to: number): number {
  const times = stream.ticks().flatMap(({ receivedAt }) => (receivedAt > from && receivedAt < to ? [receivedAt] : []));
  return largest([...times, to].map((time, index) => time - (times[index - 1] ?? from)));
}

function report(title: string, { samples }: { samples: readonly Sample[] }, more: Record<string, number>): void {
  const rows = TARGETS.map(({ name }) => {
    const of = samples.filter(({ target }) => target === name);
    const counts = Object.groupBy(of, ({ status }) => String(status));
    const seen = Object.entries(counts).map(([status, answers]) => `${status}×${answers?.length ?? 0}`);
    const age = largest(of.map((sample) => sample.age ?? 0));
    return `  ${name.padEnd(9)} ${seen.join(" ")}, slowest ${Math.round(slowest(of))} ms, age ≤ ${age} s`;
  });
  process.stdout.write(`${title} for ${OUTAGE_MS / 1_000} s: ${JSON.stringify(more)}\n${rows.join("\n")}\n`);
}
