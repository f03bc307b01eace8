import type { PortfolioImport } from "@cryptodesk/shared/portfolio/import.contract";
import type { Portfolio } from "@cryptodesk/shared/portfolio/portfolio.contract";
import type { TransactionPage } from "@cryptodesk/shared/portfolio/transaction.contract";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type IdentityDesk, openIdentityDesk } from "../../../../test/support/identity-desk.ts";
import { startLimitedPostgres } from "../../../../test/support/limited-postgres.ts";
import { quietRun } from "../../../../test/support/market-desk.ts";
import { postgresAbsence, type TestServer } from "../../../../test/support/servers.ts";
import { migrations } from "../../../migrations/migrations.ts";
import { migrate } from "../../../platform/database/migrate.ts";
import { openPostgresDatabase } from "../../../platform/database/postgres-database.ts";
import type { JobRunContext } from "../../../platform/queue/job-queue.ts";
import { importJobs } from "./import.jobs.ts";

const missing = postgresAbsence();
const title = `imports on Postgres, as a role that row-level security binds${missing === null ? "" : `: skipped, ${missing}`}`;
const ROWS = 6_000;
// Six thousand rows take their time on a busy machine.
const PATIENCE_MS = 120_000;

/** One deposit a minute, of amounts that never repeat. */
function file(): Buffer {
  const lines = ["Date,Sent Amount,Sent Currency,Received Amount,Received Currency,Fee Amount,Fee Currency,Label"];
  for (let row = 1; row <= ROWS; row += 1) {
    const at = new Date(Date.UTC(2024, 0, 1, 0, row)).toISOString();
    lines.push(`${at},,,0.${String(row).padStart(18, "0")},WAT,,,`);
  }
  return Buffer.from(lines.join("\n"));
}

describe.skipIf(missing !== null)(title, () => {
  let server: TestServer;
  let desk: IdentityDesk;
  let token: string;
  let portfolio: Portfolio;
  const bytes = file();

  beforeAll(async () => {
    server = await startLimitedPostgres();
    const database = await openPostgresDatabase({ url: server.url, replicaUrls: [], poolSize: 8 });
    await migrate(database, migrations);
    desk = await openIdentityDesk({ database });
    token = (await desk.signIn(await desk.person("analyst"))).accessToken;
  });
  afterAll(async () => {
    await desk?.close();
    await server?.stop();
  });
  beforeEach(async () => {
    desk.market.requested.length = 0;
    portfolio = (await desk.post("/portfolios", { name: "Many" }, { token })).json<Portfolio>();
  });

  const path = () => `/portfolios/${portfolio.id}/imports`;
  const jobs = () => importJobs({ db: desk.market.market.db, clock: () => desk.now });
  const asked = () => desk.market.requested.splice(0);

  async function work(requests: typeof desk.market.requested, run: JobRunContext = quietRun): Promise<void> {
    await Promise.all(
      requests.map(({ name, payload }) =>
        jobs()
          .find((job) => job.name === name)
          ?.run(payload, run),
      ),
    );
  }

  /** A process that stops once a run has come so far. */
  function dyingAt(done: number): JobRunContext {
    const controller = new AbortController();
    const progress = (now: number) => {
      if (now >= done) controller.abort("shutdown");
    };
    return { ...quietRun, signal: controller.signal, progress };
  }

  async function upload(): Promise<string> {
    const part = (start: number) => bytes.subarray(start, start + 131_072).toString("base64");
    const begun = await desk.post(path(), { fileName: "many.csv", size: bytes.length, data: part(0) }, { token });
    const { id } = begun.json<PortfolioImport>();
    for (let start = 131_072; start < bytes.length; start += 131_072) {
      await desk.post(`${path()}/${id}/parts`, { offset: start, data: part(start) }, { token });
    }
    return id;
  }

  async function status(id: string): Promise<PortfolioImport> {
    return (await desk.send("GET", `${path()}/${id}`, { token })).json<PortfolioImport>();
  }

  async function recorded(): Promise<number> {
    const page = await desk.send("GET", `/portfolios/${portfolio.id}/transactions?limit=1`, { token });
    return page.json<TransactionPage>().total;
  }

  it(
    "are gone on with after a process died while reading, and while recording, and nothing is there twice",
    async () => {
      const id = await upload();
      const [analysis] = asked();
      if (!analysis) throw new Error("no analysis was asked for");
      await expect(work([analysis], dyingAt(50))).rejects.toBe("shutdown");
      expect((await status(id)).state).toBe("analysing");
      await work([analysis]);
      expect(await status(id)).toMatchObject({ state: "ready", counts: { rows: ROWS, new: ROWS, transactions: ROWS } });
      await desk.post(`${path()}/${id}/commit`, {}, { token });
      const [commit] = asked();
      if (!commit) throw new Error("no commit was asked for");
      await expect(work([commit], dyingAt(2_000))).rejects.toBe("shutdown");
      expect(await recorded()).toBe(0);
      await work([commit, commit]);
      expect((await status(id)).state).toBe("committed");
      expect(await recorded()).toBe(ROWS);
    },
    PATIENCE_MS,
  );

  it(
    "of the same file at once record it once",
    async () => {
      const ids = [await upload(), await upload()];
      await work(asked());
      for (const id of ids) await desk.post(`${path()}/${id}/commit`, {}, { token });
      await work(asked());
      expect(await recorded()).toBe(ROWS);
      const transactions = await Promise.all(ids.map(async (id) => (await status(id)).counts.transactions));
      expect(transactions.sort()).toEqual([0, ROWS]);
    },
    PATIENCE_MS,
  );

  it(
    "give way to the analysis that was asked for last",
    async () => {
      const id = await upload();
      const first = asked();
      await desk.post(`${path()}/${id}/analyse`, { options: { assets: { WAT: null } } }, { token });
      const second = asked();
      await work([...first, ...second]);
      expect(await status(id)).toMatchObject({ state: "ready", counts: { rows: ROWS, ignored: ROWS } });
    },
    PATIENCE_MS,
  );
});
