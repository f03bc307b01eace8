import { DomainError } from "@cryptodesk/shared/errors/domain-error";
import type { JobDefinition, JobRunContext } from "../../../platform/queue/job-queue.ts";
import { planRunData, RUN_LIMITS, type RunData, readRunData } from "../candles/run-data.ts";
import type { RunRequest } from "../candles/run-request.ts";
import { carryOutBacktestRun } from "./carry-out-run.ts";
import { carryOutSearch } from "./carry-out-search.ts";
import { RUN_STRATEGY, type RunJobPayload } from "./run-job-payload.ts";
import { CANCELLED, RunKeeper } from "./run-keeper.ts";
import { settingsOf } from "./run-question.ts";
import type { RunRuntime } from "./run-runtime.ts";
import type { RunInHand } from "./run-work.repository.ts";
import { largestSearched } from "./searched-parameters.ts";
import { RunRefused } from "./thread/run-in-thread.ts";

const TIMEOUT_SECONDS = 4 * 3_600;
const AT_ONCE = 4;
const AT_ONCE_OF_AN_ACCOUNT = 2;

/** The job that carries out backtests and searches, each in threads of its own. */
export function runStrategyJob(runtime: RunRuntime): JobDefinition<RunJobPayload> {
  return {
    name: RUN_STRATEGY,
    description: "Carries out a backtest, or a search for better parameters",
    every: null,
    timeoutSeconds: TIMEOUT_SECONDS,
    retries: 1,
    atOnce: AT_ONCE,
    share: { most: AT_ONCE_OF_AN_ACCOUNT, of: ({ accountId }) => accountId },
    key: ({ runId }) => runId,
    scheduledPayload: { accountId: "", runId: "" },
    run: (payload, job) => carryOut(runtime, payload, job),
  };
}

async function carryOut(
  runtime: RunRuntime,
  { accountId, runId }: RunJobPayload,
  job: JobRunContext,
): Promise<Record<string, unknown>> {
  const keeper = new RunKeeper(runtime, { accountId, runId, jobId: job.runId }, job);
  const { clock } = runtime.market;
  const run = await keeper.write((rows) => rows.take(clock()));
  if (run === null) return { superseded: true };
  keeper.announce();
  keeper.start();
  try {
    const data = await readData(runtime, keeper, run);
    const { request } = run;
    const result =
      request.kind === "backtest"
        ? await carryOutBacktestRun(keeper, run, request.settings, data)
        : await carryOutSearch(keeper, run, request.plan, { data, threads: runtime.searchThreads });
    await keeper.write((rows) => rows.succeed(result, keeper.progress, clock()));
    return { kind: run.request.kind };
  } catch (error) {
    if (keeper.signal.reason === CANCELLED) return { cancelled: true };
    return await stop(keeper, job, error, clock());
  } finally {
    keeper.end();
    keeper.announce();
  }
}

/** What becomes of a run whose work broke off. @throws the error where another try may help */
async function stop(
  keeper: RunKeeper,
  job: JobRunContext,
  error: unknown,
  now: Date,
): Promise<Record<string, unknown>> {
  const { reason } = job.signal;
  if (reason === "cancelled") {
    await keeper.write((rows) => rows.stop("cancelled", null, now));
    return { cancelled: true };
  }
  if (error instanceof DomainError || error instanceof RunRefused) {
    await keeper.write((rows) => rows.stop("failed", error.message, now));
    return { refused: error.message };
  }
  if (reason === "timeout") {
    const hours = TIMEOUT_SECONDS / 3_600;
    const message = `It was not done after ${hours} hours. Take a shorter span, a longer timeframe or fewer tries.`;
    await keeper.write((rows) => rows.stop("failed", message, now));
    return { refused: message };
  }
  const isOver = job.isLastTry === true && reason !== "shutdown";
  const message = isOver ? brokenOff(error) : null;
  await keeper.write((rows) => rows.stop(isOver ? "failed" : "queued", message, now));
  throw error;
}

function brokenOff(error: unknown): string {
  const said = error instanceof Error ? error.message : String(error);
  return `It broke off twice (${said}). Take a shorter span or a longer timeframe; if that fails too, it is a fault of CryptoDesk.`;
}

async function readData({ market }: RunRuntime, keeper: RunKeeper, { request, rules }: RunInHand): Promise<RunData> {
  const largest = request.kind === "optimisation" ? largestSearched(rules, request.plan) : {};
  const wanted: RunRequest = { rules, settings: settingsOf(request), settingsAt: "/settings", largest };
  const reading = { db: market.db, clock: market.clock, asks: null, signal: keeper.signal };
  keeper.tell(0, null, "reading candles");
  const plan = await planRunData(reading, market, wanted, RUN_LIMITS);
  return readRunData(reading, market, wanted, plan);
}
