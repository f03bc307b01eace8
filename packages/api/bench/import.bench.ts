// An import of 50,000 rows on Postgres, from its first byte to its undoing, against the same rows inserted as they are:
// time, memory at 50,000 and at 200,000 rows, and how long the event loop is held up meanwhile.
import { readFileSync } from "node:fs";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { DEFAULT_RULES } from "@cryptodesk/shared/portfolio/portfolio.contract";
import { sql } from "kysely";
import { v7 as uuidv7 } from "uuid";
import { AccountRepository } from "../src/domains/identity/account.repository.ts";
import { refreshListings } from "../src/domains/market/refresh-listings.ts";
import { importJobs } from "../src/domains/portfolio/imports/import.jobs.ts";
import { ImportRepository } from "../src/domains/portfolio/imports/import.repository.ts";
import { ImportedTransactionsRepository } from "../src/domains/portfolio/imports/imported-transactions.repository.ts";
import { PortfolioRepository } from "../src/domains/portfolio/portfolios/portfolio.repository.ts";
import { WalletRepository } from "../src/domains/portfolio/portfolios/wallet.repository.ts";
import type { Database } from "../src/platform/database/database.ts";
import { asOwner } from "../src/platform/database/owned-rows.ts";
import { analyse, benchMarket, benchPostgres, generatedProvider, quietRun, rawMarkets } from "./generated-market.ts";

const COINS = 1_000;
const ROWS = 50_000;
const MANY_ROWS = 200_000;
const PART = 131_072;
const HEADER =
  "Date,Sent Amount,Sent Currency,Received Amount,Received Currency,Fee Amount,Fee Currency,Net Worth Amount,Net Worth Currency,Label,Description,TxHash";

/** Trades, rewards, deposits and withdrawals of 60 coins over five years, each with an id. */
function file(rows: number, salt: string): Buffer {
  const lines = [HEADER];
  for (let row = 0; row < rows; row += 1) {
    const at = new Date(Date.UTC(2020, 0, 1) + Math.floor((row * 157_680_000_000) / rows)).toISOString().slice(0, 19);
    const coin = `C${row % 60}`;
    const amount = `0.${String(row * 7_919 + 1_000_003).padStart(18, "0")}`;
    const id = `${salt}${row}`;
    const kind = row % 10;
    const time = at.replace("T", " ");
    if (kind < 6) lines.push(`${time},${100 + (row % 900)}.25,EUR,${amount},${coin},0.${row % 97},EUR,,,,,${id}`);
    else if (kind < 8) lines.push(`${time},${amount},${coin},1.5,C${(row + 1) % 60},,,,,,,${id}`);
    else if (kind === 8) lines.push(`${time},,,${amount},${coin},,,3.1,EUR,reward,staked,${id}`);
    else lines.push(`${time},${amount},${coin},,,0.0001,${coin},,,,,${id}`);
  }
  return Buffer.from(lines.join("\n"));
}

interface Place {
  accountId: string;
  portfolioId: string;
}

async function makePlace({ primary }: Database): Promise<Place> {
  const [accountId, portfolioId] = [uuidv7(), uuidv7()];
  const now = new Date();
  const account = {
    id: accountId,
    email: `${accountId}@example.com`,
    name: "bench",
    passwordHash: "x",
    role: "analyst",
    emailVerifiedAt: null,
  } as const;
  await new AccountRepository(primary).insert(account, now);
  await asOwner(primary, accountId, async (db) => {
    const portfolio = {
      id: portfolioId,
      accountId,
      name: "bench",
      description: null,
      currency: "eur",
      rules: DEFAULT_RULES,
      benchmark: null,
      isDemo: false,
    };
    await new PortfolioRepository(db).insert(portfolio, now);
    await new WalletRepository(db).insert(
      { id: uuidv7(), accountId, portfolioId, name: "Main", kind: "wallet", note: null },
      now,
    );
  });
  return { accountId, portfolioId };
}

async function upload({ primary }: Database, { accountId, portfolioId }: Place, bytes: Buffer): Promise<string> {
  const id = uuidv7();
  await asOwner(primary, accountId, async (db) => {
    const imports = new ImportRepository(db);
    await imports.insert(
      { id, accountId, portfolioId, fileName: "bench.csv", size: bytes.length, options: {} },
      new Date(),
    );
    for (let start = 0; start < bytes.length; start += PART)
      await imports.addPart(accountId, id, start, bytes.subarray(start, start + PART));
  });
  return id;
}

interface Measured {
  seconds: number;
  peakMb: number;
  held: number;
}

async function measured(work: () => Promise<unknown>): Promise<Measured> {
  globalThis.gc?.();
  const loop = monitorEventLoopDelay({ resolution: 5 });
  let peakMb = residentMb();
  const sampling = setInterval(() => {
    peakMb = Math.max(peakMb, residentMb());
  }, 50);
  loop.enable();
  const began = performance.now();
  await work();
  const seconds = (performance.now() - began) / 1_000;
  clearInterval(sampling);
  loop.disable();
  return { seconds, peakMb, held: loop.percentile(99) / 1e6 };
}

function residentMb(): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync("/proc/self/status", "utf8"))?.[1]) / 1_024;
}

/** Runs a job of an import as the queue would. */
async function run(
  database: Database,
  { accountId }: Place,
  importId: string,
  name: "analyse-import" | "commit-import",
): Promise<Record<string, unknown>> {
  const attempt = uuidv7();
  const state = name === "analyse-import" ? "analysing" : "committing";
  await asOwner(database.primary, accountId, (db) =>
    new ImportRepository(db).update(accountId, importId, { state, attempt }),
  );
  const job = importJobs({ db: database, clock: () => new Date() }).find((each) => each.name === name);
  const context = { ...quietRun, runId: attempt, requestId: null };
  return (await job?.run({ accountId, importId, attempt }, context)) ?? {};
}

function tell(what: string, { seconds, peakMb, held }: Measured, more = ""): void {
  const figures = `${seconds.toFixed(2).padStart(6)} s   peak ${peakMb.toFixed(0)} MB   event loop p99 ${held.toFixed(1)} ms`;
  console.log(`  ${what.padEnd(44)} ${figures}  ${more}`);
}

/** The same rows, put together already, inserted in the same batches and nothing else. */
async function bareInsert({ primary }: Database, place: Place, importId: string): Promise<Measured> {
  await sql`CREATE TABLE bare AS SELECT * FROM portfolio_transaction WITH NO DATA`.execute(primary);
  const rows = await asOwner(primary, place.accountId, async (db) => {
    const found = await sql<{ text: string }>`
      SELECT json_agg(t)::text AS text FROM (SELECT *, (row_number() OVER (ORDER BY id) - 1) / 1000 AS part
        FROM portfolio_transaction WHERE account_id = ${place.accountId} AND import_id = ${importId}) t GROUP BY part`.execute(
      db,
    );
    return found.rows;
  });
  return measured(() =>
    primary.transaction().execute(async (db) => {
      for (const { text } of rows) {
        await sql`INSERT INTO bare SELECT * FROM jsonb_populate_recordset(NULL::bare, ${text}::jsonb)`.execute(db);
      }
    }),
  );
}

const { database, stop } = await benchPostgres();
const raw = rawMarkets(COINS, 0, new Date());
await refreshListings(
  benchMarket(
    database,
    generatedProvider(() => raw),
  ),
  COINS,
  quietRun,
);
await analyse(database);
const place = await makePlace(database);
console.log(`import of ${ROWS} rows on Postgres, load ${readFileSync("/proc/loadavg", "utf8").split(" ", 1)[0]}`);
const bytes = file(ROWS, "a");
const first = await upload(database, place, bytes);
const dry = await measured(() => run(database, place, first, "analyse-import"));
tell("dry run", dry, `${(bytes.length / 1_048_576).toFixed(1)} MB`);
const commit = await measured(() => run(database, place, first, "commit-import"));
tell("commit", commit);
console.log(`  both: ${(dry.seconds + commit.seconds).toFixed(2)} s (aim: 15 s)`);
tell("reference: the same rows inserted, bare", await bareInsert(database, place, first));
const again = await upload(database, place, bytes);
let counts: Record<string, unknown> = {};
tell(
  "dry run again: all there already",
  await measured(async () => {
    counts = await run(database, place, again, "analyse-import");
  }),
  `${counts.duplicate} duplicates`,
);
const undone = await measured(() =>
  asOwner(database.primary, place.accountId, (db) =>
    new ImportedTransactionsRepository(db).undo({ ...place, importId: first }, [], { revision: 9, now: new Date() }),
  ),
);
tell("undo", undone);
const other = await makePlace(database);
const many = await upload(database, other, file(MANY_ROWS, "b"));
tell(`dry run of ${MANY_ROWS} rows`, await measured(() => run(database, other, many, "analyse-import")));
tell(`commit of ${MANY_ROWS} rows`, await measured(() => run(database, other, many, "commit-import")));
await stop();
