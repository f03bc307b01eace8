import { pino } from "pino";
import type { MarketRuntime } from "../../src/domains/market/market-runtime.ts";
import { followPaperAccounts } from "../../src/domains/strategy/paper/follow-paper.ts";
import { scriptedMarket } from "../../src/domains/strategy/paper/paper.fixture.ts";
import { createRunRuntime } from "../../src/domains/strategy/runs/run-runtime.ts";
import { runStrategyJob } from "../../src/domains/strategy/runs/run-strategy.job.ts";
import { openPostgresDatabase } from "../../src/platform/database/postgres-database.ts";
import type { JobRunContext } from "../../src/platform/queue/job-queue.ts";
import { noRedis } from "../../src/platform/redis/redis-link.ts";

/**
 * A worker process that does one thing, once, for whoever means to kill it meanwhile. Arguments: URL, time, and what to do:
 * `paper` with the closes of bitcoin by time as JSON, or `run` with its account, run and job.
 */
const [url = "", time = "", what = "", ...about] = process.argv.slice(2);

const db = await openPostgresDatabase({ url, replicaUrls: [], poolSize: 2 });
const clock = () => new Date(time);
const job: JobRunContext = {
  runId: about[2] ?? "",
  requestId: null,
  signal: new AbortController().signal,
  progress: () => {},
};
process.stdout.write("working\n");
if (what === "paper") {
  const market = scriptedMarket();
  market.closes.set("bitcoin", new Map(JSON.parse(about[0] ?? "[]") as [number, number][]));
  market.live.set("bitcoin", 100);
  await followPaperAccounts(
    { db, clock, market, warn: (_id, error) => process.stderr.write(`${String(error)}\n`) },
    job,
  );
} else {
  const parts: Partial<MarketRuntime> = {
    db,
    clock,
    logger: pino({ level: "silent" }),
    providers: [],
    simulated: () => false,
  };
  const runtime = createRunRuntime(parts as MarketRuntime, noRedis);
  await runStrategyJob(runtime).run({ accountId: about[0] ?? "", runId: about[1] ?? "" }, job);
}
await db.close();
process.stdout.write("done\n");
