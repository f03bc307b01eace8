import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Portfolio } from "@cryptodesk/shared/portfolio/portfolio.contract";
import type { TransactionPage } from "@cryptodesk/shared/portfolio/transaction.contract";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type DeskProcess, deskAbsence, startDeskProcess } from "../support/desk-process.ts";
import { firstAdmin } from "../support/first-admin.ts";
import { readJson } from "../support/read-answer.ts";
import { type ServerShape, serverShapeAbsence, startServerShape } from "../support/server-shape.ts";
import { untilSeen } from "../support/until-seen.ts";

const POSTS = 200;
// The kill comes when so many were acknowledged: the others are on their way, waiting, or not even read.
const BEFORE_KILL = 60;

interface Post {
  id: string;
  acknowledged: boolean;
}

const embeddedMissing = deskAbsence();
const embeddedTitle = `200 transactions at once, and the process killed${embeddedMissing === null ? "" : `: skipped, ${embeddedMissing}`}`;

describe.skipIf(embeddedMissing !== null)(embeddedTitle, () => {
  const folder = mkdtempSync(join(tmpdir(), "cryptodesk-kills-"));
  const settings = { CRYPTODESK_DATA_DIR: join(folder, "data"), MARKET_SOURCE: "sandbox", LOG_LEVEL: "error" };
  let desk: DeskProcess;
  let authorization: string;

  beforeAll(async () => {
    desk = await startDeskProcess({ ...settings, LIMIT_WRITES_PER_MINUTE: "0" });
    authorization = await firstAdmin(desk);
  });
  afterAll(async () => {
    await desk?.kill();
    rmSync(folder, { recursive: true, force: true });
  });

  it("loses none that was acknowledged and doubles none that is sent again, on the embedded database", async () => {
    const portfolio = await makePortfolio(desk.url, authorization);
    const posts = await postUntil(desk.url, { authorization, portfolio }, () => desk.kill());
    desk = await startDeskProcess({ ...settings, LIMIT_WRITES_PER_MINUTE: "0" });
    await expectNothingLost(desk.url, { authorization, portfolio }, posts);
  });
});

const shapeMissing = serverShapeAbsence();
const shapeTitle = `200 transactions at once over two processes, and one killed${shapeMissing === null ? "" : `: skipped, ${shapeMissing}`}`;

describe.skipIf(shapeMissing !== null)(shapeTitle, () => {
  let shape: ServerShape;

  beforeAll(async () => {
    shape = await startServerShape({ apis: 2, workers: 1 }, { LIMIT_WRITES_PER_MINUTE: "0", LOG_LEVEL: "error" });
  });
  afterAll(() => shape?.stop());

  it("loses none that was acknowledged and doubles none that is sent again, on Postgres", async () => {
    const [victim, survivor] = shape.apis;
    const [worker] = shape.workers;
    if (!victim || !survivor || !worker) throw new Error("too few processes");
    const authorization = await firstAdmin(survivor, ...shape.apis);
    await untilSeen("bitcoin", async () => (await fetch(`${survivor.url}/api/v1/cryptocurrencies/bitcoin`)).ok);
    const portfolio = await makePortfolio(survivor.url, authorization);
    const kill = () => Promise.all([victim.kill(), worker.kill()]).then(() => {});
    const posts = await postUntil(victim.url, { authorization, portfolio }, kill);
    await expectNothingLost(survivor.url, { authorization, portfolio }, posts);
  });
});

interface Place {
  authorization: string;
  portfolio: Portfolio;
}

async function makePortfolio(url: string, authorization: string): Promise<Portfolio> {
  const made = await fetch(`${url}/api/v1/portfolios`, {
    method: "POST",
    headers: { authorization, "content-type": "application/json" },
    body: JSON.stringify({ name: "Killed" }),
  });
  expect(made.status).toBe(201);
  return (await made.json()) as Portfolio;
}

/** Sends them all at once and kills as soon as some were acknowledged. */
async function postUntil(url: string, place: Place, kill: () => Promise<void>): Promise<Post[]> {
  let acknowledged = 0;
  let killing: Promise<void> | null = null;
  const posts = await Promise.all(
    Array.from({ length: POSTS }, async (): Promise<Post> => {
      const id = uuidv7();
      const status = await post(url, place, id);
      if (status === 201) acknowledged += 1;
      if (acknowledged >= BEFORE_KILL) killing ??= kill();
      return { id, acknowledged: status === 201 };
    }),
  );
  expect(acknowledged).toBeGreaterThanOrEqual(BEFORE_KILL);
  await (killing ?? kill());
  return posts;
}

/** @returns the status, or 0 where the connection broke */
async function post(url: string, { authorization, portfolio }: Place, id: string): Promise<number> {
  const draft = { id, type: "buy", assetId: "bitcoin", quantity: "0.01", price: "100", date: "2026-01-05T00:00:00Z" };
  try {
    const answer = await fetch(`${url}/api/v1/portfolios/${portfolio.id}/transactions`, {
      method: "POST",
      headers: { authorization, "content-type": "application/json" },
      body: JSON.stringify(draft),
    });
    await answer.text();
    return answer.status;
  } catch {
    return 0;
  }
}

async function expectNothingLost(url: string, place: Place, posts: readonly Post[]): Promise<void> {
  const before = new Set(await storedIds(url, place));
  expect(posts.filter(({ id, acknowledged }) => acknowledged && !before.has(id))).toEqual([]);
  const again = await Promise.all(posts.map(({ id }) => post(url, place, id)));
  expect(again.filter((status) => status !== 201)).toEqual([]);
  const after = await storedIds(url, place);
  expect(after).toHaveLength(POSTS);
  expect(new Set(after)).toEqual(new Set(posts.map(({ id }) => id)));
}

async function storedIds(url: string, { authorization, portfolio }: Place): Promise<string[]> {
  const page = await readJson<TransactionPage>(`${url}/api/v1/portfolios/${portfolio.id}/transactions?limit=250`, {
    authorization,
  });
  return page.items.map(({ id }) => id);
}
