// What accounts cost: a read by somebody signed in against the same read by nobody; sign-ins a second against argon2 alone
// with the same parameters and as many at once; and what 50 people who sign in at once do to everybody else.
import { createServer } from "node:http";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import type { TokenAnswer } from "@cryptodesk/shared/identity/sign-in.contract";
import argon2 from "argon2";
import autocannon from "autocannon";
import { v7 as uuidv7 } from "uuid";
import { AccountRepository } from "../src/domains/identity/account.repository.ts";
import { ARGON2_PARAMETERS, PasswordHashing } from "../src/domains/identity/password-hashing.ts";
import { refreshListings } from "../src/domains/market/refresh-listings.ts";
import type { Database } from "../src/platform/database/database.ts";
import { analyse, benchMarket, benchPostgres, generatedProvider, quietRun, rawMarkets } from "./generated-market.ts";
import { median, requestsPerSecond, startServerProcess } from "./load.ts";

const ROUNDS = 5;
const SECONDS = 3;
const COINS = 1_000;
const PEOPLE = 50;
const SIGN_IN_SECONDS = 8;
const PASSWORD = "correct horse battery staple";
const HOT = "/api/v1/cryptocurrencies?limit=100";
// Two cores: one can hash while the other answers, as on the smallest machine that is worth its name.
const CORES = "0,1";

async function serveOurs(url: string): Promise<void> {
  const { startDesk } = await import("../src/desk.ts");
  const { loadConfig } = await import("../src/platform/config/load-config.ts");
  const noLimits = { LIMIT_READS_PER_MINUTE: "0", LIMIT_WRITES_PER_MINUTE: "0", LIMIT_SIGN_INS_PER_MINUTE: "0" };
  const desk = await startDesk(
    loadConfig({
      ...noLimits,
      DATABASE_URL: url,
      CRYPTODESK_ROLE: "api",
      PORT: "0",
      HOST: "127.0.0.1",
      LOG_LEVEL: "warn",
      MARKET_SOURCE: "live",
      TRUST_PROXY: "1",
    }),
  );
  console.log(desk.port);
}

/** Argon2 and nothing else, as many at once as there are cores. */
async function serveBare(): Promise<void> {
  const hash = await argon2.hash(PASSWORD, { type: argon2.argon2id, ...ARGON2_PARAMETERS });
  const waiting: (() => void)[] = [];
  let running = 0;
  const server = createServer(async (_request, response) => {
    if (running >= availableParallelism()) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    response.end(String(await argon2.verify(hash, PASSWORD)));
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  });
  server.listen(0, "127.0.0.1", () => {
    const address = server.address();
    console.log(typeof address === "object" ? address?.port : address);
  });
}

interface Account {
  readonly email: string;
  readonly ip: string;
}

async function makeAccounts({ primary }: Database): Promise<Account[]> {
  const passwordHash = await new PasswordHashing().hash(PASSWORD);
  const accounts = Array.from({ length: PEOPLE }, (_, index) => ({
    email: `person-${index}@example.com`,
    ip: `10.0.0.${index + 1}`,
  }));
  for (const { email } of accounts) {
    const draft = { id: uuidv7(), email, name: email, passwordHash, role: "analyst", emailVerifiedAt: null } as const;
    await new AccountRepository(primary).insert(draft, new Date());
  }
  return accounts;
}

async function signIn(url: string, { email, ip }: Account): Promise<TokenAnswer> {
  const response = await fetch(`${url}/api/v1/auth/login`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-forwarded-for": ip },
    body: JSON.stringify({ email, password: PASSWORD }),
  });
  if (response.status !== 200) throw new Error(`no sign-in: ${response.status} ${await response.text()}`);
  return (await response.json()) as TokenAnswer;
}

/** Sign-ins, or hashes, a second, by fifty people who sign in again and again. */
async function signInsPerSecond(
  accounts: readonly Account[],
  once: (account: Account) => Promise<unknown>,
): Promise<number> {
  const began = performance.now();
  let done = 0;
  const everybody = accounts.map(async (account) => {
    while (performance.now() - began < SIGN_IN_SECONDS * 1_000) {
      await once(account);
      done += 1;
    }
  });
  await Promise.all(everybody);
  return (done * 1_000) / (performance.now() - began);
}

let question = 0;
/** Never the same twice, so that nothing is answered from memory. */
function coldPath(): string {
  question += 1;
  return `/api/v1/cryptocurrencies?limit=20&minVolume24hUsd=${100 + question}`;
}

async function coldPerSecond(url: string, headers: Record<string, string>): Promise<number> {
  const result = await autocannon({
    url,
    headers,
    connections: 10,
    duration: SECONDS,
    setupClient: (client) => {
      const next = { method: "GET", path: coldPath() } as const;
      client.setRequests([{ ...next, setupRequest: (request) => ({ ...request, path: coldPath() }) }]);
    },
  });
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${result.non2xx} bad answers, ${result.errors} errors`);
  return result.requests.average;
}

async function compareReads(url: string, token: string): Promise<void> {
  const headers = { Authorization: `Bearer ${token}` };
  const rates = {
    hot: [] as number[],
    hotSignedIn: [] as number[],
    cold: [] as number[],
    coldSignedIn: [] as number[],
  };
  for (let round = 0; round < ROUNDS; round += 1) {
    rates.hot.push(requestsPerSecond(url + HOT, { seconds: SECONDS }));
    rates.hotSignedIn.push(requestsPerSecond(url + HOT, { seconds: SECONDS, headers }));
    rates.cold.push(await coldPerSecond(url, {}));
    rates.coldSignedIn.push(await coldPerSecond(url, headers));
  }
  console.log(`reads of ${COINS} coins, median of ${ROUNDS} alternating rounds of ${SECONDS} s, req/s`);
  report("hot list", median(rates.hotSignedIn), median(rates.hot));
  report("list that is not hot", median(rates.coldSignedIn), median(rates.cold));
}

function report(what: string, signedIn: number, anonymous: number): void {
  console.log(
    `  ${what.padEnd(22)} signed in ${signedIn.toFixed(0).padStart(6)}   anonymous ${anonymous.toFixed(0).padStart(6)}   ratio ${(signedIn / anonymous).toFixed(2)}`,
  );
}

/** Latencies of others' reads, ms, while `busy` goes on. */
async function latenciesDuring(url: string, paths: () => string, busy: Promise<unknown>): Promise<number[]> {
  const latencies: number[] = [];
  let over = false;
  void busy.finally(() => {
    over = true;
  });
  while (!over) {
    const began = performance.now();
    const response = await fetch(url + paths());
    await response.arrayBuffer();
    if (response.status !== 200) throw new Error(`not read: ${response.status}`);
    latencies.push(performance.now() - began);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return latencies;
}

function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

async function compareSignIns(url: string, bare: string, accounts: readonly Account[]): Promise<void> {
  const rates = { ours: [] as number[], bare: [] as number[] };
  const hot: number[] = [];
  const cold: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    rates.bare.push(await signInsPerSecond(accounts, () => fetch(bare).then((response) => response.text())));
    rates.ours.push(await signInsPerSecond(accounts, (account) => signIn(url, account)));
  }
  const busy = signInsPerSecond(accounts, (account) => signIn(url, account));
  const [ofHot, ofCold] = await Promise.all([
    latenciesDuring(url, () => HOT, busy),
    latenciesDuring(url, coldPath, busy),
  ]);
  hot.push(...ofHot);
  cold.push(...ofCold);
  const [ours, alone] = [median(rates.ours), median(rates.bare)];
  console.log(
    `sign-ins of ${PEOPLE} people at once, two cores, median of 3 alternating rounds of ${SIGN_IN_SECONDS} s`,
  );
  console.log(`  ours ${ours.toFixed(1)}/s   argon2 alone ${alone.toFixed(1)}/s   ratio ${(ours / alone).toFixed(2)}`);
  console.log("other people's reads meanwhile, ms");
  for (const [what, all] of [
    ["hot list", hot],
    ["list that is not hot", cold],
  ] as const) {
    console.log(
      `  ${what.padEnd(22)} median ${percentile(all, 0.5).toFixed(1)}   p99 ${percentile(all, 0.99).toFixed(1)}   of ${all.length}`,
    );
  }
}

async function compare(): Promise<void> {
  const { url, database, stop } = await benchPostgres();
  const script = fileURLToPath(import.meta.url);
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
  const accounts = await makeAccounts(database);
  const ours = await startServerProcess(script, `ours ${url}`, CORES);
  const bare = await startServerProcess(script, "bare", CORES);
  const [first] = accounts;
  if (!first) throw new Error("nobody");
  const { accessToken } = await signIn(ours.url, first);
  await compareReads(ours.url, accessToken);
  await compareSignIns(ours.url, bare.url, accounts);
  await Promise.all([ours.stop(), bare.stop()]);
  await stop();
}

const [role, url = ""] = (process.argv[2] ?? "").split(" ");
if (role === "ours") await serveOurs(url);
else if (role === "bare") await serveBare();
else await compare();
