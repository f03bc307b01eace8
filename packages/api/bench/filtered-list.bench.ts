// A filtered list that is not hot, 50,000 coins in Postgres: our REST door against the best hand-written SQL through pg
// returning the same JSON; then latency at 200 requests a second, and how it grows with coins, and the same of the count of
// what matches.
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import autocannon from "autocannon";
import pg from "pg";
import { refreshListings } from "../src/domains/market/refresh-listings.ts";
import { analyse, benchMarket, benchPostgres, generatedProvider, quietRun, rawMarkets } from "./generated-market.ts";
import { median, startServerProcess } from "./load.ts";

const SIZES = [1_000, 10_000, 50_000];
const ROUNDS = 5;
const SECONDS = 4;
const RATE = 200;
const LIMIT = 50;

/** The statement somebody would write by hand for just this question, JSON made by Postgres. */
const BY_HAND = `
  SELECT json_build_object('items', coalesce(json_agg(item), '[]'), 'nextCursor', null)::text AS body FROM (
    SELECT c.id, c.symbol, c.name, c.image_url AS "imageUrl", l.rank, l.price_usd::text AS "priceUsd",
      l.market_cap_usd::text AS "marketCapUsd", l.fully_diluted_valuation_usd::text AS "fullyDilutedValuationUsd",
      l.volume_24h_usd::text AS "volume24hUsd", l.high_24h_usd::text AS "high24hUsd", l.low_24h_usd::text AS "low24hUsd",
      l.change_1h_pct AS "change1hPct", l.change_24h_pct AS "change24hPct", l.change_7d_pct AS "change7dPct",
      l.circulating_supply::text AS "circulatingSupply", l.total_supply::text AS "totalSupply", l.max_supply::text AS "maxSupply",
      l.ath_usd::text AS "athUsd", l.ath_at AS "athAt", l.ath_change_pct AS "athChangePct", l.atl_usd::text AS "atlUsd",
      l.atl_at AS "atlAt", l.atl_change_pct AS "atlChangePct", c.categories, c.listed_at AS "listedAt", l.source,
      false AS simulated, l.as_of AS "asOf", l.received_at AS "receivedAt", l.quarantined
    FROM listing l JOIN coin c ON c.no = l.coin_no
    WHERE l.volume_24h_usd >= $1 AND l.change_24h_pct >= $2
    ORDER BY coalesce(l.market_cap_usd, -1) DESC, l.coin_no DESC LIMIT ${LIMIT}) item`;

async function serveByHand(url: string): Promise<void> {
  const pool = new pg.Pool({ connectionString: url, max: 10 });
  const server = createServer((request, response) => {
    const query = new URL(request.url ?? "/", "http://local").searchParams;
    pool
      .query({ name: "list", text: BY_HAND, values: [query.get("minVolume24hUsd"), query.get("minChange24hPct")] })
      .then(({ rows }) => {
        response.setHeader("Content-Type", "application/json");
        response.end(rows[0].body);
      })
      .catch(() => response.writeHead(500).end());
  });
  server.listen(0, "127.0.0.1", () => {
    const address = server.address();
    console.log(typeof address === "object" ? address?.port : address);
  });
}

async function serveOurs(url: string): Promise<void> {
  const { startDesk } = await import("../src/desk.ts");
  const { loadConfig } = await import("../src/platform/config/load-config.ts");
  const settings = {
    DATABASE_URL: url,
    CRYPTODESK_ROLE: "api",
    PORT: "0",
    HOST: "127.0.0.1",
    LOG_LEVEL: "info",
    HOT_CACHE_MB: "8",
  };
  const desk = await startDesk(loadConfig({ ...settings, MARKET_SOURCE: "live" }));
  console.log(desk.port);
}

let question = 0;
/** Never the same question twice, so that nothing is answered from memory. */
function nextFilter(): string {
  question += 1;
  return `minVolume24hUsd=${100_000 + question}&minChange24hPct=${(question % 50) / 10}`;
}
const nextList = () => `/api/v1/cryptocurrencies?limit=${LIMIT}&${nextFilter()}`;
const nextCount = () => `/api/v1/market/count?${nextFilter()}`;

async function load(
  url: string,
  nextPath: () => string,
  options: { rate?: number },
): Promise<{ rps: number; p97: number }> {
  const run = autocannon({
    url,
    connections: 10,
    duration: SECONDS,
    ...(options.rate && { overallRate: options.rate }),
    setupClient: (client) => {
      client.setRequests([
        { method: "GET", path: nextPath(), setupRequest: (request) => ({ ...request, path: nextPath() }) },
      ]);
    },
  });
  const result = await run;
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${result.non2xx} bad answers, ${result.errors} errors`);
  return { rps: result.requests.average, p97: result.latency.p97_5 };
}

async function compare(): Promise<void> {
  const { url, database, stop } = await benchPostgres();
  const script = fileURLToPath(import.meta.url);
  let raw: object[] = [];
  const market = benchMarket(
    database,
    generatedProvider(() => raw),
  );
  const growth: string[] = [];
  for (const [index, coins] of SIZES.entries()) {
    raw = rawMarkets(coins, index, new Date());
    await refreshListings(market, coins, quietRun);
    await analyse(database);
    const server = await startServerProcess(script, `ours ${url}`);
    const listed = await load(server.url, nextList, { rate: RATE });
    const counted = await load(server.url, nextCount, { rate: RATE });
    growth.push(
      `  ${String(coins).padStart(6)} coins: 97.5 % within ${listed.p97} ms at ${listed.rps.toFixed(0)} req/s, counts within ${counted.p97} ms at ${counted.rps.toFixed(0)} req/s`,
    );
    await server.stop();
  }
  const [ours, hand] = await Promise.all([
    startServerProcess(script, `ours ${url}`),
    startServerProcess(script, `hand ${url}`),
  ]);
  const rates = { ours: [] as number[], hand: [] as number[] };
  for (let round = 0; round < ROUNDS; round += 1) {
    rates.hand.push((await load(hand.url, nextList, {})).rps);
    rates.ours.push((await load(ours.url, nextList, {})).rps);
  }
  const [own, other] = [median(rates.ours), median(rates.hand)];
  console.log(
    `filtered list of ${SIZES.at(-1)} coins, ${LIMIT} rows, never hot, median of ${ROUNDS} alternating rounds of ${SECONDS} s`,
  );
  console.log(
    `  ours ${own.toFixed(0)} req/s   SQL by hand ${other.toFixed(0)} req/s   ratio ${(own / other).toFixed(2)}`,
  );
  for (const line of growth) console.log(line);
  await Promise.all([ours.stop(), hand.stop()]);
  await stop();
}

const [role, url = ""] = (process.argv[2] ?? "").split(" ");
if (role === "ours") await serveOurs(url);
else if (role === "hand") await serveByHand(url);
else await compare();
