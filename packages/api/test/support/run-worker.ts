import { pino } from "pino";
import type { MarketRuntime } from "../../src/domains/market/market-runtime.ts";
import { createRunRuntime } from "../../src/domains/strategy/runs/run-runtime.ts";
import { runStrategyJob } from "../../src/domains/strategy/runs/run-strategy.job.ts";
import { openPostgresDatabase } from "../../src/platform/database/postgres-database.ts";
import type { JobDefinition } from "../../src/platform/queue/job-queue.ts";
import { noRedis } from "../../src/platform/redis/redis-link.ts";
import { openTestQueue } from "./test-queue.ts";

/** A worker process that carries runs of strategies out on a database whose time stands still. Arguments: URL, time. */
const [url = "", time = ""] = process.argv.slice(2);

const db = await openPostgresDatabase({ url, replicaUrls: [], poolSize: 4 });
// As much of the market as reading stored candles takes.
const market = {
  db,
  clock: () => new Date(time),
  logger: pino({ level: "silent" }),
  providers: [],
  simulated: () => false,
} as Partial<MarketRuntime> as MarketRuntime;
const job = runStrategyJob(createRunRuntime(market, noRedis)) as JobDefinition;
const { queue } = await openTestQueue({ url }, [job]);
await queue.work();
process.stdout.write("working\n");
