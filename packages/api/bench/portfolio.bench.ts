// A portfolio of 50,000 transactions over 60 assets in the server shape, from a write to a fresh summary: dated today and
// at the very start; how long a summary takes to read; and what the process still does while ten such portfolios are
// calculated from the start.
import { loadavg } from "node:os";
import { fileURLToPath } from "node:url";
import { DEFAULT_RULES } from "@cryptodesk/shared/portfolio/portfolio.contract";
import { sql } from "kysely";
import { v7 as uuidv7 } from "uuid";
import { AccountRepository } from "../src/domains/identity/account.repository.ts";
import { PasswordHashing } from "../src/domains/identity/password-hashing.ts";
import { ensurePricePartitions } from "../src/domains/market/partition.repository.ts";
import { refreshListings } from "../src/domains/market/refresh-listings.ts";
import type { Database } from "../src/platform/database/database.ts";
import { asOwner } from "../src/platform/database/owned-rows.ts";
import { analyse, benchMarket, benchPostgres, generatedProvider, quietRun, rawMarkets } from "./generated-market.ts";
import { startServerProcess } from "./load.ts";

const PORTFOLIOS = 10;
const TRANSACTIONS = 50_000;
const ASSETS = 60;
const DAYS = 1_826;
const DAY_MS = 86_400_000;
const ROUNDS = 60;
const READS = 300;
const EMAIL = "bench@example.com";
const PASSWORD = "correct horse battery staple";
// Two cores, as on the smallest machine that is worth its name.
const CORES = "0,1";

async function serve(url: string): Promise<void> {
  const { startDesk } = await import("../src/desk.ts");
  const { loadConfig } = await import("../src/platform/config/load-config.ts");
  const noLimits = { LIMIT_READS_PER_MINUTE: "0", LIMIT_WRITES_PER_MINUTE: "0", LIMIT_SIGN_INS_PER_MINUTE: "0" };
  const server = { CRYPTODESK_ROLE: "api", PORT: "0", HOST: "127.0.0.1", LOG_LEVEL: "warn", MARKET_SOURCE: "live" };
  const desk = await startDesk(loadConfig({ ...noLimits, ...server, DATABASE_URL: url }));
  console.log(desk.port);
}

async function makeAccount({ primary }: Database): Promise<string> {
  const passwordHash = await new PasswordHashing().hash(PASSWORD);
  const id = uuidv7();
  const draft = { id, email: EMAIL, name: EMAIL, passwordHash, role: "analyst", emailVerifiedAt: null } as const;
  await new AccountRepository(primary).insert(draft, new Date());
  return id;
}

/** Five years of closing prices of every coin that is held. */
async function makePrices({ primary }: Database): Promise<void> {
  const [from, to] = [new Date(Date.now() - (DAYS + 10) * DAY_MS), new Date()];
  await ensurePricePartitions(primary, from, to);
  await sql`
    INSERT INTO price_point (coin_no, step, at, price_usd, source)
    SELECT c.no, 1440, day, round((l.price_usd * (1 + 0.3 * sin(extract(epoch FROM day) / 864000 + c.no)))::numeric, 8),
      'coingecko'
    FROM coin c JOIN listing l ON l.coin_no = c.no,
      generate_series(date_trunc('day', ${from.toISOString()}::timestamptz), date_trunc('day', now()) - interval '1 day',
        interval '1 day') day
    WHERE l.rank <= ${ASSETS}`.execute(primary);
}

/**
 * Purchases, sales of what is held, swaps, rewards and moves between wallets, spread over five years; a tenth of the trades
 * pays its fee in a third asset.
 */
async function makePortfolio({ primary }: Database, accountId: string, name: string): Promise<string> {
  const id = uuidv7();
  const [wallet, other] = [uuidv7(), uuidv7()];
  await asOwner(primary, accountId, async (db) => {
    const now = new Date().toISOString();
    await sql`
      INSERT INTO portfolio (id, account_id, name, currency, rules, revision, created_at, updated_at)
      VALUES (${id}, ${accountId}, ${name}, 'usd', ${JSON.stringify(DEFAULT_RULES)}::jsonb, ${TRANSACTIONS}, ${now}, ${now})`.execute(
      db,
    );
    await sql`
      INSERT INTO wallet (id, account_id, portfolio_id, name, kind, created_at, updated_at)
      SELECT w, ${accountId}, ${id}, 'wallet', 'wallet', ${now}, ${now}
      FROM unnest(${sql.val([wallet, other])}::uuid[]) w`.execute(db);
    await sql`
      WITH drawn AS (
        SELECT n, (random() * ${ASSETS - 1})::int AS coin, (random() * ${ASSETS - 1})::int AS second, random() AS kind,
          random() AS size, now() - interval '1 day' * ${DAYS} * (1 - n::float / ${TRANSACTIONS}) AS at
        FROM generate_series(1, ${TRANSACTIONS}) n),
      typed AS (
        SELECT *, CASE WHEN n < 600 OR kind < 0.45 THEN 'buy' WHEN kind < 0.75 THEN 'sell'
          WHEN kind < 0.85 AND coin <> second THEN 'swap' ELSE 'staking-reward' END AS type FROM drawn)
      INSERT INTO portfolio_transaction (id, account_id, portfolio_id, wallet_id, type, at, asset_id, quantity, value,
        currency, fees, fee_asset_id, to_asset_id, to_quantity, revision, created_at, updated_at)
      SELECT gen_random_uuid(), ${accountId}, ${id},
        CASE WHEN n % 3 = 0 THEN ${other}::uuid ELSE ${wallet}::uuid END, type, at, 'coin-' || coin,
        round((CASE type WHEN 'buy' THEN 1 + size WHEN 'staking-reward' THEN size / 100 ELSE size / 2 END)::numeric, 18),
        round((60000 / (coin + 1) * (0.5 + size))::numeric, 8), 'usd',
        CASE WHEN n % 10 = 0 THEN 0.001 WHEN type <> 'staking-reward' THEN 1.25 END,
        CASE WHEN n % 10 = 0 THEN 'coin-0' END, CASE WHEN type = 'swap' THEN 'coin-' || second END,
        CASE WHEN type = 'swap' THEN round((size + 0.1)::numeric, 18) END, n, ${now}, ${now}
      FROM typed`.execute(db);
  });
  return id;
}

interface Client {
  call<T>(method: string, path: string, body?: unknown): Promise<T>;
  readonly url: string;
}

async function signIn(url: string): Promise<Client> {
  let token = "";
  const client: Client = {
    url,
    async call<T>(method: string, path: string, body?: unknown): Promise<T> {
      const headers = { "content-type": "application/json", authorization: `Bearer ${token}` };
      const sent = body === undefined ? {} : { body: JSON.stringify(body) };
      const response = await fetch(`${url}/api/v1${path}`, { method, headers, ...sent });
      if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
      return (await response.json()) as T;
    },
  };
  const { accessToken } = await client.call<{ accessToken: string }>("POST", "/auth/login", {
    email: EMAIL,
    password: PASSWORD,
  });
  token = accessToken;
  return client;
}

interface Summary {
  calculation: { state: string; revision: number; problem: unknown };
  transactionCount: number;
}

async function freshSummary({ call }: Client, id: string): Promise<Summary> {
  for (;;) {
    const summary = await call<Summary>("GET", `/portfolios/${id}/summary?waitMs=10000`);
    if (summary.calculation.state === "fresh") return summary;
    if (summary.calculation.state === "failed") throw new Error(JSON.stringify(summary.calculation));
  }
}

function show(name: string, times: readonly number[], target: string): void {
  const sorted = times.toSorted((left, right) => left - right);
  const at = (share: number) =>
    (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1);
  console.log(
    `${name.padEnd(44)} p50 ${at(0.5).padStart(7)}  p95 ${at(0.95).padStart(7)}  p99 ${at(0.99).padStart(7)} ms  (${target}; load ${loadavg()[0]?.toFixed(1)})`,
  );
}

/** Processor time of the server so far, ms: it says more than the clock while the machine has other things to do. */
async function processorMs({ url }: Client): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const seconds = /^cryptodesk_process_cpu_seconds_total (\S+)/m.exec(text)?.[1];
  return 1_000 * Number(seconds);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** From the first byte of a write to the last of a summary in which it is. */
async function addAndSummarise(client: Client, id: string, name: string, date: () => Date, target: string) {
  const writes: number[] = [];
  const whole: number[] = [];
  const before = await processorMs(client);
  for (let round = 0; round < ROUNDS; round += 1) {
    const draft = {
      type: "buy",
      date: date().toISOString(),
      assetId: `coin-${round % ASSETS}`,
      quantity: "0.5",
      value: "9",
    };
    const { transactionCount } = await client.call<Summary>("GET", `/portfolios/${id}/summary`);
    let written = 0;
    whole.push(
      await timed(async () => {
        written = await timed(() => client.call("POST", `/portfolios/${id}/transactions`, draft));
        const after = await freshSummary(client, id);
        if (after.transactionCount !== transactionCount + 1) throw new Error("a summary without the transaction");
      }),
    );
    writes.push(written);
  }
  show(`${name}, to a fresh summary`, whole, target);
  show("  of which the write", writes, "no target");
  const spent = ((await processorMs(client)) - before) / ROUNDS;
  console.log(`  processor time of the server for write and two summaries: ${spent.toFixed(1)} ms each`);
}

async function healthWhileCalculating(client: Client, ids: readonly string[]): Promise<void> {
  const { url } = client;
  const quiet: number[] = [];
  for (let at = 0; at < READS; at += 1) quiet.push(await timed(() => fetch(`${url}/health/live`)));
  show("/health/live, nothing else", quiet, "reference");
  let isDone = false;
  const everything = timed(async () => {
    for (const feesInCost of [false, true]) {
      await Promise.all(
        ids.map(async (id) => {
          const { version } = await client.call<{ version: number }>("GET", `/portfolios/${id}`);
          await client.call("PATCH", `/portfolios/${id}`, { version, rules: { feesInCost } });
          await freshSummary(client, id);
        }),
      );
    }
  }).finally(() => {
    isDone = true;
  });
  const busy: number[] = [];
  while (!isDone) {
    busy.push(await timed(async () => (await fetch(`${url}/health/live`)).text()));
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  show(`/health/live while ${ids.length} are calculated`, busy, "p99 ≤ 50");
  console.log(
    `${busy.length} looks while ${2 * ids.length} whole calculations took ${((await everything) / 1_000).toFixed(1)} s`,
  );
}

async function measure(): Promise<void> {
  const { url, database, stop } = await benchPostgres();
  const raw = rawMarkets(ASSETS + 40, 0, new Date());
  const market = benchMarket(
    database,
    generatedProvider(() => raw),
  );
  await refreshListings(market, ASSETS + 40, quietRun);
  await analyse(database);
  const accountId = await makeAccount(database);
  await makePrices(database);
  const ids: string[] = [];
  for (let at = 0; at < PORTFOLIOS; at += 1) ids.push(await makePortfolio(database, accountId, `portfolio ${at}`));
  await sql`VACUUM ANALYZE portfolio_transaction, price_point`.execute(database.primary);
  const server = await startServerProcess(fileURLToPath(import.meta.url), `serve ${url}`, CORES);
  const client = await signIn(server.url);
  const [id = ""] = ids;
  console.log(`${TRANSACTIONS} transactions over ${ASSETS} assets, on Postgres, one process on two cores`);
  const idle = await processorMs(client);
  const first = await timed(() => freshSummary(client, id));
  const spent = (await processorMs(client)) - idle;
  console.log(
    `first summary, everything read: ${first.toFixed(0)} ms, processor time of the server ${spent.toFixed(0)} ms`,
  );
  await addAndSummarise(client, id, "one more, dated today", () => new Date(), "p95 ≤ 60");
  const start = new Date(Date.now() - (DAYS + 1) * DAY_MS);
  await addAndSummarise(client, id, "one more, at the very start", () => start, "≤ 700");
  const reads: number[] = [];
  for (let at = 0; at < READS; at += 1) reads.push(await timed(() => client.call("GET", `/portfolios/${id}/summary`)));
  show("summary, nothing changed", reads, "p95 ≤ 20");
  await Promise.all(ids.map((each) => freshSummary(client, each)));
  await healthWhileCalculating(client, ids);
  await server.stop();
  await stop();
}

const [role, url = ""] = (process.argv[2] ?? "").split(" ");
if (role === "serve") await serve(url);
else await measure();
