// Time of refreshing 10,000 listings (normalise, upsert, price points, publish) against COPY + merge of the same rows alone;
// and how the refresh grows with coins and with stored history.
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { sql } from "kysely";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { MarketFeed } from "../src/domains/market/market-feed.ts";
import { ensurePricePartitions } from "../src/domains/market/partition.repository.ts";
import { refreshListings } from "../src/domains/market/refresh-listings.ts";
import { noRedis } from "../src/platform/redis/redis-link.ts";
import { benchMarket, benchPostgres, generatedProvider, quietRun, rawMarkets } from "./generated-market.ts";
import { median } from "./load.ts";

const COINS = 10_000;
const ROUNDS = 7;
const HISTORY_DAYS = 180;

const { url, database, stop } = await benchPostgres();
const started = new Date();
let round = 0;
let raw: object[] = [];
const market = benchMarket(
  database,
  generatedProvider(() => raw),
  () => feed.announce(),
);
const feed = new MarketFeed({
  db: database,
  redis: noRedis,
  ticks: market.ticks,
  clock: market.clock,
  logger: market.logger,
  onVersion: () => {},
});

async function refresh(coins: number): Promise<number> {
  round += 1;
  raw = rawMarkets(coins, round, started);
  const began = performance.now();
  const result = await refreshListings(market, coins, quietRun);
  const took = performance.now() - began;
  if (result.written !== coins) throw new Error(`wrote ${result.written} of ${coins}: ${JSON.stringify(result)}`);
  return took;
}

/** The least that has to be done: the same rows copied into a temporary table and merged into the same two tables. */
async function copyAndMerge(client: pg.Client): Promise<number> {
  round += 1;
  const { rows } = await client.query("SELECT * FROM listing");
  const columns = Object.keys(rows[0]);
  const text = rows
    .map((row) =>
      columns.map((name) => cell(name === "price_usd" ? row[name] * (1 + round / 1e6) : row[name])).join("\t"),
    )
    .join("\n");
  const began = performance.now();
  await client.query("BEGIN");
  await client.query("CREATE TEMP TABLE fresh (LIKE listing) ON COMMIT DROP");
  await pipeline(Readable.from([`${text}\n`]), client.query(copyFrom("COPY fresh FROM STDIN")));
  await client.query(
    `INSERT INTO listing SELECT * FROM fresh ON CONFLICT (coin_no) DO UPDATE SET ${columns
      .slice(1)
      .map((name) => `${name} = excluded.${name}`)
      .join(", ")}`,
  );
  await client.query(
    `INSERT INTO price_point (coin_no, step, at, price_usd, market_cap_usd, volume_24h_usd, source)
     SELECT coin_no, 5, date_bin('5 minutes', as_of, 'epoch'::timestamptz), price_usd, market_cap_usd, volume_24h_usd, source FROM fresh
     ON CONFLICT (coin_no, step, at) DO UPDATE SET price_usd = excluded.price_usd`,
  );
  await client.query("COMMIT");
  return performance.now() - began;
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return "\\N";
  return value instanceof Date ? value.toISOString() : String(value);
}

async function fillHistory(days: number): Promise<void> {
  const now = new Date();
  const from = new Date(now.getTime() - days * 86_400_000);
  await ensurePricePartitions(database.primary, from, now);
  await sql`
    INSERT INTO price_point (coin_no, step, at, price_usd, source)
    SELECT c.no, 60, t, 1, 'coingecko' FROM coin c, generate_series(${from}::timestamptz, ${now}::timestamptz, '4 hours') t
    WHERE c.no % 10 = 0 ON CONFLICT DO NOTHING`.execute(database.primary);
  await sql`ANALYZE price_point`.execute(database.primary);
}

await feed.start();
await refresh(COINS);
const client = new pg.Client(url);
await client.connect();
const ours: number[] = [];
const reference: number[] = [];
for (let index = 0; index < ROUNDS; index += 1) {
  reference.push(await copyAndMerge(client));
  ours.push(await refresh(COINS));
}
const [own, other] = [median(ours), median(reference)];
console.log(`refresh of ${COINS} listings, median of ${ROUNDS} alternating rounds`);
console.log(
  `  ours ${own.toFixed(0)} ms   COPY + merge alone ${other.toFixed(0)} ms   ratio ${(own / other).toFixed(2)}`,
);

const times = async (coins: number) => {
  const runs: number[] = [];
  for (let index = 0; index < 3; index += 1) runs.push(await refresh(coins));
  return median(runs);
};
for (const coins of [1_000, 10_000, 50_000]) {
  if (coins > COINS) await refresh(coins);
  console.log(`  ${String(coins).padStart(6)} coins: ${(await times(coins)).toFixed(0)} ms`);
}
const before = await times(COINS);
await fillHistory(HISTORY_DAYS);
const { rows } = await client.query("SELECT count(*)::int AS points FROM price_point");
const after = await times(COINS);
console.log(
  `  with ${rows[0].points} stored points: ${after.toFixed(0)} ms, before ${before.toFixed(0)} ms (${(after / before).toFixed(2)})`,
);
feed.stop();
await client.end();
await stop();
