import { describeError, type ProblemDraft } from "../trpc/errors.ts";

/** An error of the transport itself: wrong method, unreadable body, nothing acceptable. Its message may be shown. */
export class HttpProblem extends Error {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly errors: readonly { pointer: string; detail: string }[];

  constructor(
    status: number,
    detail: string,
    options: { headers?: Record<string, string>; errors?: { pointer: string; detail: string }[] } = {},
  ) {
    super(detail);
    this.name = "HttpProblem";
    this.status = status;
    this.headers = options.headers ?? {};
    this.errors = options.errors ?? [];
  }
}

const bodyErrors: Record<string, [status: number, detail: string]> = {
  "entity.too.large": [413, "The request body is too large."],
  "entity.parse.failed": [400, "The request body is not valid JSON."],
  "entity.verify.failed": [400, "The request body could not be read."],
  "request.aborted": [400, "The request body ended early."],
  "request.size.invalid": [400, "The request body is not as long as Content-Length says."],
  "encoding.unsupported": [415, "The body's Content-Encoding is not supported."],
  "charset.unsupported": [415, "The body's charset is not supported; send UTF-8."],
};

/** What the caller may know of anything thrown while a request is served. */
export function draftOf(error: unknown): ProblemDraft {
  if (error instanceof HttpProblem) {
    return {
      status: error.status,
      detail: error.message,
      ...(error.errors.length > 0 && { errors: [...error.errors] }),
      retryAfterSeconds: null,
      unexpected: false,
    };
  }
  const bodyError = bodyErrors[typeOf(error)];
  if (bodyError) {
    const [status, detail] = bodyError;
    return { status, detail: `${detail}${mostOf(error)}`, retryAfterSeconds: null, unexpected: false };
  }
  const status = clientStatusOf(error);
  if (status !== null) {
    return { status, detail: "The request could not be read.", retryAfterSeconds: null, unexpected: false };
  }
  return describeError(error);
}

/** The 4xx that a library of the HTTP stack gave its error, e.g. for a body that does not decompress. */
function clientStatusOf(error: unknown): number | null {
  if (!(error instanceof Error && "expose" in error && "status" in error)) return null;
  const { status } = error;
  return error.expose === true && typeof status === "number" && status >= 400 && status < 500 ? status : null;
}

/** How large a body may be, where that is what is wrong with it. */
function mostOf(error: unknown): string {
  const limit = error instanceof Error && "limit" in error ? error.limit : null;
  return typeof limit === "number" ? ` At most ${Math.floor(limit / 1024)} kB are read here.` : "";
}

function typeOf(error: unknown): string {
  return error instanceof Error && "type" in error && typeof error.type === "string" ? error.type : "";
}
