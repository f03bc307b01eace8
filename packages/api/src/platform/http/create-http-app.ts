import compression from "compression";
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from "express";
import { crossOrigin } from "./cross-origin.ts";
import { docsPages } from "./docs-pages.ts";
import { liveHandler, metricsHandler, type Readiness, summaryHandler } from "./health.ts";
import type { HttpServerParts } from "./http-parts.ts";
import { draftOf, HttpProblem } from "./http-problem.ts";
import { decodePart } from "./query-text.ts";
import { redirectDoors } from "./redirect-doors.ts";
import { requestScope, scopeOf, setRoute } from "./request-scope.ts";
import type { Rest } from "./rest.ts";
import { restHandler } from "./rest-handler.ts";
import { REST_BASE } from "./rest-routes.ts";
import { applySecurityHeaders } from "./security-headers.ts";
import { trpcHandler } from "./trpc-handler.ts";
import { webAppHandler } from "./web-app.ts";
import { writeProblem } from "./write-answer.ts";

/** Every door that is not served out of memory, in the order in which they are tried. */
export function createHttpApp(parts: HttpServerParts, rest: Rest, readiness: Readiness): Express {
  const app = express();
  app.disable("x-powered-by");
  app.disable("etag");
  app.set("trust proxy", parts.config.TRUST_PROXY === "off" ? false : Number(parts.config.TRUST_PROXY));
  app.use(requestScope(parts.logger, parts.metrics), secured, wellEncoded);
  app.use(["/api", "/trpc"], crossOrigin(parts.config.CORS_ORIGINS));
  app.get("/health/live", liveHandler);
  app.get("/health/ready", readiness.handler);
  app.get("/health", summaryHandler(parts, readiness));
  app.get("/metrics", metricsHandler(parts));
  app.get("/.well-known/jwks.json", keySetHandler(parts));
  app.use("/trpc", compression({ filter: isWhole }), trpcHandler(parts));
  app.use(docsPages(rest, parts.version));
  app.use(REST_BASE, redirectDoors(parts));
  app.use(REST_BASE, restHandler(rest, parts));
  app.use(["/api", "/health", "/trpc"], nothingHere);
  if (parts.webRoot !== null) app.use(webAppHandler(parts.webRoot));
  app.use(nothingHere, failed(parts));
  return app;
}

function keySetHandler({ doorKeeper }: Pick<HttpServerParts, "doorKeeper">): RequestHandler {
  return async (_request, response) => {
    setRoute(response, "/.well-known/jwks.json");
    const body = await doorKeeper.keySet();
    response.setHeader("Cache-Control", "public, max-age=300");
    response.json(body);
  };
}

const secured: RequestHandler = (request, response, next) => {
  applySecurityHeaders(response, "api", request.secure);
  next();
};

// Routers further down decode on their own, and each fails in its own way.
const wellEncoded: RequestHandler = (request, _response, next) => {
  decodePart(request.path);
  next();
};

const nothingHere: RequestHandler = () => {
  throw new HttpProblem(404, "There is nothing at this address.");
};

// A stream must not wait in a compressor's buffer.
function isWhole(request: express.Request, response: express.Response): boolean {
  const type = String(response.getHeader("content-type") ?? "");
  return !type.startsWith("text/event-stream") && compression.filter(request, response);
}

function failed({ logger }: Pick<HttpServerParts, "logger">): ErrorRequestHandler {
  return (error: unknown, request, response, _next) => {
    const { requestId, route } = scopeOf(response);
    if (route === "(none)") setRoute(response, draftOf(error).status === 404 ? "(unknown)" : "(refused)");
    const path = request.originalUrl.split("?")[0] ?? "";
    const unexpected = writeProblem(request, response, error, { requestId, path });
    if (unexpected) logger.error({ err: error, requestId, route }, "unexpected error");
  };
}
