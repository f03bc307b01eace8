import { DomainError, type ErrorCode } from "@cryptodesk/shared/errors/domain-error";
import {
  CONFIRMATION_NEEDED_TYPE,
  type Problem,
  SECOND_FACTOR_NEEDED_TYPE,
} from "@cryptodesk/shared/errors/problem.contract";
import { TRPCError } from "@trpc/server";
import { type core, ZodError } from "zod";

const trpcCode = {
  INVALID_INPUT: "UNPROCESSABLE_CONTENT",
  UNAUTHENTICATED: "UNAUTHORIZED",
  FORBIDDEN: "FORBIDDEN",
  CONFIRMATION_NEEDED: "FORBIDDEN",
  SECOND_FACTOR_NEEDED: "FORBIDDEN",
  NOT_FOUND: "NOT_FOUND",
  CONFLICT: "CONFLICT",
  CHANGED_SINCE: "PRECONDITION_FAILED",
  TOO_MANY_REQUESTS: "TOO_MANY_REQUESTS",
  UPSTREAM_FAILED: "BAD_GATEWAY",
  UNAVAILABLE: "SERVICE_UNAVAILABLE",
} as const satisfies Record<ErrorCode, TRPCError["code"]>;

const statusOf = {
  INVALID_INPUT: 422,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  CONFIRMATION_NEEDED: 403,
  SECOND_FACTOR_NEEDED: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  CHANGED_SINCE: 412,
  TOO_MANY_REQUESTS: 429,
  UPSTREAM_FAILED: 502,
  UNAVAILABLE: 503,
} as const satisfies Record<ErrorCode, number>;

const problemTypes: Partial<Record<ErrorCode, string>> = {
  CONFIRMATION_NEEDED: CONFIRMATION_NEEDED_TYPE,
  SECOND_FACTOR_NEEDED: SECOND_FACTOR_NEEDED_TYPE,
};

const titles: Record<number, string> = {
  400: "Bad request",
  401: "Sign-in needed",
  403: "Not allowed",
  404: "Not found",
  405: "Method not allowed",
  406: "Not acceptable",
  409: "Conflict",
  412: "Changed since",
  413: "Body too large",
  415: "Unsupported media type",
  422: "Input refused",
  429: "Too many requests",
  500: "Internal error",
  502: "Upstream failed",
  503: "Temporarily unavailable",
};

/** A problem document before the transport adds where and for which request it happened. */
export interface ProblemDraft {
  status: number;
  /** Names the kind of problem where the status alone does not. */
  type?: string;
  detail: string;
  errors?: { pointer: string; detail: string }[];
  retryAfterSeconds: number | null;
  /** True where the cause was not foreseen: log it, never show it. */
  unexpected: boolean;
}

interface TrpcMiddlewareResult {
  ok: boolean;
  error?: TRPCError;
}

/** Gives a failed procedure's domain error its tRPC code, so that status codes agree at every door. */
export function translateDomainErrors<R extends TrpcMiddlewareResult>(result: R): R {
  if (!result.ok && result.error?.cause instanceof DomainError) {
    const cause = result.error.cause;
    throw new TRPCError({ code: trpcCode[cause.code], message: cause.message, cause });
  }
  return result;
}

// Errors that tRPC itself raises; null stands for its own message, which names the procedure.
const rpcErrors: Partial<Record<TRPCError["code"], [status: number, detail: string | null]>> = {
  BAD_REQUEST: [400, "The request could not be read."],
  PARSE_ERROR: [400, "The request could not be read."],
  NOT_FOUND: [404, null],
  METHOD_NOT_SUPPORTED: [405, null],
  PAYLOAD_TOO_LARGE: [413, "The request body is too large."],
  UNSUPPORTED_MEDIA_TYPE: [415, "Send application/json."],
};

/** What the caller may know of an error. Unforeseen ones are reduced to "internal error". */
export function describeError(error: unknown): ProblemDraft {
  const cause = error instanceof TRPCError && error.cause ? error.cause : error;
  if (cause instanceof DomainError) return describeDomainError(cause);
  if (cause instanceof ZodError && !isOfServer(error)) return describeZodError(cause);
  const known = error instanceof TRPCError ? rpcErrors[error.code] : undefined;
  if (known && error instanceof Error) {
    return { status: known[0], detail: known[1] ?? error.message, retryAfterSeconds: null, unexpected: false };
  }
  return {
    status: 500,
    detail: "Something went wrong on the server. Quote the request id when you report it.",
    retryAfterSeconds: null,
    unexpected: true,
  };
}

// An answer that does not fit its own contract is our fault, not the caller's.
function isOfServer(error: unknown): boolean {
  return error instanceof TRPCError && error.code !== "BAD_REQUEST";
}

function describeDomainError(error: DomainError): ProblemDraft {
  return {
    status: statusOf[error.code],
    ...(error.code in problemTypes && { type: problemTypes[error.code] }),
    detail: error.message,
    ...(error.errors.length > 0 && { errors: error.errors }),
    retryAfterSeconds: error.retryAfterSeconds,
    unexpected: false,
  };
}

function describeZodError(error: ZodError): ProblemDraft {
  const errors = error.issues.flatMap(fieldErrors);
  return {
    status: 422,
    detail: errors.map(({ pointer, detail }) => `${pointer.slice(1) || "input"}: ${detail}`).join("; "),
    errors,
    retryAfterSeconds: null,
    unexpected: false,
  };
}

function fieldErrors(issue: core.$ZodIssue): { pointer: string; detail: string }[] {
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({ pointer: toPointer([...issue.path, key]), detail: "unknown parameter" }));
  }
  return [{ pointer: toPointer(issue.path), detail: issue.message }];
}

function toPointer(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

/** Completes a problem document (RFC 9457). */
export function toProblem(draft: ProblemDraft, instance: string, requestId: string): Problem {
  return {
    type: draft.type ?? "about:blank",
    title: titles[draft.status] ?? "Error",
    status: draft.status,
    detail: draft.detail,
    instance,
    requestId,
    ...(draft.errors && { errors: draft.errors }),
  };
}

interface TrpcErrorShape {
  message: string;
  code: number;
  data: { code: string; httpStatus: number; path?: string; stack?: string };
}

/** tRPC errors carry the same problem document as REST ones, and never a stack. */
export function formatTrpcError<S extends TrpcErrorShape>({
  shape,
  error,
  path,
  ctx,
}: {
  shape: S;
  error: TRPCError;
  path: string | undefined;
  ctx: { requestId: string } | undefined;
}) {
  const draft = describeError(error);
  const problem = toProblem(draft, `/trpc/${path ?? ""}`, ctx?.requestId ?? "unknown");
  return {
    code: shape.code,
    message: draft.detail,
    data: { code: shape.data.code, httpStatus: draft.status, problem },
  };
}
