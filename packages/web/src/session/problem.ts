import type { Problem } from "@cryptodesk/shared/errors/problem.contract";
import { TRPCClientError } from "@trpc/client";
import { readProblem } from "../lib/api-error.ts";

/** The problem document of a refused request; null where the server gave none, e.g. because it was not reached. */
export function problemOf(error: unknown): Problem | null {
  return readProblem(error);
}

/** Seconds to wait before trying again, as the server said with its refusal; null where it did not. */
export function retryAfterOf(error: unknown): number | null {
  if (!(error instanceof TRPCClientError)) return null;
  const response: unknown = error.meta?.response;
  if (!(response instanceof Response)) return null;
  const seconds = Number.parseInt(response.headers.get("retry-after") ?? "", 10);
  return Number.isFinite(seconds) && seconds > 0 ? seconds : null;
}
