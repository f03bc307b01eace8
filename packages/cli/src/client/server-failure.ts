import { Problem } from "@cryptodesk/shared/errors/problem.contract";
import { TRPCClientError } from "@trpc/client";
import { Interrupted, ServerRefusal, ServerUnreachable } from "../failures.ts";

export interface FailureSetting {
  url: string;
  /** Where the address was set, in words. */
  urlFrom: string;
  timeoutMs: number;
  interrupted: AbortSignal;
}

const NETWORK_REASONS: Record<string, string> = {
  ECONNREFUSED: "connection refused",
  ECONNRESET: "connection closed",
  EHOSTUNREACH: "host unreachable",
  ENETUNREACH: "network unreachable",
  ENOTFOUND: "host name not found",
  EAI_AGAIN: "host name not found",
  ETIMEDOUT: "no answer",
  UND_ERR_SOCKET: "connection closed",
};

/** What a failed call means: refused by the server, not reached, or stopped by the person. */
export function toFailure(error: unknown, setting: FailureSetting): unknown {
  if (setting.interrupted.aborted) return new Interrupted();
  if (!(error instanceof TRPCClientError)) return error;
  const problem = Problem.safeParse(problemOf(error.data));
  const response = error.meta?.response;
  if (problem.success) return new ServerRefusal(problem.data, retryAfterOf(response));
  return new ServerUnreachable(setting.url, reasonOf(error, response, setting.timeoutMs), hintsFor(setting), error);
}

function problemOf(data: unknown): unknown {
  return typeof data === "object" && data !== null && "problem" in data ? data.problem : null;
}

function retryAfterOf(response: unknown): number | null {
  if (!(response instanceof Response)) return null;
  const seconds = Number(response.headers.get("retry-after") ?? "x");
  return Number.isFinite(seconds) ? seconds : null;
}

function reasonOf(error: Error, response: unknown, timeoutMs: number): string {
  const { cause } = error;
  if (cause instanceof DOMException && cause.name === "TimeoutError") return `no answer within ${timeoutMs / 1000} s`;
  if (response instanceof Response) return `something else answers there, with HTTP ${response.status}`;
  return networkReason(cause) ?? error.message;
}

function networkReason(cause: unknown): string | null {
  if (!(cause instanceof Error)) return null;
  const code = "code" in cause && typeof cause.code === "string" ? cause.code : null;
  if (code) return NETWORK_REASONS[code] ?? code;
  return networkReason(cause.cause);
}

function hintsFor({ urlFrom }: FailureSetting): string[] {
  return [
    `The address comes from: ${urlFrom}.`,
    "Start the desk with `npm start`, or name another one with --url, --profile or CRYPTODESK_URL.",
    "`cryptodesk doctor` looks closer.",
  ];
}
