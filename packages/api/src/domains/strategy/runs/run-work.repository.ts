import type { StrategyRules } from "@cryptodesk/shared/strategy/rules.contract";
import { sql } from "kysely";
import type { Db } from "../../../platform/database/database.ts";
import type { RunProgress, RunQuestion } from "./run-question.ts";

/** Whose run a worker has in hand, and by which job: another job's writes do not count any more. */
export interface RunPlace {
  accountId: string;
  runId: string;
  jobId: string;
}

/** A run as a worker takes it up. */
export interface RunInHand {
  request: RunQuestion;
  rules: StrategyRules;
  checkpoint: unknown;
}

/** Results as JSON texts, made where there is time for it. */
export interface RunResult {
  summary: string | null;
  report: string | null;
  optimisation: string | null;
}

/** What workers write of runs. Owned rows: use it inside `asOwner`. Each write says whether the run is still theirs. */
export class RunWorkRepository {
  readonly #db: Db;
  readonly #place: RunPlace;

  constructor(db: Db, place: RunPlace) {
    this.#db = db;
    this.#place = place;
  }

  /** Takes a run up, also one that this job has had in hand before. @returns null where it was cancelled or removed */
  async take(now: Date): Promise<RunInHand | null> {
    const { accountId, runId, jobId } = this.#place;
    const { rows } = await sql<RunInHand>`
      UPDATE strategy_run SET state = 'running', job_id = ${jobId}, started_at = coalesce(started_at, ${now}), error = NULL
      WHERE account_id = ${accountId} AND id = ${runId}
        AND (state = 'queued' OR (state = 'running' AND job_id = ${jobId}))
      RETURNING request, rules, checkpoint`.execute(this.#db);
    return rows[0] ?? null;
  }

  async isInHand(): Promise<boolean> {
    const { accountId, runId, jobId } = this.#place;
    const { rows } = await sql`
      SELECT id FROM strategy_run WHERE account_id = ${accountId} AND id = ${runId} AND job_id = ${jobId}
        AND state = 'running'`.execute(this.#db);
    return rows.length > 0;
  }

  saveProgress(progress: RunProgress): Promise<boolean> {
    return this.#update(sql`progress = ${JSON.stringify(progress)}::jsonb`);
  }

  /** Also of a run that was cancelled a moment ago: there it goes on when it is resumed. */
  async saveCheckpoint(checkpoint: string): Promise<void> {
    const { accountId, runId, jobId } = this.#place;
    await sql`
      UPDATE strategy_run SET checkpoint = ${checkpoint}::jsonb
      WHERE account_id = ${accountId} AND id = ${runId} AND job_id = ${jobId} AND state IN ('running', 'cancelled')`.execute(
      this.#db,
    );
  }

  /** @param trades a JSON array of trades with their numbers */
  async addTrades(trades: string): Promise<void> {
    const { accountId, runId } = this.#place;
    await sql`
      INSERT INTO strategy_run_trade (run_id, account_id, number, trade)
      SELECT ${runId}, ${accountId}, (trade ->> 'number')::int, trade FROM jsonb_array_elements(${trades}::jsonb) AS trade
      ON CONFLICT DO NOTHING`.execute(this.#db);
  }

  async clearTrades(): Promise<void> {
    const { accountId, runId } = this.#place;
    await sql`DELETE FROM strategy_run_trade WHERE account_id = ${accountId} AND run_id = ${runId}`.execute(this.#db);
  }

  succeed({ summary, report, optimisation }: RunResult, progress: RunProgress, now: Date): Promise<boolean> {
    return this.#update(sql`state = 'succeeded', finished_at = ${now}, error = NULL, summary = ${summary}::jsonb,
      report = ${report}::jsonb, optimisation = ${optimisation}::jsonb, progress = ${JSON.stringify(progress)}::jsonb`);
  }

  /** @param state queued: another try follows */
  stop(state: "failed" | "cancelled" | "queued", error: string | null, now: Date): Promise<boolean> {
    const finishedAt = state === "queued" ? null : now;
    return this.#update(sql`state = ${state}, error = ${error}, finished_at = ${finishedAt}`);
  }

  async #update(change: ReturnType<typeof sql>): Promise<boolean> {
    const { accountId, runId, jobId } = this.#place;
    const { numAffectedRows } = await sql`
      UPDATE strategy_run SET ${change}
      WHERE account_id = ${accountId} AND id = ${runId} AND job_id = ${jobId} AND state = 'running'`.execute(this.#db);
    return (numAffectedRows ?? 0n) > 0n;
  }
}
