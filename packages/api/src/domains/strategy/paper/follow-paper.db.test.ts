import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type IdentityDesk, openIdentityDesk } from "../../../../test/support/identity-desk.ts";
import { quietRun } from "../../../../test/support/market-desk.ts";
import { createMigratedPostgres, type MigratedPostgres } from "../../../../test/support/migrated-postgres.ts";
import { postgresAbsence } from "../../../../test/support/servers.ts";
import type { PostgresDatabase } from "../../../platform/database/postgres-database.ts";
import { trendRules } from "../strategies/rules.fixture.ts";
import { followPaperAccounts } from "./follow-paper.ts";
import { followOnPaper, scriptedMarket } from "./paper.fixture.ts";

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
