import type { ProviderId } from "@cryptodesk/shared/market/source.contract";
import { ZodError } from "zod";
import {
  BodyTooLarge,
  type ErrorCodes,
  judgeAnswer,
  readBody,
  retryAfterMs,
  type Verdict,
} from "./http-gate-answer.ts";
import { type BreakerSettings, type BreakerState, CircuitBreaker, DEFAULT_BREAKER } from "./http-gate-breaker.ts";
import type { BudgetWindow, GateClock, ProviderLog, RequestBudget } from "./http-gate-ports.ts";
import { type ProviderCall, ProviderError, type ProviderErrorKind } from "./market-provider.ts";

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

export interface GateSettings {
  provider: ProviderId;
  baseUrl: string;
  /** Sent with every request; where keys go. */
  headers: Readonly<Record<string, string>>;
  /** Never let out in a message. */
  secrets: readonly string[];
  callsPerMinute: number;
  errorCodes: ErrorCodes;
  /** Default 32 MB. */
  maxBodyBytes?: number;
}

/** The gate as the data health page shows it. */
export interface GateSnapshot extends BreakerState {
  lastSuccessAt: Date | null;
  lastFailureAt: Date | null;
  lastError: string | null;
  budget: BudgetWindow;
}

type Query = Readonly<Record<string, string | number>>;
type Outcome<T> = { ok: true; value: T } | { ok: false; error: ProviderError };

const RETRYABLE: ReadonlySet<ProviderErrorKind> = new Set([
  "timeout",
  "network",
  "throttled",
  "server",
  "unusable_body",
]);
const BACKOFF_BASE_MS = 500;
const BACKOFF_CAP_MS = 8_000;
// Workers told to come back at the same second should not.
const RETRY_AFTER_SPREAD_MS = 250;

/**
 * A provider's only way out: GET JSON within timeout, size and request budget, retried with full jitter, stopped by a
 * circuit breaker. Whatever goes wrong comes out as a `ProviderError`; a caller's abort comes out as its own reason.
 */
export class HttpGate {
  readonly #settings: GateSettings;
  readonly #deps: GateDeps;
  readonly #breaker: CircuitBreaker;
  #lastSuccessAt: Date | null = null;
  #lastFailure: { at: Date; message: string } | null = null;

  constructor(settings: GateSettings, deps: GateDeps) {
    this.#settings = settings;
    this.#deps = deps;
    this.#breaker = new CircuitBreaker(deps.breaker ?? DEFAULT_BREAKER);
  }

  /**
   * One logical request.
   * @param path begins with "/", its variable parts already URL-encoded
   * @param read turns the body into data; a `ZodError` it throws means that the body is unusable, and is retried
   * @throws ProviderError; or `call.signal`'s reason
   */
  async getJson<T>(path: string, query: Query, read: (body: unknown) => T, call: ProviderCall): Promise<T> {
    let last: ProviderError | null = null;
    for (let attempt = 1; ; attempt++) {
      call.signal.throwIfAborted();
      const refusal = await this.#admit(call.signal);
      if (refusal) throw last ?? refusal;
      const outcome = await this.#attempt(path, query, read, call, attempt);
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

  async #admit(signal: AbortSignal): Promise<ProviderError | null> {
    const nowMs = this.#deps.clock.now();
    const { provider, callsPerMinute } = this.#settings;
    const admitted = this.#breaker.admit(nowMs);
    if (admitted !== true) return this.#error({ kind: "breaker_open", message: "resting", retryAfterMs: admitted });
    try {
      const window = await unlessAborted(this.#deps.budget.take(provider, callsPerMinute, nowMs), signal);
      if (window.granted) return null;
      this.#breaker.released();
      const waitMs = Math.max(0, window.resetsAt.getTime() - nowMs);
      const message = `all ${window.limit} requests of this minute are spent`;
      return this.#error({ kind: "budget_spent", message, retryAfterMs: waitMs });
    } catch (error) {
      this.#breaker.released();
      throw error;
    }
  }

  async #attempt<T>(
    path: string,
    query: Query,
    read: (body: unknown) => T,
    call: ProviderCall,
    attempt: number,
  ): Promise<Outcome<T>> {
    const startedMs = this.#deps.clock.now();
    let outcome: Outcome<T>;
    try {
      outcome = await this.#fetch(path, query, read, call.signal);
    } catch (error) {
      this.#breaker.released();
      throw error;
    }
    const nowMs = this.#deps.clock.now();
    this.#settle(outcome, nowMs, attempt);
    const { provider } = this.#settings;
    const error = outcome.ok ? null : outcome.error;
    this.#deps.log
      .record({
        provider,
        path,
        attempt,
        at: new Date(startedMs),
        durationMs: nowMs - startedMs,
        outcome: error?.kind ?? "ok",
        status: error ? error.status : 200,
        message: error?.message ?? null,
        breaker: this.#breaker.look(nowMs),
      })
      .catch(() => undefined);
    return outcome;
  }

  #settle(outcome: Outcome<unknown>, nowMs: number, attempt: number): void {
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

  /** ms until the next try; null when there is none. */
  #waitBeforeRetry(error: ProviderError, attempt: number): number | null {
    const { attempts = 3, random, retryAfterCapMs } = this.#deps;
    if (!RETRYABLE.has(error.kind) || attempt >= attempts) return null;
    if (error.retryAfterMs === null) return random() * Math.min(BACKOFF_CAP_MS, BACKOFF_BASE_MS * 2 ** (attempt - 1));
    return error.retryAfterMs > retryAfterCapMs ? null : error.retryAfterMs + random() * RETRY_AFTER_SPREAD_MS;
  }

  async #fetch<T>(path: string, query: Query, read: (body: unknown) => T, caller: AbortSignal): Promise<Outcome<T>> {
    const { headers, errorCodes, maxBodyBytes = 32 * 1024 * 1024 } = this.#settings;
    const timeout = AbortSignal.timeout(this.#deps.timeoutMs);
    const signal = AbortSignal.any([caller, timeout]);
    let status: number | undefined;
    try {
      // A followed redirect would carry the key to another host.
      const response = await fetch(this.#url(path, query), {
        headers: { accept: "application/json", "user-agent": "CryptoDesk", ...headers },
        redirect: "manual",
        signal,
      });
      status = response.status;
      const judgement = judgeAnswer({ status, text: await readBody(response, maxBodyBytes) }, errorCodes);
      if (judgement.usable) return { ok: true, value: read(judgement.body) };
      const asked = retryAfterMs(response.headers.get("retry-after"), this.#deps.clock.now());
      return { ok: false, error: this.#error(withWait(judgement.verdict, asked), status) };
    } catch (error) {
      caller.throwIfAborted();
      if (timeout.aborted) {
        const message = `no whole answer within ${this.#deps.timeoutMs} ms`;
        return { ok: false, error: this.#error({ kind: "timeout", message }, status, error) };
      }
      return { ok: false, error: this.#failure(error, status) };
    }
  }

  #failure(error: unknown, status: number | undefined): ProviderError {
    if (error instanceof ProviderError) return error;
    if (error instanceof ZodError) {
      const issue = error.issues[0];
      const where = issue?.path.join(".") || "body";
      return this.#error(
        { kind: "unusable_body", message: `${where}: ${issue?.message ?? "unexpected shape"}` },
        status,
      );
    }
    if (error instanceof BodyTooLarge) {
      return this.#error({ kind: "unusable_body", message: error.message }, status, error);
    }
    if (isNetworkFailure(error)) {
      return this.#error({ kind: "network", message: networkReason(error) }, status, error);
    }
    throw error;
  }

  #url(path: string, query: Query): string {
    const pairs = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
    const base = this.#settings.baseUrl.replace(/\/+$/, "");
    return `${base}${path}${pairs.length > 0 ? `?${pairs.join("&")}` : ""}`;
  }

  #error(verdict: Verdict, status?: number, cause?: unknown): ProviderError {
    const { provider, secrets } = this.#settings;
    const clean = secrets.reduce((text, secret) => text.replaceAll(secret, "***"), verdict.message);
    const message = `${provider}: ${verdict.kind}${status === undefined ? "" : ` (HTTP ${status})`}: ${clean}`;
    return new ProviderError(provider, verdict.kind, message, {
      ...(status === undefined ? {} : { status }),
      ...(verdict.retryAfterMs === undefined ? {} : { retryAfterMs: this.#capped(verdict.retryAfterMs) }),
      ...(cause === undefined ? {} : { cause }),
    });
  }

  #capped(ms: number): number {
    return Math.min(ms, (this.#deps.breaker ?? DEFAULT_BREAKER).maxRestMs);
  }
}

function withWait(verdict: Verdict, askedMs: number | null): Verdict {
  if (askedMs === null || !RETRYABLE.has(verdict.kind)) return verdict;
  return { ...verdict, retryAfterMs: Math.max(askedMs, verdict.retryAfterMs ?? 0) };
}

// fetch reports every transport failure as a TypeError whose cause is the socket's error.
const isNetworkFailure = (error: unknown): error is TypeError =>
  error instanceof TypeError && (error.cause instanceof Error || error.message === "terminated");

function networkReason(error: TypeError): string {
  const { cause } = error;
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  return code || error.message;
}

function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) return abort();
    signal.addEventListener("abort", abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}
