import type {
  BacktestMetrics,
  BacktestReport,
  BacktestTrade,
  Honesty,
} from "@cryptodesk/shared/strategy/backtest.contract";
import type { OptimisationResult } from "@cryptodesk/shared/strategy/optimisation.contract";
import type { StrategyRules } from "@cryptodesk/shared/strategy/rules.contract";
import { sql } from "kysely";
import type { Db } from "../../../platform/database/database.ts";
import type { RunProgress, RunQuestion } from "./run-question.ts";

export type RunState = "queued" | "running" | "succeeded" | "failed" | "cancelled";

/** What lists show of a run: everything but its results. */
export interface RunRow {
  id: string;
  strategy_id: string;
  strategy_name: string;
  version: number;
  kind: RunQuestion["kind"];
  /** As its job is: that of a worker which died on the last try has failed. */
  state: RunState;
  request: RunQuestion;
  job_id: string | null;
  progress: RunProgress;
  error: string | null;
  summary: RunSummary | null;
  requested_at: Date;
  started_at: Date | null;
  finished_at: Date | null;
}

/** What lists show of a result. */
export interface RunSummary {
  metrics: BacktestMetrics;
  verdict: Honesty["verdict"] | null;
}

export interface WholeRunRow extends RunRow {
  rules: StrategyRules;
  report: BacktestReport | null;
  optimisation: OptimisationResult | null;
  /** Whether a search can go on where it stopped. */
  has_checkpoint: boolean;
}

export interface NewRun {
  id: string;
  accountId: string;
  strategyId: string;
  version: number;
  question: RunQuestion;
  rules: StrategyRules;
}

interface ListPlan {
  strategyId: string | undefined;
  kind: RunQuestion["kind"] | undefined;
  before: { at: Date; id: string } | null;
  limit: number;
}

// A request that asked for a job and died before it got one.
const QUEUED_WITHIN_MS = 300_000;
const OPEN = sql.raw("r.state IN ('queued', 'running')");
// The row of a job outlives its worker: what it says of its end holds for the run.
const ENDED = sql.raw("r.state IN ('queued', 'running') AND j.state IN ('failed', 'cancelled')");
const COLUMNS = sql`r.id, r.strategy_id, s.name AS strategy_name, r.version, r.kind, r.request, r.job_id, r.progress,
  r.summary, r.requested_at, r.started_at,
  CASE WHEN ${ENDED} THEN j.state ELSE r.state END AS state,
  CASE WHEN ${ENDED} THEN coalesce(j.finished_at, r.finished_at) ELSE r.finished_at END AS finished_at,
  CASE WHEN ${ENDED} AND j.state = 'failed' THEN coalesce(j.error, 'the worker that ran it died') ELSE r.error END AS error`;
const FROM = sql`strategy_run r JOIN strategy s ON s.id = r.strategy_id LEFT JOIN job_run j ON j.id = r.job_id`;

/** Runs of one owner, as people see them. Owned rows: use it inside `asOwner`. */
export class RunRepository {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** Newest first; those of deleted strategies are left out. */
  async list(accountId: string, { strategyId, kind, before, limit }: ListPlan): Promise<RunRow[]> {
    const { rows } = await sql<RunRow>`
      SELECT ${COLUMNS} FROM ${FROM}
      WHERE r.account_id = ${accountId} AND s.deleted_at IS NULL
        AND ${strategyId === undefined ? sql`true` : sql`r.strategy_id = ${strategyId}`}
        AND ${kind === undefined ? sql`true` : sql`r.kind = ${kind}`}
        AND ${before === null ? sql`true` : sql`(r.requested_at, r.id) < (${before.at}, ${before.id}::uuid)`}
      ORDER BY r.requested_at DESC, r.id DESC LIMIT ${limit}`.execute(this.#db);
    return rows;
  }

  async find(accountId: string, id: string): Promise<RunRow | null> {
    const { rows } = await sql<RunRow>`
      SELECT ${COLUMNS} FROM ${FROM}
      WHERE r.account_id = ${accountId} AND r.id = ${id} AND s.deleted_at IS NULL`.execute(this.#db);
    return rows[0] ?? null;
  }

  /** With its rules and results, but for its trades. */
  async findWhole(accountId: string, id: string): Promise<WholeRunRow | null> {
    const { rows } = await sql<WholeRunRow>`
      SELECT ${COLUMNS}, r.rules, r.report, r.optimisation, r.checkpoint IS NOT NULL AS has_checkpoint FROM ${FROM}
      WHERE r.account_id = ${accountId} AND r.id = ${id} AND s.deleted_at IS NULL`.execute(this.#db);
    return rows[0] ?? null;
  }

  /** Trades after a number, in order of closing. */
  async trades(accountId: string, runId: string, after: number, limit: number): Promise<BacktestTrade[]> {
    const { rows } = await sql<{ trade: BacktestTrade }>`
      SELECT trade FROM strategy_run_trade
      WHERE account_id = ${accountId} AND run_id = ${runId} AND number > ${after} ORDER BY number LIMIT ${limit}`.execute(
      this.#db,
    );
    return rows.map(({ trade }) => trade);
  }

  /** How many of an account wait or go on. Until the transaction ends no other request of the account passes here. */
  async countOpen(accountId: string): Promise<number> {
    await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`strategy runs ${accountId}`}, 0))`.execute(this.#db);
    const { rows } = await sql<{ open: number }>`
      SELECT count(*)::int AS open FROM strategy_run r LEFT JOIN job_run j ON j.id = r.job_id
      WHERE r.account_id = ${accountId} AND ${OPEN} AND (${ENDED}) IS NOT TRUE`.execute(this.#db);
    return rows[0]?.open ?? 0;
  }

  /** @returns false where the id is taken, whoever has it */
  async insert({ id, accountId, strategyId, version, question, rules }: NewRun, now: Date): Promise<boolean> {
    const { numAffectedRows } = await sql`
      INSERT INTO strategy_run (id, account_id, strategy_id, version, kind, state, request, rules, requested_at)
      VALUES (${id}, ${accountId}, ${strategyId}, ${version}, ${question.kind}, 'queued', ${JSON.stringify(question)}::jsonb,
        ${JSON.stringify(rules)}::jsonb, ${now})
      ON CONFLICT (id) DO NOTHING`.execute(this.#db);
    return (numAffectedRows ?? 0n) > 0n;
  }

  /** Notes which job carries a run out. */
  async saveJob(accountId: string, id: string, jobId: string): Promise<void> {
    await sql`UPDATE strategy_run SET job_id = ${jobId} WHERE account_id = ${accountId} AND id = ${id}
      AND state = 'queued'`.execute(this.#db);
  }

  /** @returns the job that carried it out, or is to; null where the run had ended, or nobody has taken it up */
  async cancel(accountId: string, id: string, now: Date): Promise<{ jobId: string | null } | null> {
    const { rows } = await sql<{ jobId: string | null }>`
      UPDATE strategy_run r SET state = 'cancelled', finished_at = ${now}
      WHERE account_id = ${accountId} AND id = ${id} AND ${OPEN} RETURNING job_id AS "jobId"`.execute(this.#db);
    return rows[0] ?? null;
  }

  /** Puts a search that stopped back in line. @returns false where it goes on, or never got anywhere */
  async requeue(accountId: string, id: string): Promise<boolean> {
    const { numAffectedRows } = await sql`
      UPDATE strategy_run SET state = 'queued', error = NULL, finished_at = NULL, job_id = NULL
      WHERE account_id = ${accountId} AND id = ${id} AND kind = 'optimisation' AND state IN ('failed', 'cancelled')`.execute(
      this.#db,
    );
    return (numAffectedRows ?? 0n) > 0n;
  }

  /** @returns false where there is none that has ended */
  async remove(accountId: string, id: string): Promise<boolean> {
    const { numAffectedRows } = await sql`
      DELETE FROM strategy_run r WHERE account_id = ${accountId} AND id = ${id} AND NOT ${OPEN}`.execute(this.#db);
    return (numAffectedRows ?? 0n) > 0n;
  }

  /** Of runs that have ended only the newest are kept. @returns how many went */
  async removeOldest(accountId: string, kept: number): Promise<number> {
    const { numAffectedRows } = await sql`
      DELETE FROM strategy_run WHERE account_id = ${accountId} AND id IN (
        SELECT r.id FROM strategy_run r WHERE r.account_id = ${accountId} AND NOT ${OPEN}
        ORDER BY r.requested_at DESC, r.id DESC OFFSET ${kept})`.execute(this.#db);
    return Number(numAffectedRows ?? 0n);
  }

  /** Writes down what jobs say of runs whose worker died, or that got no job. For the desk's own errands. */
  async settleLost(now: Date): Promise<number> {
    await sql`
      UPDATE strategy_run SET state = 'failed', finished_at = ${now}, error = 'it could not be queued: start it again'
      WHERE state = 'queued' AND job_id IS NULL AND requested_at < ${new Date(now.getTime() - QUEUED_WITHIN_MS)}`.execute(
      this.#db,
    );
    const { numAffectedRows } = await sql`
      UPDATE strategy_run r SET state = j.state, finished_at = j.finished_at,
        error = CASE WHEN j.state = 'failed' THEN coalesce(j.error, 'the worker that ran it died') END
      FROM job_run j WHERE j.id = r.job_id AND ${ENDED}`.execute(this.#db);
    return Number(numAffectedRows ?? 0n);
  }
}
