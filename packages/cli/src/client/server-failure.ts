import { Problem } from "@cryptodesk/shared/errors/problem.contract";
import { TRPCClientError } from "@trpc/client";
import { Interrupted, ServerRefusal, ServerUnreachable } from "../failures.ts";
import { ForeignAnswer } from "./connect.ts";
import { networkReason } from "./network-reasons.ts";

export interface FailureSetting {
  url: string;
  /** Where the address was set, in words. */
  urlFrom: string;
  timeoutMs: number;
  interrupted: AbortSignal;
}

/** What a failed call means: refused by the server, not reached, or stopped by the person. */
export function toFailure(error: unknown, setting: FailureSetting): unknown {
  if (setting.interrupted.aborted) return new Interrupted();
  if (!(error instanceof TRPCClientError)) return error;
  const foreign = error.cause instanceof ForeignAnswer ? error.cause : null;
  const problem = Problem.safeParse(foreign?.problem ?? problemOf(error.data));
  const response = error.meta?.response;
  const headers = foreign?.headers ?? (response instanceof Response ? response.headers : null);
  if (problem.success) return new ServerRefusal(problem.data, retryAfterOf(headers));
  const status = foreign?.status ?? (response instanceof Response ? response.status : null);
  return new ServerUnreachable(setting.url, reasonOf(error, status, setting.timeoutMs), hintsFor(setting), error);
}

function problemOf(data: unknown): unknown {
  return typeof data === "object" && data !== null && "problem" in data ? data.problem : null;
}

function retryAfterOf(headers: Headers | null): number | null {
  const text = headers?.get("retry-after");
  return text && /^\d+$/.test(text) ? Number(text) : null;
}

function reasonOf(error: Error, status: number | null, timeoutMs: number): string {
  const { cause } = error;
  if (cause instanceof DOMException && cause.name === "TimeoutError") return `no answer within ${timeoutMs / 1000} s`;
  if (status !== null) return `something else answers there, with HTTP ${status}`;
  return reasonOfCause(cause) ?? error.message;
}

/** The words for the innermost cause: `fetch failed` alone helps nobody. */
function reasonOfCause(cause: unknown): string | null {
  if (!(cause instanceof Error)) return null;
  const code = "code" in cause && typeof cause.code === "string" ? cause.code : null;
  if (code) return networkReason(code);
  return reasonOfCause(cause.cause) ?? cause.message;
}

function hintsFor({ urlFrom }: FailureSetting): string[] {
  return [
    `The address comes from: ${urlFrom}.`,
    "Start the desk with `npm start`, or name another one with --url, --profile or CRYPTODESK_URL.",
    "`cryptodesk doctor` looks closer.",
  ];
}
