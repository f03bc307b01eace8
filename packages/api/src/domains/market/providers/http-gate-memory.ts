import type { ProviderId } from "@cryptodesk/shared/market/source.contract";
import type { BudgetWindow, ProviderAttempt, ProviderLog, RequestBudget } from "./http-gate-ports.ts";

export const BUDGET_WINDOW_MS = 60_000;

/** Start of the budget window that holds `nowMs`, in ms since the epoch. */
export const budgetWindowStart = (nowMs: number): number => Math.floor(nowMs / BUDGET_WINDOW_MS) * BUDGET_WINDOW_MS;

/** A budget known to one process only. */
export class MemoryRequestBudget implements RequestBudget {
  readonly #spent = new Map<ProviderId, { windowStart: number; count: number }>();

  async take(provider: ProviderId, limit: number, nowMs: number): Promise<BudgetWindow & { granted: boolean }> {
    const windowStart = budgetWindowStart(nowMs);
    const count = this.#countIn(provider, windowStart);
    const granted = count < limit;
    if (granted) this.#spent.set(provider, { windowStart, count: count + 1 });
    return { granted, ...this.#window(provider, limit, windowStart) };
  }

  async look(provider: ProviderId, limit: number, nowMs: number): Promise<BudgetWindow> {
    return this.#window(provider, limit, budgetWindowStart(nowMs));
  }

  #countIn(provider: ProviderId, windowStart: number): number {
    const spent = this.#spent.get(provider);
    return spent?.windowStart === windowStart ? spent.count : 0;
  }

  #window(provider: ProviderId, limit: number, windowStart: number): BudgetWindow {
    return {
      limit,
      left: Math.max(0, limit - this.#countIn(provider, windowStart)),
      windowSeconds: BUDGET_WINDOW_MS / 1000,
      resetsAt: new Date(windowStart + BUDGET_WINDOW_MS),
    };
  }
}

/** Keeps the newest attempts of one process. */
export class MemoryProviderLog implements ProviderLog {
  readonly attempts: ProviderAttempt[] = [];
  readonly #keep: number;

  constructor(keep = 1000) {
    this.#keep = keep;
  }

  async record(attempt: ProviderAttempt): Promise<void> {
    this.attempts.push(attempt);
    if (this.attempts.length > this.#keep) this.attempts.shift();
  }
}
