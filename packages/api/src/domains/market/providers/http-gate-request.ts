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
import { ProviderError, type ProviderErrorKind } from "./market-provider.ts";

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

export interface GateRequest<T> {
  /** Begins with "/", its variable parts already URL-encoded. */
  path: string;
  query: Readonly<Record<string, string | number>>;
  /** Turns the body into data; throws a `ZodError` for a body that is unusable. */
  read: (body: unknown) => T;
}

/** Bounds of one request. */
export interface RequestLimits {
  timeoutMs: number;
  /** Longest wait that an error passes on as the provider's wish. */
  maxRetryAfterMs: number;
  nowMs: number;
}

export type Outcome<T> = { ok: true; value: T } | { ok: false; error: ProviderError };

/** Failures that may pass: they are retried, and count against the breaker. */
export const RETRYABLE: ReadonlySet<ProviderErrorKind> = new Set([
  "timeout",
  "network",
  "throttled",
  "server",
  "unusable_body",
]);

const MAX_BODY_BYTES = 32 * 1024 * 1024;

/**
 * Sends one GET request and reads its answer whole.
 * @throws the caller's own reason when it gives up; anything else that goes wrong is an outcome
 */
export async function sendRequest<T>(
  settings: GateSettings,
  request: GateRequest<T>,
  limits: RequestLimits,
  caller: AbortSignal,
): Promise<Outcome<T>> {
  const timeout = AbortSignal.timeout(limits.timeoutMs);
  const failed = (verdict: Verdict, status: number | undefined, cause?: unknown): Outcome<T> => ({
    ok: false,
    error: gateError(settings, verdict, limits.maxRetryAfterMs, status, cause),
  });
  let status: number | undefined;
  try {
    const response = await fetch(addressOf(settings.baseUrl, request), {
      headers: { accept: "application/json", "user-agent": "CryptoDesk", ...settings.headers },
      // A followed redirect would carry the key to another host.
      redirect: "manual",
      signal: AbortSignal.any([caller, timeout]),
    });
    status = response.status;
    const text = await readBody(response, settings.maxBodyBytes ?? MAX_BODY_BYTES);
    const judgement = judgeAnswer({ status, text }, settings.errorCodes);
    if (judgement.usable) return { ok: true, value: request.read(judgement.body) };
    const askedMs = retryAfterMs(response.headers.get("retry-after"), limits.nowMs);
    return failed(withWait(judgement.verdict, askedMs), status);
  } catch (error) {
    caller.throwIfAborted();
    const verdict = timeout.aborted ? tooSlow(limits.timeoutMs) : verdictOf(error);
    if (verdict === null) throw error;
    return failed(verdict, status, error);
  }
}

/** A provider error whose message holds no key and whose wait is bounded. */
export function gateError(
  { provider, secrets }: GateSettings,
  { kind, message, retryAfterMs }: Verdict,
  maxRetryAfterMs: number,
  status?: number,
  cause?: unknown,
): ProviderError {
  const clean = secrets.reduce((text, secret) => text.replaceAll(secret, "***"), message);
  const answered = status === undefined ? "" : ` (HTTP ${status})`;
  // What this desk decided itself reads as a sentence; what went wrong outside is named by its kind.
  const what = kind === "breaker_open" || kind === "budget_spent" ? clean : `${kind}${answered}: ${clean}`;
  return new ProviderError(provider, kind, `${provider}: ${what}`, {
    ...(status === undefined ? {} : { status }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs: Math.min(retryAfterMs, maxRetryAfterMs) }),
    ...(cause === undefined ? {} : { cause }),
  });
}

function addressOf(baseUrl: string, { path, query }: GateRequest<unknown>): string {
  const pairs = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return `${baseUrl.replace(/\/+$/, "")}${path}${pairs.length > 0 ? `?${pairs.join("&")}` : ""}`;
}

const tooSlow = (timeoutMs: number): Verdict => ({
  kind: "timeout",
  message: `no whole answer within ${timeoutMs} ms`,
});

/** null: not the provider's doing. */
function verdictOf(error: unknown): Verdict | null {
  if (error instanceof BodyTooLarge) return { kind: "unusable_body", message: error.message };
  if (error instanceof ZodError) {
    const issue = error.issues[0];
    return { kind: "unusable_body", message: `${issue?.path.join(".") || "body"}: ${issue?.message}` };
  }
  // fetch reports every transport failure as a TypeError whose cause is the socket's error.
  if (!(error instanceof TypeError) || !(error.cause instanceof Error)) return null;
  return { kind: "network", message: "code" in error.cause ? String(error.cause.code) : error.message };
}

function withWait(verdict: Verdict, askedMs: number | null): Verdict {
  if (askedMs === null || !RETRYABLE.has(verdict.kind)) return verdict;
  return { ...verdict, retryAfterMs: Math.max(askedMs, verdict.retryAfterMs ?? 0) };
}
