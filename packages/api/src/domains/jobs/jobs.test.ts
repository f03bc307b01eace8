import { ListRunsInput } from "@cryptodesk/shared/jobs/job.contract";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { NOON } from "../../../test/support/listing-drafts.ts";
import { type MarketDesk, openMarketDesk } from "../../../test/support/market-desk.ts";
import type { JobDefinition } from "../../platform/queue/job-queue.ts";
import { JobRunStore } from "../../platform/queue/job-run.repository.ts";
import { cancelRun } from "./cancel-run.ts";
import { getRun } from "./get-run.ts";
import { listRuns } from "./list-runs.ts";

let desk: MarketDesk;
let store: JobRunStore;

beforeAll(async () => {
  desk = await openMarketDesk();
  store = new JobRunStore(desk.market.db.primary, () => desk.now);
});
afterAll(() => desk.close());
beforeEach(() => desk.reset());

async function request(name: string, key = uuidv7(), slot: number | null = null) {
  desk.now = new Date(desk.now.getTime() + 1_000);
  const run = { id: uuidv7(), name, key, trigger: "manual", requestId: "r-1", subject: null, slot } as const;
  return store.insert(desk.market.db.primary, run);
}
async function finished(name: string, state: "succeeded" | "failed") {
  const run = await request(name);
  await store.markRunning(run.id, 1, "worker");
  desk.now = new Date(desk.now.getTime() + 500);
  await store.finish(
    run.id,
    state,
    state === "succeeded" ? { written: 1 } : null,
    state === "failed" ? "no luck" : null,
  );
  return run.id;
}
const list = (input: Partial<ListRunsInput> = {}) => listRuns(desk.ctx, ListRunsInput.parse(input));

describe("the list of runs", () => {
  it("pages newest first to the end, filtered by name and state", async () => {
    for (let turn = 0; turn < 3; turn += 1) await finished("a", "succeeded");
    const failed = await finished("b", "failed");
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await list({ limit: 1, cursor });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(new Set(seen).size).toBe(4);
    expect(seen[0]).toBe(failed);
    expect((await list({ name: "a" })).items).toHaveLength(3);
    expect((await list({ state: "failed" })).items.map(({ id }) => id)).toEqual([failed]);
    expect((await list({ name: "%" })).items).toEqual([]);
  });

  it("refuses a name that the database cannot read", async () => {
    const input = ListRunsInput.safeParse({ name: "a\u0000" });
    expect(input.success).toBe(false);
  });
});

describe("one run", () => {
  it("tells how long it took and what came of it", async () => {
    const id = await finished("a", "failed");
    expect(await getRun(desk.ctx, { id })).toMatchObject({
      state: "failed",
      durationMs: 500,
      error: "no luck",
      attempt: 1,
      worker: "worker",
      requestId: "r-1",
    });
  });

  it("that nobody knows is not found", async () => {
    await expect(getRun(desk.ctx, { id: uuidv7() })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(cancelRun(desk.ctx, { id: uuidv7() }, [])).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("can be cancelled while it waits and is not begun then; one that has ended cannot", async () => {
    const waiting = await request("a");
    expect(await cancelRun(desk.ctx, { id: waiting.id }, [])).toMatchObject({
      state: "cancelled",
      finishedAt: desk.now.toISOString(),
    });
    expect(await store.markRunning(waiting.id, 1, "worker")).toBe(false);
    const ended = await finished("a", "succeeded");
    await expect(cancelRun(desk.ctx, { id: ended }, [])).rejects.toMatchObject({ code: "CONFLICT" });
  });

  it("of a job that must run to its end is not cancelled", async () => {
    const run = await request("a");
    const job = { name: "a", cancellable: false } as JobDefinition;
    await expect(cancelRun(desk.ctx, { id: run.id }, [job])).rejects.toMatchObject({ code: "CONFLICT" });
    expect(await getRun(desk.ctx, { id: run.id })).toMatchObject({ state: "queued" });
  });

  it("keeps its end when a late worker reports another one", async () => {
    const run = await request("a");
    await store.markRunning(run.id, 1, "worker");
    await cancelRun(desk.ctx, { id: run.id }, []);
    await store.finish(run.id, "succeeded", {}, null);
    expect(await getRun(desk.ctx, { id: run.id })).toMatchObject({ state: "cancelled" });
  });
});

describe("asking for a run", () => {
  it("joins the one in flight for the same name and key only", async () => {
    const first = await request("a", "bitcoin");
    expect(await request("a", "bitcoin")).toEqual({ id: first.id, state: "queued", created: false });
    const second = await request("a", "ethereum");
    expect(second).toMatchObject({ created: true });
    expect(await request("a", "ethereum")).toMatchObject({ id: second.id, created: false });
    expect(await request("a", "bitcoin")).toMatchObject({ id: first.id, created: false });
    expect(await request("b", "bitcoin")).toMatchObject({ created: true });
    await cancelRun(desk.ctx, { id: first.id }, []);
    expect(await request("a", "bitcoin")).toMatchObject({ created: true });
  });

  it("is granted once for each slot of a schedule, also after that run has ended", async () => {
    const first = await request("a", "schedule", 7);
    await cancelRun(desk.ctx, { id: first.id }, []);
    expect(await request("a", "schedule", 7)).toMatchObject({ created: false });
    expect(await request("a", "schedule", 8)).toMatchObject({ created: true });
    expect(await store.hasSlot("a", 7)).toBe(true);
    expect(await store.hasSlot("a", 9)).toBe(false);
  });
});

describe("upkeep of runs", () => {
  it("drops old ended ones and keeps what is in flight", async () => {
    await finished("a", "succeeded");
    const waiting = await request("a");
    expect(await store.deleteBefore(new Date(NOON.getTime() + 60_000))).toBe(1);
    expect((await list()).items.map(({ id }) => id)).toEqual([waiting.id]);
  });
});
