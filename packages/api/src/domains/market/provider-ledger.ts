import type { Database } from "../../platform/database/database.ts";
import { ProviderRepository } from "./provider.repository.ts";
import type { ProviderAttempt, ProviderLog, RequestBudget } from "./providers/http-gate-ports.ts";

const WINDOW_MS = 60_000;
// "There is no such coin" is an answer, not a failure of the provider.
const ANSWERED: ReadonlySet<ProviderAttempt["outcome"]> = new Set(["ok", "not_found", "bad_request"]);

/** Request budgets and call records in the database: shared by all workers, and what the data health page reads. */
export function createProviderLedger(db: Database): { budget: RequestBudget; log: ProviderLog } {
  const repository = new ProviderRepository(db.primary);
  return {
    budget: {
      async take(provider, limit, nowMs) {
        const start = windowStart(nowMs);
        const { taken, used } = await repository.takeBudget(provider, limit, start);
        return { granted: taken, ...windowOf(limit, used, start) };
      },
      async look(provider, limit, nowMs) {
        const start = windowStart(nowMs);
        return windowOf(limit, await repository.budgetUsed(provider, start), start);
      },
    },
    log: {
      async record(attempt) {
        const failed = !ANSWERED.has(attempt.outcome);
        await repository.countCall(attempt.provider, failed, attempt.at);
        await repository.saveSnapshot(attempt.provider, toSnapshot(attempt, failed), attempt.at);
      },
    },
  };
}

function toSnapshot({ breaker, at, message }: ProviderAttempt, failed: boolean): Record<string, unknown> {
  return {
    ...breaker,
    ...(failed ? { lastFailureAt: at.toISOString(), lastError: message } : { lastSuccessAt: at.toISOString() }),
  };
}

function windowStart(nowMs: number): Date {
  return new Date(Math.floor(nowMs / WINDOW_MS) * WINDOW_MS);
}

function windowOf(limit: number, used: number, start: Date) {
  return {
    limit,
    left: Math.max(0, limit - used),
    windowSeconds: WINDOW_MS / 1_000,
    resetsAt: new Date(start.getTime() + WINDOW_MS),
  };
}
