import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { JobRun } from "@cryptodesk/shared/jobs/job.contract";
import type { GapMap } from "@cryptodesk/shared/market/candle.contract";
import type { ListingPage } from "@cryptodesk/shared/market/listing.contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type DeskProcess, deskAbsence, startDeskProcess } from "../support/desk-process.ts";
import { readJson, readRuns, readUncached } from "../support/read-answer.ts";
import { startRefused } from "../support/refused-start.ts";
import { openStream } from "../support/stream-reader.ts";
import { untilSeen } from "../support/until-seen.ts";

const COINS = ["bitcoin", "ethereum", "tether", "solana", "ripple", "dogecoin"];
// Of a machine with other work to do; what a free one takes is measured elsewhere.
const FIRST_LIST_MS = 30_000;
const missing = deskAbsence();
const title = `a desk on its embedded database${missing === null ? "" : `: skipped, ${missing}`}`;

describe.skipIf(missing !== null)(title, () => {
  const folder = mkdtempSync(join(tmpdir(), "cryptodesk-embedded-"));
  const settings = {
    CRYPTODESK_DATA_DIR: join(folder, "data"),
    MARKET_SOURCE: "sandbox",
    SANDBOX_TICK_SECONDS: "1",
    BACKFILL_SECONDS: "60",
    LOG_LEVEL: "warn",
  };
  let desk: DeskProcess;

  beforeAll(async () => {
    const began = Date.now();
    desk = await startDeskProcess(settings);
    await untilSeen("50 listings", async () => (await listings(desk, 50)).length === 50, { withinMs: FIRST_LIST_MS });
    process.stdout.write(`first start to 50 listings: ${Date.now() - began} ms\n`);
  });
  afterAll(async () => {
    await desk?.kill();
    rmSync(folder, { recursive: true, force: true });
  });

  it("refuses its directory to a second process, naming the first", async () => {
    const second = await startRefused(settings);
    expect(second.code).toBe(1);
    expect(second.err).toContain(`is in use by process ${desk.pid}`);
    expect(second.out).not.toContain("is ready");
    expect(second.ms).toBeLessThan(10_000);
    expect((await fetch(`${desk.url}/health/ready`)).status).toBe(200);
  });

  it("loses nothing that it has shown when it is killed in the middle of the backfill, and goes on there", async () => {
    const before = await untilSeen(
      "a backfill in flight that has stored points",
      async () => {
        const running = await backfillRunning();
        const points = await storedPoints(desk);
        return running && [...points.values()].some((count) => count > 100) && points;
      },
      { withinMs: 60_000 },
    );
    const listed = await listings(desk, 250);
    expect(await backfillRunning()).toBe(true);
    await desk.kill();

    const began = Date.now();
    desk = await startDeskProcess(settings);
    const after = await storedPoints(desk);
    process.stdout.write(`start after kill -9: ${Date.now() - began} ms, points ${sum(before)} → ${sum(after)}\n`);
    for (const [series, count] of before) expect(after.get(series), series).toBeGreaterThanOrEqual(count);
    const relisted = new Map((await listings(desk, 250)).map((listing) => [listing.id, listing]));
    for (const { id, asOf = "" } of listed)
      expect(Date.parse(relisted.get(id)?.asOf ?? ""), id).toBeGreaterThanOrEqual(Date.parse(asOf));
    await untilSeen("more of the history", async () => sum(await storedPoints(desk)) > sum(before), {
      withinMs: 90_000,
      everyMs: 500,
    });
    await untilSeen(
      "no run left over from the killed process",
      async () => {
        const runs = await readRuns(desk.url, "state=running&limit=50");
        return runs.every(({ worker }) => worker?.endsWith(`:${desk.pid}`));
      },
      { withinMs: 60_000 },
    );
  });

  it("says goodbye to its streams and exits with 0 within ten seconds of SIGTERM", async () => {
    const stream = await openStream(desk.url);
    await stream.first("tick");
    const began = Date.now();
    expect(await desk.stop()).toBe(0);
    expect(Date.now() - began).toBeLessThan(10_000);
    expect(stream.events.at(-1)?.event).toMatchObject({ type: "bye", reason: "shutting_down" });
    process.stdout.write(`SIGTERM to exit with a stream open: ${Date.now() - began} ms\n`);
  });

  it("starts again where it was", async () => {
    desk = await startDeskProcess(settings);
    expect(await listings(desk, 250)).toHaveLength(250);
    expect(sum(await storedPoints(desk))).toBeGreaterThan(100);
  });

  async function backfillRunning(): Promise<boolean> {
    const { items } = await readJson<{ items: JobRun[] }>(`${desk.url}/api/v1/jobs?name=backfill-history&limit=5`);
    return items.some(({ state }) => state === "running");
  }
});

async function listings({ url }: DeskProcess, limit: number): Promise<ListingPage["items"]> {
  return (await readUncached<ListingPage>(`${url}/api/v1/cryptocurrencies?limit=${limit}`)).items;
}

/** Stored points of a few coins, by coin and series. */
async function storedPoints({ url }: DeskProcess): Promise<Map<string, number>> {
  const maps = await Promise.all(COINS.map((id) => readUncached<GapMap>(`${url}/api/v1/cryptocurrencies/${id}/gaps`)));
  return new Map(
    maps.flatMap(({ id, series }) =>
      series.map(({ kind, interval, count }) => [`${id} ${kind} ${interval}`, count] as const),
    ),
  );
}

function sum(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((total, count) => total + count, 0);
}
