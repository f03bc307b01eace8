import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually } from "../../../../test/support/eventually.ts";
import { holdTable } from "../../../../test/support/held-table.ts";
import { type IdentityDesk, openIdentityDesk } from "../../../../test/support/identity-desk.ts";
import { quietRun } from "../../../../test/support/market-desk.ts";
import { createMigratedPostgres, type MigratedPostgres } from "../../../../test/support/migrated-postgres.ts";
import { postgresAbsence } from "../../../../test/support/servers.ts";
import { spawnScript } from "../../../../test/support/spawned.ts";
import type { PostgresDatabase } from "../../../platform/database/postgres-database.ts";
import { trendRules } from "../strategies/rules.fixture.ts";
import { followPaperAccounts } from "./follow-paper.ts";
import { followOnPaper, scriptedMarket } from "./paper.fixture.ts";
import type { PaperState } from "./paper-state.ts";

const MINUTES_5 = 300_000;
const T = Date.UTC(2026, 0, 5, 12);
const CANDLES = 12;
const missing = postgresAbsence();
const title = `workers that follow the same paper accounts${missing === null ? "" : `: skipped, ${missing}`}`;

describe.skipIf(missing !== null)(title, () => {
  let postgres: MigratedPostgres;
  let desk: IdentityDesk;
  let workers: PostgresDatabase[];

  beforeAll(async () => {
    postgres = await createMigratedPostgres();
    desk = await openIdentityDesk({ database: await postgres.open(8) });
    workers = [await postgres.open(4), await postgres.open(4), await postgres.open(4)];
  });
  afterAll(async () => {
    for (const worker of workers ?? []) await worker.close();
    await desk?.close();
    await postgres?.drop();
  });

  it("fill once where one is killed in the middle of a close, and nothing of its half is left", async () => {
    const closes: [number, number][] = [
      [T, 100],
      [T + MINUTES_5, 110],
    ];
    const market = scriptedMarket();
    market.closes.set("bitcoin", new Map(closes));
    market.live.set("bitcoin", 100);
    desk.now = new Date(T + 60_000);
    const { id: accountId } = await desk.person("analyst", "killed");
    const enter = { kind: "compare", left: { price: "close" }, operator: ">", right: 100 } as const;
    const rules = trendRules({ timeframe: "5m", series: [], parameters: [], long: { enter } });
    const id = await followOnPaper(desk.db, { accountId, rules, now: desk.now });
    desk.now = new Date(T + MINUTES_5 + 15_000);
    const other = workers[0] as PostgresDatabase;
    const warn = (_id: string, error: unknown) => {
      throw error;
    };
    const look = () => followPaperAccounts({ db: other, clock: () => desk.now, market, warn }, quietRun);
    const rowsOf = async (table: "paper_signal" | "paper_trade" | "paper_equity") =>
      (await desk.db.selectFrom(table).selectAll().where("paper_id", "=", id).execute()).length;

    // Its signals are written by then, its book is not.
    const held = await holdTable(other, "paper_equity");
    const about = ["paper", JSON.stringify(closes)];
    const dying = spawnScript("test/support/dying-worker.ts", [postgres.url, desk.now.toISOString(), ...about]);
    await held.waitedFor();
    expect(await look()).toMatchObject({ accounts: 1, candles: 0 });
    dying.kill("SIGKILL");
    await dying.ended;
    await held.release();
    await eventually("the other worker acts on the close", async () => (await look()).candles === 1);
    expect(await look()).toMatchObject({ candles: 0 });
    expect([await rowsOf("paper_signal"), await rowsOf("paper_equity"), await rowsOf("paper_trade")]).toEqual([
      1, 1, 0,
    ]);
    const { book } = await desk.db
      .selectFrom("paper_account")
      .select("book")
      .where("id", "=", id)
      .executeTakeFirstOrThrow();
    const { tranches, cash } = book as PaperState;
    expect(tranches).toHaveLength(1);
    expect(tranches[0]?.signalAt).toBe(T + MINUTES_5);
    expect(cash).toBeLessThan(10_000);
    await desk.db.deleteFrom("paper_account").where("id", "=", id).execute();
  });

  it("act on every close once, however many look at the same time", async () => {
    const market = scriptedMarket();
    const closes = new Map<number, number>();
    market.closes.set("bitcoin", closes);
    market.live.set("bitcoin", 100);
    desk.now = new Date(T + 60_000);
    const rules = trendRules({
      timeframe: "5m",
      series: [],
      parameters: [],
      long: {
        enter: { kind: "compare", left: { price: "close" }, operator: ">", right: 100 },
        exit: { kind: "compare", left: { price: "close" }, operator: "<", right: 100 },
      },
    });
    const ids: string[] = [];
    for (const name of ["one", "two", "three"]) {
      const { id: accountId } = await desk.person("analyst", name);
      ids.push(await followOnPaper(desk.db, { accountId, rules, now: desk.now }));
    }
    closes.set(T, 100);
    for (let candle = 1; candle <= CANDLES; candle += 1) {
      closes.set(T + candle * MINUTES_5, candle % 2 === 1 ? 110 : 90);
      desk.now = new Date(T + candle * MINUTES_5 + 15_000);
      const clock = () => desk.now;
      const warn = (_id: string, error: unknown) => {
        throw error;
      };
      await Promise.all(
        [...workers, ...workers].map((db) => followPaperAccounts({ db, clock, market, warn }, quietRun)),
      );
      // A worker that found an account held by another leaves it to the next look.
      await followPaperAccounts({ db: workers[0] as PostgresDatabase, clock, market, warn }, quietRun);
    }
    for (const id of ids) {
      const count = async (table: "paper_signal" | "paper_trade" | "paper_equity") =>
        (await desk.db.selectFrom(table).selectAll().where("paper_id", "=", id).execute()).length;
      expect([await count("paper_signal"), await count("paper_trade"), await count("paper_equity")]).toEqual([
        CANDLES,
        CANDLES / 2,
        CANDLES,
      ]);
    }
  });
});
