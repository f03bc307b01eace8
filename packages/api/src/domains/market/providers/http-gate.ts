import type { Verdict } from "./http-gate-answer.ts";
import { type BreakerSettings, type BreakerState, CircuitBreaker, DEFAULT_BREAKER } from "./http-gate-breaker.ts";
import type { BudgetWindow, GateClock, ProviderLog, RequestBudget } from "./http-gate-ports.ts";
import {
  type GateRequest,
  type GateSettings,
  gateError,
  type Outcome,
  RETRYABLE,
  sendRequest,
} from "./http-gate-request.ts";
import type { ProviderCall, ProviderError } from "./market-provider.ts";

/** What every provider's gate shares. */
export interface GateDeps {
  budget: RequestBudget;
  log: ProviderLog;
  clock: GateClock;
  /** Uniform in [0, 1), for jitter. */
  random: () => number;
  /** Longest wait for one answer, body included. */
  timeoutMs: number;
  /** Longest Retry-After that is waited out; a longer one ends the call and rests the provider. */
  retryAfterCapMs: number;
  /** Tries of one call; default 3. */
  attempts?: number;
  /** Default: open after 5 failures for 30 s, doubling up to 10 min. */
  breaker?: BreakerSettings;
}

/** The gate as the data health page shows it. */
export interface GateSnapshot extends BreakerState {
  lastSuccessAt: Date | null;
  lastFailureAt: Date | null;
  lastError: string | null;
  budget: BudgetWindow;
}

const BACKOFF_BASE_MS = 500;
const BACKOFF_CAP_MS = 8_000;
// Workers told to come back at the same second should not.
const RETRY_AFTER_SPREAD_MS = 250;
// Of a minute's requests; keyless, that is enough for prices, totals and a refresh by hand beside the history of 200 coins.
const KEPT_FROM_PATIENT = 0.3;

/**
 * A provider's only way out: GET JSON within timeout, size and request budget, retried with full jitter, stopped by a
 * circuit breaker. Whatever goes wrong comes out as a `ProviderError`; a caller's abort comes out as its own reason.
 */
export class HttpGate {
  readonly #settings: GateSettings;
  readonly #deps: GateDeps;
  readonly #breaker: CircuitBreaker;
  readonly #maxRestMs: number;
  #lastSuccessAt: Date | null = null;
  #lastFailure: { at: Date; message: string } | null = null;

  constructor(settings: GateSettings, deps: GateDeps) {
    this.#settings = settings;
    this.#deps = deps;
    const breaker = deps.breaker ?? DEFAULT_BREAKER;
    this.#breaker = new CircuitBreaker(breaker);
    this.#maxRestMs = breaker.maxRestMs;
  }

  /** Size of the request budget. */
  get callsPerMinute(): number {
    return this.#settings.callsPerMinute;
  }

  /**
   * One logical request.
   * @param path begins with "/", its variable parts already URL-encoded
   * @param read turns the body into data; a `ZodError` it throws means that the body is unusable, and is retried
   * @throws ProviderError; or `call.signal`'s reason
   */
  async getJson<T>(
    path: string,
    query: GateRequest<T>["query"],
    read: GateRequest<T>["read"],
    call: ProviderCall,
  ): Promise<T> {
    let last: ProviderError | null = null;
    for (let attempt = 1; ; attempt++) {
      call.signal.throwIfAborted();
      const refusal = await this.#admit(call);
      if (refusal) throw last ?? refusal;
      const outcome = await this.#attempt({ path, query, read }, call.signal, attempt);
      if (outcome.ok) return outcome.value;
      last = outcome.error;
      const waitMs = this.#waitBeforeRetry(last, attempt);
      if (waitMs === null) throw last;
      await this.#deps.clock.sleep(waitMs, call.signal);
    }
  }

  async snapshot(): Promise<GateSnapshot> {
    const nowMs = this.#deps.clock.now();
    const { provider, callsPerMinute } = this.#settings;
    return {
      ...this.#breaker.look(nowMs),
      lastSuccessAt: this.#lastSuccessAt,
      lastFailureAt: this.#lastFailure?.at ?? null,
      lastError: this.#lastFailure?.message ?? null,
      budget: await this.#deps.budget.look(provider, callsPerMinute, nowMs),
    };
  }

  async #admit({ signal, patient = false }: ProviderCall): Promise<ProviderError | null> {
    const nowMs = this.#deps.clock.now();
    const admitted = this.#breaker.admit(nowMs);
    if (admitted !== true) {
      return this.#refusal({ kind: "breaker_open", message: "it rests after failures", retryAfterMs: admitted });
    }
    try {
      const spent = await unlessAborted(this.#spend(nowMs, patient), signal);
      if (spent === null) return null;
      this.#breaker.released();
      return this.#refusal({ kind: "budget_spent", ...spent });
    } catch (error) {
      this.#breaker.released();
      throw error;
    }
  }

  /** Takes a request of this minute; why not and for how long, where none is left. */
  async #spend(nowMs: number, patient: boolean): Promise<Omit<Verdict, "kind"> | null> {
    const { provider, callsPerMinute } = this.#settings;
    const wait = ({ resetsAt }: BudgetWindow) => Math.max(0, resetsAt.getTime() - nowMs);
    if (patient) {
      const seen = await this.#deps.budget.look(provider, callsPerMinute, nowMs);
      if (seen.left <= Math.floor(callsPerMinute * KEPT_FROM_PATIENT)) {
        const message = `the last ${seen.left} of ${seen.limit} requests of this minute are kept for prices`;
        return { message, retryAfterMs: wait(seen) };
      }
    }
    const window = await this.#deps.budget.take(provider, callsPerMinute, nowMs);
    if (window.granted) return null;
    return { message: `all ${window.limit} requests of this minute are spent`, retryAfterMs: wait(window) };
  }

  async #attempt<T>(request: GateRequest<T>, signal: AbortSignal, attempt: number): Promise<Outcome<T>> {
    const startedMs = this.#deps.clock.now();
    const limits = { timeoutMs: this.#deps.timeoutMs, maxRetryAfterMs: this.#maxRestMs, nowMs: startedMs };
    let outcome: Outcome<T>;
    try {
      outcome = await sendRequest(this.#settings, request, limits, signal);
    } catch (error) {
      this.#breaker.released();
      throw error;
    }
    this.#settle(outcome, attempt);
    this.#writeDown(request.path, attempt, startedMs, outcome);
    return outcome;
  }

  #settle(outcome: Outcome<unknown>, attempt: number): void {
    const nowMs = this.#deps.clock.now();
    if (outcome.ok) this.#lastSuccessAt = new Date(nowMs);
    else this.#lastFailure = { at: new Date(nowMs), message: outcome.error.message };
    // It did answer: a wrong key or an unknown coin is no reason to rest.
    if (outcome.ok || !RETRYABLE.has(outcome.error.kind)) {
      this.#breaker.succeeded(nowMs);
      return;
    }
    const willWait = this.#waitBeforeRetry(outcome.error, attempt) !== null;
    this.#breaker.failed(nowMs, willWait ? null : outcome.error.retryAfterMs);
  }

  #writeDown(path: string, attempt: number, startedMs: number, outcome: Outcome<unknown>): void {
    const nowMs = this.#deps.clock.now();
    const error = outcome.ok ? null : outcome.error;
    const entry = {
      provider: this.#settings.provider,
      path,
      attempt,
      at: new Date(startedMs),
      durationMs: nowMs - startedMs,
      outcome: error?.kind ?? ("ok" as const),
      status: error ? error.status : 200,
      message: error?.message ?? null,
      breaker: this.#breaker.look(nowMs),
    };
    // Nobody waits for the log, and its failure is not the caller's.
    this.#deps.log.record(entry).catch(() => undefined);
  }

  /** ms until the next try; null when there is none. */
  #waitBeforeRetry(error: ProviderError, attempt: number): number | null {
    const { attempts = 3, random, retryAfterCapMs } = this.#deps;
    if (!RETRYABLE.has(error.kind) || attempt >= attempts) return null;
    if (error.retryAfterMs === null) return random() * Math.min(BACKOFF_CAP_MS, BACKOFF_BASE_MS * 2 ** (attempt - 1));
    return error.retryAfterMs > retryAfterCapMs ? null : error.retryAfterMs + random() * RETRY_AFTER_SPREAD_MS;
  }

  #refusal(verdict: Verdict): ProviderError {
    return gateError(this.#settings, verdict, this.#maxRestMs);
  }
}

/** Waits for a promise, but no longer than the signal allows. */
function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener("abort", abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}
