import { sql } from "kysely";
import type { Db } from "../../platform/database/database.ts";

/** What providers have in common across processes: calls, budget, last seen state. */
export class ProviderRepository {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** Counts one call in its hour. */
  async countCall(provider: string, failed: boolean, now: Date): Promise<void> {
    await sql`
      INSERT INTO provider_calls AS p (provider, hour, calls, failures)
      VALUES (${provider}, date_trunc('hour', ${now}::timestamptz), 1, ${failed ? 1 : 0})
      ON CONFLICT (provider, hour) DO UPDATE SET calls = p.calls + 1, failures = p.failures + excluded.failures`.execute(
      this.#db,
    );
  }

  /** Takes one request from the provider's budget of the running window, shared by all workers. */
  async takeBudget(provider: string, limit: number, windowStart: Date): Promise<{ taken: boolean; used: number }> {
    const { rows } = await sql<{ used: number }>`
      INSERT INTO provider_budget AS b (provider, window_start, used) VALUES (${provider}, ${windowStart}, 1)
      ON CONFLICT (provider) DO UPDATE SET
        used = CASE WHEN b.window_start < excluded.window_start THEN 1 ELSE b.used + 1 END,
        window_start = greatest(b.window_start, excluded.window_start)
      WHERE b.window_start < excluded.window_start OR b.used < ${limit}
      RETURNING used`.execute(this.#db);
    const [row] = rows;
    return row ? { taken: true, used: row.used } : { taken: false, used: limit };
  }

  async budgetUsed(provider: string, windowStart: Date): Promise<number> {
    const { rows } = await sql<{ used: number }>`
      SELECT used FROM provider_budget WHERE provider = ${provider} AND window_start >= ${windowStart}`.execute(
      this.#db,
    );
    return rows[0]?.used ?? 0;
  }

  /** Merges what one worker saw into what is known. */
  async saveSnapshot(provider: string, snapshot: Record<string, unknown>, now: Date): Promise<void> {
    await sql`
      INSERT INTO provider_state (provider, snapshot, updated_at) VALUES (${provider}, ${JSON.stringify(snapshot)}::jsonb, ${now})
      ON CONFLICT (provider) DO UPDATE SET snapshot = provider_state.snapshot || excluded.snapshot, updated_at = excluded.updated_at`.execute(
      this.#db,
    );
  }

  async snapshots(): Promise<Map<string, Record<string, unknown>>> {
    const rows = await this.#db.selectFrom("provider_state").select(["provider", "snapshot"]).execute();
    return new Map(rows.map((row) => [row.provider, row.snapshot]));
  }

  /** Calls and failures of each provider since `since`. */
  async callsSince(since: Date): Promise<Map<string, { calls: number; failures: number }>> {
    const { rows } = await sql<{ provider: string; calls: number; failures: number }>`
      SELECT provider, sum(calls)::int AS calls, sum(failures)::int AS failures FROM provider_calls
      WHERE hour > ${since} GROUP BY provider`.execute(this.#db);
    return new Map(rows.map(({ provider, calls, failures }) => [provider, { calls, failures }]));
  }

  async deleteCallsBefore(time: Date): Promise<void> {
    await this.#db.deleteFrom("provider_calls").where("hour", "<", time).execute();
  }
}
