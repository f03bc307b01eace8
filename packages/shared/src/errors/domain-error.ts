/** What went wrong, in words of the domain; each transport translates it once. */
export type ErrorCode =
  | "INVALID_INPUT"
  | "UNAUTHENTICATED"
  | "FORBIDDEN"
  | "CONFIRMATION_NEEDED"
  | "SECOND_FACTOR_NEEDED"
  | "NOT_FOUND"
  | "CONFLICT"
  | "CHANGED_SINCE"
  | "TOO_MANY_REQUESTS"
  | "UPSTREAM_FAILED"
  | "UNAVAILABLE";

/** One refused field: `pointer` is a JSON pointer into the input, e.g. `/minPriceUsd`. */
export interface FieldError {
  pointer: string;
  detail: string;
}

/** An error whose message may be shown to the caller. Anything else leaves the server as a request id only. */
export class DomainError extends Error {
  readonly code: ErrorCode;
  readonly errors: FieldError[];
  /** Seconds after which trying again makes sense; null when it does not. */
  readonly retryAfterSeconds: number | null;

  constructor(
    code: ErrorCode,
    message: string,
    options: { errors?: FieldError[]; retryAfterSeconds?: number; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = "DomainError";
    this.code = code;
    this.errors = options.errors ?? [];
    this.retryAfterSeconds = options.retryAfterSeconds ?? null;
  }
}

export function notFound(kind: string, id: string): DomainError {
  return new DomainError("NOT_FOUND", `There is no ${kind} "${id}".`);
}

export function invalidInput(pointer: string, detail: string): DomainError {
  return new DomainError("INVALID_INPUT", detail, { errors: [{ pointer, detail }] });
}

export function unavailable(detail: string, retryAfterSeconds = 2, cause?: unknown): DomainError {
  return new DomainError("UNAVAILABLE", detail, { retryAfterSeconds, cause });
}
