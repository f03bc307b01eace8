import type { IncomingMessage, ServerResponse } from "node:http";
import { toProblem } from "../trpc/errors.ts";
import { draftOf, HttpProblem } from "./http-problem.ts";
import type { Representation } from "./representation.ts";

// An answer to a write is made once, for one caller: a small one is sent sooner than compressed. It may carry tokens
// besides, of which its compressed length would tell.
const MIN_COMPRESSED_WRITE_BYTES = 8_192;

/** Sends a body in the best encoding, or 304 where the client has it already; HEAD gets the headers alone. */
export async function writeRepresentation(
  request: IncomingMessage,
  response: ServerResponse,
  representation: Representation,
  options: { status?: number; cacheControl: string },
): Promise<void> {
  const asItIs = !isRead(request) && representation.body.length < MIN_COMPRESSED_WRITE_BYTES;
  const encoding = asItIs ? "identity" : representation.encodingFor(headerOf(request, "accept-encoding"));
  if (isRead(request)) response.setHeader("ETag", representation.etag(encoding));
  response.setHeader("Cache-Control", options.cacheControl);
  response.appendHeader("Vary", "Accept, Accept-Encoding");
  const status = options.status ?? 200;
  if (status === 200 && isRead(request) && representation.isNamedBy(headerOf(request, "if-none-match"))) {
    response.writeHead(304).end();
    return;
  }
  const bytes = await representation.encoded(encoding);
  if (encoding !== "identity") response.setHeader("Content-Encoding", encoding);
  response.setHeader("Content-Type", representation.contentType);
  response.setHeader("Content-Length", bytes.length);
  response.writeHead(status);
  response.end(request.method === "HEAD" ? undefined : bytes);
}

function isRead(request: IncomingMessage): boolean {
  return request.method === "GET" || request.method === "HEAD";
}

function headerOf(request: IncomingMessage, name: "accept-encoding" | "if-none-match"): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(",") : value;
}

/** Sends an error as a problem document. @returns true where the error was not foreseen, for the log */
export function writeProblem(
  request: IncomingMessage,
  response: ServerResponse,
  error: unknown,
  where: { requestId: string; path: string },
): boolean {
  const draft = draftOf(error);
  if (response.headersSent) {
    response.destroy();
    return draft.unexpected;
  }
  const body = Buffer.from(JSON.stringify(toProblem(draft, where.path, where.requestId)));
  if (error instanceof HttpProblem) {
    for (const [name, value] of Object.entries(error.headers)) response.setHeader(name, value);
  }
  if (draft.retryAfterSeconds !== null) response.setHeader("Retry-After", Math.ceil(draft.retryAfterSeconds));
  response.setHeader("Content-Type", "application/problem+json");
  response.setHeader("Cache-Control", "no-store");
  response.setHeader("Content-Length", body.length);
  response.writeHead(draft.status);
  response.end(request.method === "HEAD" ? undefined : body);
  return draft.unexpected;
}
