import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { SystemStatus } from "@cryptodesk/shared/system/status.contract";
import { loadChangesSince, MarketFeed } from "./domains/market/market-feed.ts";
import type { MarketRuntime } from "./domains/market/market-runtime.ts";
import { MarketStateRepository } from "./domains/market/market-state.repository.ts";
import { MarketStreamDoor } from "./domains/market/market-stream.http.ts";
import { MarketTicks } from "./domains/market/market-ticks.ts";
import { createProviderLedger } from "./domains/market/provider-ledger.ts";
import { createProviders } from "./domains/market/providers/registry.ts";
import { createSandboxProvider } from "./domains/market/providers/sandbox/sandbox.provider.ts";
import { SandboxTicker } from "./domains/market/sandbox-ticker.ts";
import { settleMode } from "./domains/market/settle-mode.ts";
import { createJobs } from "./jobs.ts";
import { migrations } from "./migrations/migrations.ts";
import type { Config } from "./platform/config/load-config.ts";
import { StartupError } from "./platform/database/data-directory-lock.ts";
import { migrate } from "./platform/database/migrate.ts";
import { openDatabase } from "./platform/database/open-database.ts";
import { createHttpServer, type HttpServer } from "./platform/http/create-http-server.ts";
import { createLogger, type Logger } from "./platform/logging/logger.ts";
import { createMetrics } from "./platform/metrics/metrics.ts";
import { createBossQueue } from "./platform/queue/boss-queue.ts";
import { noRedis, openRedisLink } from "./platform/redis/redis-link.ts";
import { createAppRouter } from "./router.ts";

/** A composed process of CryptoDesk. */
export interface Desk {
  /** null for a worker without HTTP doors. */
  readonly port: number | null;
  readonly simulated: boolean;
  /** Ends streams, drains requests, finishes or releases jobs, closes the database. Safe to call twice. */
  stop(): Promise<void>;
}

const { version: VERSION } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
  version: string;
};
const WEB_ROOT = fileURLToPath(new URL("../../../web/dist/app", import.meta.url));
const clock = () => new Date();

/**
 * Composes and starts one process: database, migrations, market, jobs, doors.
 * @throws StartupError (or a socket error of the port) when it cannot start; nothing is left running then
 */
export async function startDesk(config: Config): Promise<Desk> {
  const logger = createLogger({ level: config.LOG_LEVEL, role: config.CRYPTODESK_ROLE });
  const opened: (() => Promise<void> | void)[] = [];
  const stop = onceInReverse(opened);
  try {
    return await compose(config, logger, opened, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function compose(
  config: Config,
  logger: Logger,
  opened: (() => Promise<void> | void)[],
  stop: () => Promise<void>,
): Promise<Desk> {
  const startedAt = clock();
  const { database, queueConnection, poolStats } = await openDatabase(config, logger);
  opened.push(() => database.close());
  await migrate(database, migrations);

  const redis = config.REDIS_URL === undefined ? noRedis : openRedisLink(config.REDIS_URL, logger);
  opened.push(() => redis.close());
  const sandbox = createSandboxProvider({ seed: config.SANDBOX_SEED, tickSeconds: config.SANDBOX_TICK_SECONDS });
  const registered = [...createProviders(config, createProviderLedger(database)), { provider: sandbox, gate: null }];
  const providers = registered.map(({ provider }) => provider);
  const ticks = new MarketTicks({
    maxStreams: config.STREAM_MAX_CLIENTS,
    loadChangesSince: async (version) => loadChangesSince(database, version, ticks.version, clock),
  });
  let http: HttpServer | null = null;
  const feed = new MarketFeed({
    db: database,
    redis,
    ticks,
    clock,
    logger,
    onVersion: (version) => http?.invalidate(version),
  });
  const market: MarketRuntime = {
    db: database,
    clock,
    logger,
    config,
    ticks,
    providers,
    mode: await settleMode(database, config, providers, clock),
    simulated: () => market.mode === "sandbox",
    callsPerMinute: (id) => registered.find(({ provider }) => provider.id === id)?.gate?.callsPerMinute ?? null,
    announce: () => feed.announce(),
  };
  await feed.start();
  opened.push(() => feed.stop());

  const jobs = createJobs(market);
  const queue = createBossQueue({ database, connection: queueConnection, definitions: jobs, clock, logger });
  await queue.open();
  opened.push(() => queue.close(config.SHUTDOWN_SECONDS * 500));

  const worker = config.CRYPTODESK_ROLE !== "api";
  if (worker) await startWorking(market, queue, opened);

  const metrics = createMetrics();
  const readStatus = async (): Promise<SystemStatus> => {
    const state = await new MarketStateRepository(database.primary).read();
    return {
      version: VERSION,
      role: config.CRYPTODESK_ROLE,
      startedAt: startedAt.toISOString(),
      now: clock().toISOString(),
      marketSource: market.mode ?? "undecided",
      simulated: market.simulated(),
      database: {
        state: database.isUp() ? "up" : "down",
        detail: database.kind === "embedded" ? "embedded (PGlite)" : "Postgres",
      },
      redis: {
        state: redis.state(),
        detail: redis.state() === "off" ? "not configured" : "announcements and shared answers",
      },
      lastRefreshAt: state.lastRefreshAt?.toISOString() ?? null,
      coins: null,
      streamClients: ticks.streams,
    };
  };
  http = createHttpServer({
    config,
    router: createAppRouter({ market, jobs, readStatus }),
    createContext: ({ requestId }) => ({ actor: { kind: "anonymous" }, requestId, db: database, queue, clock }),
    streams: {
      "market.watch": new MarketStreamDoor({
        ticks,
        simulated: market.simulated,
        clock,
        maxPendingBytes: config.STREAM_MAX_PENDING_KB * 1_024,
      }),
    },
    ready: [
      {
        name: "database",
        check: async () => {
          await new MarketStateRepository(database.primary).read();
        },
      },
    ],
    status: readStatus,
    isDatabaseUp: () => database.isUp(),
    webRoot: WEB_ROOT,
    logger,
    metrics,
    version: VERSION,
  });
  const { port } = await listenOrExplain(http, config);
  opened.push(() => http?.close());
  void poolStats;
  return { port, simulated: market.simulated(), stop };
}

async function startWorking(
  market: MarketRuntime,
  queue: ReturnType<typeof createBossQueue>,
  opened: (() => Promise<void> | void)[],
): Promise<void> {
  if (market.simulated()) {
    const ticker = new SandboxTicker(market);
    await ticker.tick();
    ticker.start();
    opened.push(() => ticker.stop());
  }
  await queue.work();
}

async function listenOrExplain(http: HttpServer, config: Config): Promise<{ port: number }> {
  try {
    return await http.listen(config.PORT, config.host);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : "";
    if (code === "EADDRINUSE") {
      throw new StartupError(
        `PORT: ${config.PORT} is taken on ${config.host}. Stop what listens there, or set PORT to another one.`,
      );
    }
    if (code === "EACCES")
      throw new StartupError(`PORT: this user may not listen on ${config.PORT}. Take one above 1023.`);
    if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND") {
      throw new StartupError(`HOST: ${config.host} is not an address of this machine.`);
    }
    throw error;
  }
}

/** Undoes what was opened, last first; each step is done once and a failing one does not keep the others from it. */
function onceInReverse(opened: (() => Promise<void> | void)[]): () => Promise<void> {
  let running: Promise<void> | null = null;
  return () => {
    running ??= (async () => {
      for (const undo of opened.reverse()) await Promise.resolve(undo()).catch(() => {});
    })();
    return running;
  };
}
