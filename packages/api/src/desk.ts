import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { SystemStatus } from "@cryptodesk/shared/system/status.contract";
import { composeMarket } from "./compose-market.ts";
import { composeSharing } from "./compose-sharing.ts";
import { registerDeskMetrics } from "./desk-metrics.ts";
import { composeIdentity } from "./domains/identity/compose-identity.ts";
import { createDoorKeeping } from "./domains/identity/door-keeping.ts";
import type { IdentityRuntime } from "./domains/identity/identity-runtime.ts";
import { createOidcDoors } from "./domains/identity/oidc-doors.ts";
import { setupTokenToPrint } from "./domains/identity/setup-token.ts";
import { keepShellToken } from "./domains/identity/shell-token.ts";
import type { MarketFeed } from "./domains/market/market-feed.ts";
import type { MarketRuntime } from "./domains/market/market-runtime.ts";
import { MarketStreamDoor } from "./domains/market/market-stream.http.ts";
import { SandboxTicker } from "./domains/market/sandbox-ticker.ts";
import { createPortfolioRuntime, type PortfolioRuntime } from "./domains/portfolio/portfolio-runtime.ts";
import type { SharingRuntime } from "./domains/portfolio/sharing/sharing-runtime.ts";
import { RunStreamDoor } from "./domains/strategy/runs/run-stream.http.ts";
import { createStrategyRuntime, type StrategyRuntime } from "./domains/strategy/strategy-runtime.ts";
import { describeSystem } from "./domains/system/describe-system.ts";
import { createJobs } from "./jobs.ts";
import { migrations } from "./migrations/migrations.ts";
import type { Config } from "./platform/config/load-config.ts";
import { migrate } from "./platform/database/migrate.ts";
import { openDatabase } from "./platform/database/open-database.ts";
import { createHttpServer, type HttpServer } from "./platform/http/create-http-server.ts";
import { listenOrExplain, refuseTakenPort } from "./platform/http/listen-or-explain.ts";
import { IdempotentRequests } from "./platform/idempotency/idempotent-requests.ts";
import { RequestLimits } from "./platform/limits/request-limits.ts";
import { createLogger, type Logger } from "./platform/logging/logger.ts";
import { createMetrics } from "./platform/metrics/metrics.ts";
import { type BossQueue, createBossQueue } from "./platform/queue/boss-queue.ts";
import type { JobDefinition } from "./platform/queue/job-queue.ts";
import { noRedis, openRedisLink, type RedisLink } from "./platform/redis/redis-link.ts";
import { createAppRouter } from "./router.ts";

/** A composed process of CryptoDesk. */
export interface Desk {
  readonly port: number;
  readonly simulated: boolean;
  /** With which the first account is made; null once there is one. */
  readonly setupToken: string | null;
  /** Ends streams, drains requests, finishes or releases jobs, closes the database. Safe to call twice. */
  stop(): Promise<void>;
}

// By the package's own name, so that it is the same file from the sources and from the build.
const PACKAGE = import.meta.resolve("@cryptodesk/api/package.json");
const { version: VERSION } = JSON.parse(readFileSync(new URL(PACKAGE), "utf8")) as { version: string };
const WEB_ROOT = fileURLToPath(new URL("../web/dist/app", PACKAGE));
const HOT_BODY_TTL_SECONDS = 600;
// Requests and jobs have this part of the time a stop may take; the rest is for closing what they use.
const DRAIN_SHARE_MS = 800;
const clock = () => new Date();

type Undo = () => Promise<void> | void;

/**
 * Composes and starts one process: database, migrations, market, jobs, doors.
 * @throws StartupError when it cannot start; nothing is left running then
 */
export async function startDesk(config: Config): Promise<Desk> {
  const logger = createLogger({ level: config.LOG_LEVEL, role: config.CRYPTODESK_ROLE });
  const opened: Undo[] = [];
  const stop = onceInReverse(opened);
  try {
    return await compose(config, logger, opened, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function compose(config: Config, logger: Logger, opened: Undo[], stop: () => Promise<void>): Promise<Desk> {
  // Asked first, because opening the database takes longer than an operator should wait for this answer.
  await refuseTakenPort(config);
  const { database, queueConnection, poolStats } = await openDatabase(config, logger);
  opened.push(() => database.close());
  await migrate(database, migrations);
  const redis = config.REDIS_URL === undefined ? noRedis : await openRedisLink(config.REDIS_URL, logger);
  opened.push(() => redis.close());

  let http: HttpServer | null = null;
  const onVersion = (version: number) => http?.invalidate(version);
  const { market, feed } = await composeMarket({ config, db: database, redis, logger, clock, onVersion });
  const identity = await composeIdentity(config, database, clock, logger);
  const portfolios = createPortfolioRuntime(market);
  opened.push(() => portfolios.close());
  const sharing = composeSharing(identity);
  const strategies = createStrategyRuntime(market, sharing, redis);
  opened.push(() => strategies.runs.threads.close());
  await strategies.runs.announcements.start();
  const jobs = createJobs(market, identity, strategies);
  const queue = createBossQueue({ database, connection: queueConnection, definitions: jobs, clock, logger });
  await startBackground({ market, feed, queue }, config, opened);

  const metrics = createMetrics();
  registerDeskMetrics(metrics, { market, queue, redis, poolStats });
  http = createDoors({
    config,
    market,
    identity,
    portfolios,
    sharing,
    strategies,
    queue,
    jobs,
    redis,
    logger,
    metrics,
  });
  const { port } = await listenOrExplain(http, config);
  // Requests are drained while jobs are: each may take the whole of its share.
  opened.push(() => Promise.all([http?.close(), queue.close(config.SHUTDOWN_SECONDS * DRAIN_SHARE_MS)]).then(() => {}));
  if (config.CRYPTODESK_ROLE !== "worker") opened.push(openShellDoor(identity, config, logger));
  const setupToken = config.CRYPTODESK_ROLE === "worker" ? null : await setupTokenToPrint(identity);
  return { port, simulated: market.simulated(), setupToken, stop };
}

function openShellDoor({ secrets }: IdentityRuntime, config: Config, logger: Logger): Undo {
  try {
    return keepShellToken(secrets, config.CRYPTODESK_DATA_DIR, clock);
  } catch (error) {
    logger.warn({ err: error }, "no shell token: `cryptodesk admin --shell` will not work here");
    return () => {};
  }
}

/** Feed, queue and, in a worker, the jobs. */
async function startBackground(
  { market, feed, queue }: { market: MarketRuntime; feed: MarketFeed; queue: BossQueue },
  config: Config,
  opened: Undo[],
): Promise<void> {
  await feed.start();
  opened.push(() => feed.stop());
  await queue.open();
  opened.push(() => queue.close(config.SHUTDOWN_SECONDS * DRAIN_SHARE_MS));
  if (config.CRYPTODESK_ROLE === "api") return;
  if (market.simulated()) {
    const ticker = new SandboxTicker(market);
    opened.push(() => ticker.stop());
    // The first page has prices before anybody can ask for it.
    await ticker.tick();
    ticker.start();
  }
  await queue.work();
}

interface DoorParts {
  config: Config;
  market: MarketRuntime;
  identity: IdentityRuntime;
  portfolios: PortfolioRuntime;
  sharing: SharingRuntime;
  strategies: StrategyRuntime;
  queue: BossQueue;
  jobs: readonly JobDefinition[];
  redis: RedisLink;
  logger: Logger;
  metrics: ReturnType<typeof createMetrics>;
}

function createDoors({
  config,
  market,
  identity,
  portfolios,
  sharing,
  strategies,
  queue,
  jobs,
  redis,
  logger,
  metrics,
}: DoorParts): HttpServer {
  const { db } = market;
  const startedAt = clock();
  const readStatus = (): Promise<SystemStatus> =>
    describeSystem({ version: VERSION, role: config.CRYPTODESK_ROLE, startedAt, clock, db, redis, market });
  return createHttpServer({
    config: { ...config, SHUTDOWN_SECONDS: (config.SHUTDOWN_SECONDS * DRAIN_SHARE_MS) / 1_000 },
    router: createAppRouter({ market, identity, portfolios, sharing, strategies, jobs, readStatus }),
    ...createDoorKeeping(identity, { db, queue, clock }),
    redirects: createOidcDoors(identity),
    limits: new RequestLimits(
      {
        read: config.LIMIT_READS_PER_MINUTE,
        write: config.LIMIT_WRITES_PER_MINUTE,
        "sign-in": config.LIMIT_SIGN_INS_PER_MINUTE,
      },
      redis,
    ),
    idempotency: new IdempotentRequests(db.primary, identity.secrets),
    streams: {
      "market.watch": new MarketStreamDoor({
        ticks: market.ticks,
        simulated: market.simulated,
        clock,
        maxPendingBytes: config.STREAM_MAX_PENDING_KB * 1_024,
      }),
      "strategyRun.watch": new RunStreamDoor(strategies.runs, config.STREAM_MAX_PENDING_KB * 1_024),
    },
    ready: [{ name: "database", check: async () => void (await readStatus()) }],
    status: readStatus,
    isDatabaseUp: () => db.isUp(),
    // A worker shows its health and figures; pages are the api's.
    webRoot: config.CRYPTODESK_ROLE === "worker" ? null : WEB_ROOT,
    logger,
    metrics,
    version: VERSION,
    bodyStore: {
      get: (key) => redis.get(`cryptodesk:body:${key}`),
      set: (key, bytes) => redis.set(`cryptodesk:body:${key}`, bytes, HOT_BODY_TTL_SECONDS),
    },
  });
}

/** Undoes what was opened, last first; each step is done once and a failing one does not keep the others from it. */
function onceInReverse(opened: Undo[]): () => Promise<void> {
  let running: Promise<void> | null = null;
  return () => {
    running ??= (async () => {
      for (const undo of opened.reverse()) {
        try {
          await undo();
        } catch {
          // The others are still to be undone.
        }
      }
    })();
    return running;
  };
}
