import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { JobRun } from "@cryptodesk/shared/jobs/job.contract";
import type { GapMap } from "@cryptodesk/shared/market/candle.contract";
import type { ListingPage } from "@cryptodesk/shared/market/listing.contract";
import type { MarketOverview } from "@cryptodesk/shared/market/overview.contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type DeskProcess, deskAbsence, startDeskProcess } from "../support/desk-process.ts";
import { firstAdmin } from "../support/first-admin.ts";
import { readJson, readRuns, readUncached, requestSync } from "../support/read-answer.ts";
import { startRefused } from "../support/refused-start.ts";
import { openStream } from "../support/stream-reader.ts";
import { untilSeen } from "../support/until-seen.ts";

const COINS = ["bitcoin", "ethereum", "tether", "solana", "ripple", "dogecoin"];
// Of a machine with other work to do; what a free one takes is measured elsewhere.
const FIRST_LIST_MS = 30_000;
// Of 500: more than a desk that had lost them would have again at once.
const ENOUGH_SERIES = 30;
const missing = deskAbsence();
const title = `a desk on its embedded database${missing === null ? "" : `: skipped, ${missing}`}`;

describe.skipIf(missing !== null)(title, () => {
  const folder = mkdtempSync(join(tmpdir(), "cryptodesk-embedded-"));
  const settings = {
    CRYPTODESK_DATA_DIR: join(folder, "data"),
    MARKET_SOURCE: "sandbox",
    SANDBOX_TICK_SECONDS: "1",
    BACKFILL_SECONDS: "600",
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

  it("loses nothing acknowledged when it is killed in the middle of the backfill, and goes on there", {
    timeout: 300_000,
  }, async () => {
    const backfill = await untilSeen(
      "a backfill that is partly done",
      async () => {
        const [run] = await readRuns(desk.url, "name=backfill-history&state=running&limit=1");
        return run && run.progress.done >= ENOUGH_SERIES && run;
      },
      { withinMs: 240_000 },
    );
    const [points, runs, overview] = await Promise.all([
      storedPoints(desk),
      readRuns(desk.url, "limit=250"),
      readUncached<MarketOverview>(`${desk.url}/api/v1/market/overview`),
    ]);
    const listed = await listings(desk, 250);
    const { ticket } = await requestSync(desk.url, await firstAdmin(desk));
    await desk.kill();

    const began = Date.now();
    desk = await startDeskProcess(settings);
    process.stdout.write(`start after kill -9: ${Date.now() - began} ms\n`);
    const known = new Set((await readRuns(desk.url, "limit=250")).map(({ id }) => id));
    expect(runs.filter(({ id }) => !known.has(id))).toEqual([]);
    const { marketVersion } = await readUncached<MarketOverview>(`${desk.url}/api/v1/market/overview`);
    expect(Number(marketVersion)).toBeGreaterThanOrEqual(Number(overview.marketVersion));
    const relisted = new Map((await listings(desk, 250)).map((listing) => [listing.id, listing]));
    for (const { id, asOf = "" } of listed)
      expect(Date.parse(relisted.get(id)?.asOf ?? ""), id).toBeGreaterThanOrEqual(Date.parse(asOf));
    const stored = await storedPoints(desk);
    for (const [series, count] of points) expect(stored.get(series), series).toBeGreaterThanOrEqual(count);

    await untilSeen("the sync that was accepted before", async () => {
      const run = await readJson<JobRun>(`${desk.url}/api/v1/jobs/${ticket.jobId}`);
      return run.state === "succeeded";
    });
    const resumed = await untilSeen(
      "the backfill's second try",
      async () => {
        const run = await readJson<JobRun>(`${desk.url}/api/v1/jobs/${backfill.id}`);
        return run.attempt === 2 && run.progress.total !== null && run;
      },
      { withinMs: 240_000 },
    );
    const { done, total } = backfill.progress;
    process.stdout.write(`backfill killed at ${done} of ${total} series, went on with ${resumed.progress.total}\n`);
    expect(resumed.progress.total).toBeLessThanOrEqual(Number(total) - done);
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
  });
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
