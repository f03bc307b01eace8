import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { JobRun } from "@cryptodesk/shared/jobs/job.contract";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { firstAdmin } from "../support/first-admin.ts";
import { readJson, readRuns, requestSync } from "../support/read-answer.ts";
import { type ServerShape, serverShapeAbsence, startServerShape, webRoot } from "../support/server-shape.ts";
import { openStream, type StreamReader } from "../support/stream-reader.ts";
import { untilSeen } from "../support/until-seen.ts";

const LIST = "/api/v1/cryptocurrencies?limit=50";
const SLOT_SECONDS = 5;
const missing = serverShapeAbsence();
const title = `two api processes and two workers on Postgres and Redis behind nginx${missing === null ? "" : `: skipped, ${missing}`}`;

describe.skipIf(missing !== null)(title, () => {
  let shape: ServerShape;
  const front = () => shape.nginx.url;

  beforeAll(async () => {
    shape = await startServerShape(
      { apis: 2, workers: 2 },
      { REFRESH_TOP_SECONDS: String(SLOT_SECONDS), GLOBAL_SECONDS: String(SLOT_SECONDS) },
    );
  });
  afterAll(() => shape?.stop());

  it("serve the same listings from every api process", async () => {
    const ids = ({ items }: { items: { id: string }[] }) => items.map(({ id }) => id);
    // Ranks move: two reads of one moment are compared, so a difference has to last to count.
    await untilSeen("the same list at both", async () => {
      const pages = await Promise.all(shape.apis.map(({ url }) => readJson<{ items: { id: string }[] }>(url + LIST)));
      return pages.every((page) => ids(page).length === 50 && ids(page).join() === ids(pages[0] ?? page).join());
    });
  });

  it("serve the page with its content policy and its files for ever", async () => {
    const page = await fetch(`${front()}/coins/bitcoin`, { headers: { accept: "text/html" } });
    expect(await page.text()).toContain('<div id="');
    expect(page.headers.get("content-security-policy")).toContain("default-src 'self'");
    const [asset] = readdirSync(join(webRoot, "assets"));
    const file = await fetch(`${front()}/assets/${asset}`);
    expect(file.status).toBe(200);
    expect(file.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    expect((await fetch(`${front()}/assets/none.js`)).status).toBe(404);
  });

  it("stream the same versions and prices from either api process, through nginx", async () => {
    const streams = await streamFromEach();
    try {
      const [first = [], second = []] = await untilSeen("six versions in both streams", () => {
        const seen = streams.map((stream) => stream.ticks());
        return commonVersions(seen).length >= 6 && seen;
      });
      const versions = commonVersions([first, second]);
      const [start = 0] = versions;
      for (const version of versions.slice(1)) {
        const prices = pricesBetween(second, start, version);
        expect(prices.size).toBeGreaterThan(0);
        expect(pricesBetween(first, start, version)).toEqual(prices);
      }
    } finally {
      for (const stream of streams) stream.close();
    }
  });

  it("run each slot of a schedule exactly once", async () => {
    const names = ["refresh-top-listings", "refresh-global"];
    const slots = await untilSeen(
      "four finished slots of each schedule",
      async () => {
        const rows = await query<SlotRow>(
          "SELECT name, slot::int, state, attempt, finished_at FROM job_run WHERE trigger = 'schedule' ORDER BY slot",
        );
        const done = names.map((name) => rows.filter((row) => row.name === name && row.state === "succeeded"));
        return done.every((of) => of.length >= 4) && done;
      },
      { withinMs: 60_000 },
    );
    for (const of of slots) {
      expect(new Set(of.map(({ slot }) => slot)).size).toBe(of.length);
      expect(of.map(({ attempt }) => attempt)).toEqual(of.map(() => 1));
      expect(of.filter((row, index) => !follows(row, of[index - 1]))).toEqual([]);
    }
    const listed = await readRuns(front(), `name=${names[0]}&state=succeeded&limit=250`);
    expect(listed.length).toBeGreaterThanOrEqual(4);
    expect(new Set(listed.map(({ worker }) => worker?.split(":").at(-1)))).toSatisfy((pids: Set<string>) =>
      [...pids].every((pid) => shape.workers.some((worker) => String(worker.pid) === pid)),
    );
  });

  it("join a manual sync that another api process asked for, and both show its progress", async () => {
    const [one, two] = shape.apis.map(({ url }) => url);
    const [first] = shape.apis;
    if (!first) throw new Error("no api");
    const authorization = await firstAdmin(first, ...shape.apis);
    // Held at its write, so that it is in flight for as long as is looked at it.
    const { ticket, runs } = await whileListingsAreLocked(async () => {
      const asked = await requestSync(`${one}`, authorization, { coins: 100 });
      expect(asked).toMatchObject({ status: 202, location: `/api/v1/jobs/${asked.ticket.jobId}` });
      expect(asked.ticket.joined).toBe(false);
      const look = () => Promise.all([one, two].map((url) => readJson<JobRun>(url + asked.location)));
      const seen = await untilSeen("progress at both", async () => {
        const both = await look();
        return both.every(({ state, progress }) => state === "running" && progress.done > 0) && both;
      });
      const joined = await requestSync(`${two}`, authorization);
      expect(joined).toMatchObject({ status: 202, ticket: { jobId: asked.ticket.jobId, joined: true } });
      return { ticket: asked.ticket, runs: seen };
    });
    expect(runs.map(({ progress }) => progress)).toEqual([runs[0]?.progress, runs[0]?.progress]);
    expect(runs[0]?.progress).toMatchObject({ done: 100, total: 100 });
    for (const url of [one, two]) {
      const done = await untilSeen("the sync", async () => {
        const run = await readJson<JobRun>(`${url}/api/v1/jobs/${ticket.jobId}`);
        return run.state === "succeeded" && run;
      });
      expect(done.result).toMatchObject({ provider: "sandbox", read: 100 });
    }
  });

  it("keep answering when one api process dies", async () => {
    await shape.apis[0]?.kill();
    const answers = await Promise.all(Array.from({ length: 20 }, () => fetch(front() + LIST)));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
  });

  it("stop cleanly on SIGTERM within ten seconds", async () => {
    const started = Date.now();
    const ends = await Promise.all([...shape.apis.slice(1), ...shape.workers].map((desk) => desk.stop()));
    expect(ends).toEqual([0, 0, 0]);
    expect(Date.now() - started).toBeLessThan(10_000);
  });

  interface SlotRow {
    name: string;
    slot: number;
    state: string;
    attempt: number;
    finished_at: Date;
  }

  /** The slot after, or one further where the run before was still in hand when the one between began. */
  function follows({ slot }: SlotRow, before: SlotRow | undefined): boolean {
    return (
      before === undefined ||
      slot === before.slot + 1 ||
      before.finished_at.getTime() >= (slot - 1) * SLOT_SECONDS * 1_000
    );
  }

  /** One stream through nginx from each api process; which one it came from shows in that process's count. */
  async function streamFromEach(): Promise<StreamReader[]> {
    const opened: StreamReader[] = [];
    const found = new Map<string, StreamReader>();
    const counts = () => Promise.all(shape.apis.map(async ({ url }) => [url, await streamClients(url)] as const));
    for (let tries = 0; tries < 20 && found.size < shape.apis.length; tries += 1) {
      const before = new Map(await counts());
      const stream = await openStream(front());
      opened.push(stream);
      const from = await untilSeen(
        "a process with one more stream",
        async () => (await counts()).find(([url, count]) => count > (before.get(url) ?? 0))?.[0],
      );
      if (!found.has(from)) found.set(from, stream);
    }
    const kept = [...found.values()];
    for (const stream of opened) if (!kept.includes(stream)) stream.close();
    expect(kept).toHaveLength(shape.apis.length);
    return kept;
  }

  async function streamClients(url: string): Promise<number> {
    return (await readJson<{ streamClients: number }>(`${url}/api/v1/status`)).streamClients;
  }

  async function query<Row extends object>(sql: string): Promise<Row[]> {
    const client = new pg.Client({ connectionString: shape.database.url });
    await client.connect();
    try {
      return (await client.query<Row>(sql)).rows;
    } finally {
      await client.end();
    }
  }

  async function whileListingsAreLocked<T>(work: () => Promise<T>): Promise<T> {
    const client = new pg.Client({ connectionString: shape.database.url });
    await client.connect();
    try {
      await client.query("BEGIN");
      await client.query("SELECT * FROM market_state FOR UPDATE");
      return await work();
    } finally {
      await client.query("ROLLBACK");
      await client.end();
    }
  }
});

type Ticks = ReturnType<StreamReader["ticks"]>;

function commonVersions([first = [], ...others]: readonly Ticks[]): number[] {
  return first
    .map(({ version }) => Number(version))
    .filter((version) => others.every((ticks) => ticks.some((tick) => Number(tick.version) === version)));
}

/** Latest price of each coin that changed after one version, up to another. */
function pricesBetween(ticks: Ticks, after: number, upTo: number): Map<string, string> {
  const inside = ticks.filter(({ version }) => Number(version) > after && Number(version) <= upTo);
  return new Map(inside.flatMap(({ changes }) => changes.map(({ id, priceUsd }) => [id, priceUsd] as const)));
}
