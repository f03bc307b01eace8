import { DomainError } from "@cryptodesk/shared/errors/domain-error";
import type { StrategyRules } from "@cryptodesk/shared/strategy/rules.contract";
import type { StartBacktestInput, StartOptimisationInput, StrategyRun } from "@cryptodesk/shared/strategy/run.contract";
import { v7 as uuidv7 } from "uuid";
import { accountIdOf } from "../../../platform/access/authorise.ts";
import { asOwner } from "../../../platform/database/owned-rows.ts";
import type { ServiceContext } from "../../../platform/service-context.ts";
import { requireRunnable } from "../candles/require-runnable.ts";
import { planRunData, RUN_LIMITS } from "../candles/run-data.ts";
import type { RunRequest } from "../candles/run-request.ts";
import { isoOf } from "../candles/run-span.ts";
import { findStrategy, findVersion } from "../strategies/find-strategy.ts";
import { findRun } from "./find-run.ts";
import { RunRepository } from "./run.repository.ts";
import { toRun } from "./run-answers.ts";
import { RUN_STRATEGY, type RunJobPayload } from "./run-job-payload.ts";
import type { RunQuestion } from "./run-question.ts";
import type { RunRuntime } from "./run-runtime.ts";
import { largestSearched } from "./searched-parameters.ts";
import { type HeldCoins, onHeldCoins } from "./universe-of-holdings.ts";

const MAX_OPEN = 20;
const MAX_KEPT = 1_000;
const TRY_AGAIN_SECONDS = 30;

interface NewRun {
  strategyId: string;
  version: number | undefined;
  chosenId: string | undefined;
  question: RunQuestion;
  settingsAt: string;
}

/**
 * Queues a backtest of a strategy's version.
 * @throws DomainError NOT_FOUND, INVALID_INPUT for what cannot be run, CONFLICT where the id is that of another run,
 * TOO_MANY_REQUESTS while twenty of the account's runs wait or go on
 */
export function startBacktest(
  ctx: ServiceContext,
  runtime: RunRuntime,
  input: StartBacktestInput,
  heldCoins: HeldCoins,
): Promise<StrategyRun> {
  const { strategyId, version, id: chosenId, settings, portfolioId = null } = input;
  const question: RunQuestion = { kind: "backtest", settings, portfolioId };
  const universe = (rules: StrategyRules) => onHeldCoins(ctx, rules, portfolioId, heldCoins);
  return start(ctx, runtime, { strategyId, version, chosenId, question, settingsAt: "/settings" }, universe);
}

/**
 * Queues a search for better parameters of a strategy's version.
 * @throws DomainError as `startBacktest`
 */
export function startOptimisation(
  ctx: ServiceContext,
  runtime: RunRuntime,
  { strategyId, version, id: chosenId, plan }: StartOptimisationInput,
): Promise<StrategyRun> {
  const question: RunQuestion = { kind: "optimisation", plan };
  const run = { strategyId, version, chosenId, question, settingsAt: "/plan/settings" };
  return start(ctx, runtime, run, async (rules) => rules);
}

async function start(
  ctx: ServiceContext,
  runtime: RunRuntime,
  { strategyId, version, chosenId, question, settingsAt }: NewRun,
  universe: (rules: StrategyRules) => Promise<StrategyRules>,
): Promise<StrategyRun> {
  const accountId = accountIdOf(ctx.actor);
  const stored = await asOwner(ctx.db.primary, accountId, async (db) => {
    const strategy = await findStrategy(db, accountId, strategyId);
    return findVersion(db, strategy, version);
  });
  const rules = await universe(stored.rules);
  const request = await requestOf(ctx, rules, question, settingsAt);
  // What is missing is asked for; the job waits for it.
  const reading = { db: ctx.db, clock: ctx.clock, asks: ctx };
  const { fromMs, toMs } = await planRunData(reading, runtime.market, request, {
    ...RUN_LIMITS,
    waitMs: 0,
    toleratesFetching: true,
  });
  const pinned = { from: isoOf(fromMs), to: isoOf(toMs) };

  const id = chosenId ?? uuidv7();
  const draft = { id, accountId, strategyId, version: stored.version, question: during(question, pinned), rules };
  const isNew = await asOwner(ctx.db.primary, accountId, async (db) => {
    const runs = new RunRepository(db);
    await requireRoom(runs, accountId);
    const inserted = await runs.insert(draft, ctx.clock());
    if (!inserted) await requireSame(runs, accountId, draft);
    else await runs.removeOldest(accountId, MAX_KEPT);
    return inserted;
  });
  if (isNew) await queueRun(ctx, accountId, id);
  return toRun(await asOwner(ctx.db.primary, accountId, (db) => findRun(db, accountId, id)));
}

async function requestOf(
  ctx: ServiceContext,
  rules: StrategyRules,
  question: RunQuestion,
  settingsAt: string,
): Promise<RunRequest> {
  const settings = question.kind === "backtest" ? question.settings : question.plan.settings;
  await requireRunnable(ctx.db.primary, rules, settings.parameters, settingsAt);
  if (question.kind === "backtest") return { rules, settings, settingsAt };
  return { rules, settings, settingsAt, largest: largestSearched(rules, question.plan) };
}

/** The question with its span settled: a run that waits, or is resumed, reads the candles that were asked for. */
function during(question: RunQuestion, span: { from: string; to: string }): RunQuestion {
  if (question.kind === "backtest") return { ...question, settings: { ...question.settings, ...span } };
  return { ...question, plan: { ...question.plan, settings: { ...question.plan.settings, ...span } } };
}

/** Asks for the job that carries a run out. */
export async function queueRun(ctx: ServiceContext, accountId: string, runId: string): Promise<void> {
  const payload: RunJobPayload = { accountId, runId };
  const about = { trigger: "manual" as const, requestId: ctx.requestId, subject: runId };
  const { jobId } = await ctx.queue.request({ name: RUN_STRATEGY }, `${runId} ${uuidv7()}`, payload, about);
  await asOwner(ctx.db.primary, accountId, (db) => new RunRepository(db).saveJob(accountId, runId, jobId));
}

/** Refuses a further run where as many wait or go on as may. */
export async function requireRoom(runs: RunRepository, accountId: string): Promise<void> {
  if ((await runs.countOpen(accountId)) < MAX_OPEN) return;
  const detail = `${MAX_OPEN} of your runs wait or go on. Let some end, or cancel them.`;
  throw new DomainError("TOO_MANY_REQUESTS", detail, { retryAfterSeconds: TRY_AGAIN_SECONDS });
}

async function requireSame(
  runs: RunRepository,
  accountId: string,
  { id, strategyId, version, question }: { id: string; strategyId: string; version: number; question: RunQuestion },
): Promise<void> {
  const there = await runs.find(accountId, id);
  const isSame = there?.strategy_id === strategyId && there.version === version && there.kind === question.kind;
  if (!isSame) throw new DomainError("CONFLICT", `The id ${id} is taken: choose another one.`);
}
