import { setTimeout as wait } from "node:timers/promises";
import type { ProviderId } from "@cryptodesk/shared/market/source.contract";
import type { BreakerState } from "./http-gate-breaker.ts";
import type { ProviderErrorKind } from "./market-provider.ts";

/** A provider's requests in the running minute. */
export interface BudgetWindow {
  limit: number;
  left: number;
  windowSeconds: number;
  resetsAt: Date;
}

/**
 * Counts requests in windows of one minute, aligned to the clock. One store shared by every worker keeps them together
 * inside a provider's limit.
 */
export interface RequestBudget {
  /** Takes one request if the window has one left. `left` is what remains afterwards. */
  take(provider: ProviderId, limit: number, nowMs: number): Promise<BudgetWindow & { granted: boolean }>;
  /** The window without taking from it. */
  look(provider: ProviderId, limit: number, nowMs: number): Promise<BudgetWindow>;
}

/** One HTTP request that left the building, and how it ended. Refusals by breaker or budget are not calls. */
export interface ProviderAttempt {
  provider: ProviderId;
  /** Path without host, query or keys. */
  path: string;
  at: Date;
  durationMs: number;
  /** 1 is the first try of a call. */
  attempt: number;
  outcome: "ok" | ProviderErrorKind;
  /** HTTP status; null when no answer came. */
  status: number | null;
  /** Why it failed, without keys; null on success. */
  message: string | null;
  /** The breaker after this attempt. */
  breaker: BreakerState;
}

/** Where attempts are written down. A failing log never fails a call. */
export interface ProviderLog {
  record(attempt: ProviderAttempt): Promise<void>;
}

export interface GateClock {
  /** ms since the epoch */
  now(): number;
  /** Rejects with the signal's reason as soon as it is aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

export const systemClock: GateClock = {
  now: () => Date.now(),
  sleep: async (ms, signal) => {
    try {
      await wait(ms, undefined, { signal });
    } catch {
      signal.throwIfAborted();
    }
  },
};
