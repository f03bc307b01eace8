import type { Role } from "@cryptodesk/shared/identity/permission";
import type { TokenAnswer } from "@cryptodesk/shared/identity/sign-in.contract";
import { pino } from "pino";
import { v7 as uuidv7 } from "uuid";
import { composeSharing } from "../../src/compose-sharing.ts";
import { AccountRepository } from "../../src/domains/identity/account.repository.ts";
import { composeIdentity } from "../../src/domains/identity/compose-identity.ts";
import { createDoorKeeping } from "../../src/domains/identity/door-keeping.ts";
import type { IdentityRuntime } from "../../src/domains/identity/identity-runtime.ts";
import { MarketStreamDoor } from "../../src/domains/market/market-stream.http.ts";
import type { MarketProvider } from "../../src/domains/market/providers/market-provider.ts";
import { createPortfolioRuntime } from "../../src/domains/portfolio/portfolio-runtime.ts";
import { RunStreamDoor } from "../../src/domains/strategy/runs/run-stream.http.ts";
import { createStrategyRuntime, type StrategyRuntime } from "../../src/domains/strategy/strategy-runtime.ts";
import { describeSystem } from "../../src/domains/system/describe-system.ts";
import { createJobs } from "../../src/jobs.ts";
import { loadConfig } from "../../src/platform/config/load-config.ts";
import type { Database, Db } from "../../src/platform/database/database.ts";
import { createHttpServer } from "../../src/platform/http/create-http-server.ts";
import { IdempotentRequests } from "../../src/platform/idempotency/idempotent-requests.ts";
import { RequestLimits } from "../../src/platform/limits/request-limits.ts";
import { createMetrics } from "../../src/platform/metrics/metrics.ts";
import { noRedis } from "../../src/platform/redis/redis-link.ts";
import { createAppRouter } from "../../src/router.ts";
import { type DeskDoor, doorAt } from "./identity-answer.ts";
import { type MarketDesk, openMarketDesk } from "./market-desk.ts";

/** Of every person below: hashed once, for a hash takes its time. */
export const PASSWORD = "correct horse battery staple";
const SHUTDOWN_SECONDS = 2;
// How many requests there may be is another test's subject.
const NO_LIMITS = { LIMIT_READS_PER_MINUTE: "0", LIMIT_WRITES_PER_MINUTE: "0", LIMIT_SIGN_INS_PER_MINUTE: "0" };

/** An account to act as. */
export interface Person {
  readonly id: string;
  readonly email: string;
  readonly role: Role;
}

/** One process of a desk: doors of its own over a database and a clock that others may share. */
export interface IdentityInstance extends DeskDoor {
  readonly url: string;
  readonly identity: IdentityRuntime;
  readonly router: ReturnType<typeof createAppRouter>;
  readonly strategies: StrategyRuntime;
  /** Signs in with the password, from an address of the person's own. @throws Error where that is refused */
  signIn(person: Pick<Person, "email">, more?: Record<string, unknown>): Promise<TokenAnswer>;
}

/** A desk with accounts, whose clock the test turns. */
export interface IdentityDesk extends IdentityInstance {
  readonly db: Db;
  readonly market: MarketDesk;
  now: Date;
  /** Turns the clock on. */
  pass(seconds: number): void;
  person(role: Role, name?: string, change?: { isActive: boolean }): Promise<Person>;
  /** An API key with these scopes, and nothing else. */
  keyOf(person: Person, scopes: readonly string[]): Promise<string>;
  /** Another process on the same database and clock. */
  another(settings?: Record<string, string>): Promise<IdentityInstance>;
  /** Forgets every count of tries. */
  forgetTries(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens a desk over a migrated database: a PGlite of its own unless one is given.
 * @param settings of the first process; X-Forwarded-For is believed, so that a test may come from anywhere
 */
export async function openIdentityDesk(
  options: { database?: Database; settings?: Record<string, string>; providers?: readonly MarketProvider[] } = {},
): Promise<IdentityDesk> {
  const { database, providers } = options;
  const market = await openMarketDesk({ ...(database && { database }), ...(providers && { providers }) });
  const opened: (() => Promise<void>)[] = [];
  const open = async (settings: Record<string, string> = {}) => {
    const instance = await startInstance(market, { TRUST_PROXY: "1", ...NO_LIMITS, ...options.settings, ...settings });
    opened.push(instance.stop);
    return instance;
  };
  const first = await open();
  const db = market.market.db.primary;
  const passwordHash = await first.identity.passwords.hash(PASSWORD);
  return {
    ...first,
    db,
    market,
    get now() {
      return market.now;
    },
    set now(now: Date) {
      market.now = now;
    },
    pass(seconds) {
      market.now = new Date(market.now.getTime() + seconds * 1000);
    },
    async person(role, name = role, change) {
      const id = uuidv7();
      const email = `${name}-${id.slice(-6)}@example.com`;
      const accounts = new AccountRepository(db);
      await accounts.insert({ id, email, name, passwordHash, role, emailVerifiedAt: null }, market.now);
      if (change) await accounts.update(id, { is_active: change.isActive }, market.now);
      return { id, email, role };
    },
    async keyOf(person, scopes) {
      const { accessToken } = await first.signIn(person);
      const made = await first.post(
        "/account/keys",
        { name: `for ${scopes.length} scopes`, scopes },
        { token: accessToken },
      );
      if (made.status !== 201) throw new Error(`no key: ${JSON.stringify(made.body)}`);
      return made.json<{ key: string }>().key;
    },
    another: open,
    forgetTries: async () => void (await db.deleteFrom("attempt").execute()),
    close: async () => {
      for (const stop of opened.reverse()) await stop();
      await market.close();
    },
  };
}

async function startInstance(
  { market, ctx }: MarketDesk,
  settings: Record<string, string>,
): Promise<IdentityInstance & { stop(): Promise<void> }> {
  const config = loadConfig(settings);
  const { db } = market;
  const logger = pino({ level: "silent" });
  const identity = await composeIdentity(config, db, ctx.clock, logger);
  const portfolios = createPortfolioRuntime(market);
  const sharing = composeSharing(identity);
  const strategies = createStrategyRuntime(market, sharing, noRedis);
  const jobs = createJobs(market, identity, strategies);
  const startedAt = ctx.clock();
  const parts = { version: "0.0.0", role: "all", startedAt, clock: ctx.clock, db, redis: noRedis, market } as const;
  const readStatus = () => describeSystem(parts);
  const router = createAppRouter({ market, identity, portfolios, sharing, strategies, jobs, readStatus });
  const stream = new MarketStreamDoor({
    ticks: market.ticks,
    simulated: market.simulated,
    clock: ctx.clock,
    maxPendingBytes: config.STREAM_MAX_PENDING_KB * 1024,
  });
  const server = createHttpServer({
    config: { ...config, SHUTDOWN_SECONDS },
    router,
    ...createDoorKeeping(identity, { db, queue: ctx.queue, clock: ctx.clock }),
    limits: new RequestLimits(
      {
        read: config.LIMIT_READS_PER_MINUTE,
        write: config.LIMIT_WRITES_PER_MINUTE,
        "sign-in": config.LIMIT_SIGN_INS_PER_MINUTE,
      },
      noRedis,
    ),
    idempotency: new IdempotentRequests(db.primary, identity.secrets),
    streams: { "market.watch": stream, "strategyRun.watch": new RunStreamDoor(strategies.runs, 1024 * 1024) },
    ready: [],
    status: async () => ({}),
    isDatabaseUp: () => db.isUp(),
    webRoot: null,
    logger,
    metrics: createMetrics(),
    version: "0.0.0",
  });
  const { port } = await server.listen(0, "127.0.0.1");
  const url = `http://127.0.0.1:${port}`;
  const door = doorAt(url);
  return {
    ...door,
    identity,
    router,
    strategies,
    async signIn({ email }, more = {}) {
      const answer = await door.post("/auth/login", { email, password: PASSWORD, ...more }, { ip: addressOf(email) });
      if (answer.status !== 200) throw new Error(`no sign-in for ${email}: ${JSON.stringify(answer.body)}`);
      return answer.json<TokenAnswer>();
    },
    stop: async () => {
      await server.close();
      await portfolios.close();
      await strategies.runs.threads.close();
    },
  };
}

/** The same for the same person: so many sign-ins never run into the limit of one address. */
export function addressOf(email: string): string {
  const sum = [...email].reduce((all, letter) => (all * 31 + (letter.codePointAt(0) ?? 0)) % 65_025, 7);
  return `10.7.${Math.floor(sum / 255) + 1}.${(sum % 255) + 1}`;
}
