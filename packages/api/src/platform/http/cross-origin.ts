import type { RequestHandler } from "express";

const METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";
const SENT = "Authorization, Content-Type, Idempotency-Key, If-None-Match, Last-Event-ID, X-API-Key, X-Request-Id";
const SHOWN =
  "Content-Disposition, ETag, Idempotent-Replayed, Location, RateLimit, RateLimit-Policy, Retry-After, X-Next-Cursor, X-Request-Id";
const PREFLIGHT_SECONDS = "600";

/**
 * Lets pages of listed origins call the API with a token or key. An origin is answered only where it is on the list;
 * cookies never cross, so nothing a browser does by itself is allowed from elsewhere.
 */
export function crossOrigin(origins: readonly string[]): RequestHandler {
  const allowed = new Set(origins);
  return (request, response, next) => {
    if (allowed.size === 0) return next();
    response.appendHeader("Vary", "Origin");
    const { origin } = request.headers;
    if (origin === undefined || !allowed.has(origin)) return next();
    response.setHeader("Access-Control-Allow-Origin", origin);
    response.setHeader("Access-Control-Expose-Headers", SHOWN);
    // Where a page of another origin may read it, its browser must be let to hand it over.
    response.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
    if (request.method !== "OPTIONS" || request.headers["access-control-request-method"] === undefined) return next();
    response.setHeader("Access-Control-Allow-Methods", METHODS);
    response.setHeader("Access-Control-Allow-Headers", SENT);
    response.setHeader("Access-Control-Max-Age", PREFLIGHT_SECONDS);
    response.writeHead(204).end();
  };
}
