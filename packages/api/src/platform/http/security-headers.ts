import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import helmet, { type HelmetOptions } from "helmet";

/** Whom an answer is for: each kind has its own content policy. */
export type Audience = "api" | "app" | "docs";

type Directives = Record<string, string[]>;

const closed: Directives = { "default-src": ["'none'"], "base-uri": ["'none'"], "frame-ancestors": ["'none'"] };

const pages: Directives = {
  "default-src": ["'self'"],
  "script-src": ["'self'"],
  // Component libraries set style attributes and insert style elements; scripts stay files of this origin.
  "style-src": ["'self'", "'unsafe-inline'"],
  "img-src": ["'self'", "data:", "https:"],
  "font-src": ["'self'", "data:"],
  "connect-src": ["'self'"],
  "object-src": ["'none'"],
  "base-uri": ["'none'"],
  "form-action": ["'self'"],
  "frame-ancestors": ["'none'"],
};

const policies: Record<Audience, Directives> = {
  api: closed,
  app: pages,
  // ReDoc builds its search index in a worker made from a blob.
  docs: { ...pages, "img-src": ["'self'", "data:"], "worker-src": ["'self'", "blob:"] },
};

/** Names and values in turn, as writeHead takes them. */
export type FlatHeaders = readonly string[];

const ready: Record<Audience, FlatHeaders> = {
  api: headersOf("api"),
  app: headersOf("app"),
  docs: headersOf("docs"),
};

export const HSTS: FlatHeaders = ["Strict-Transport-Security", "max-age=31536000; includeSubDomains"];

/** The security headers of an answer, without Strict-Transport-Security. */
export function securityHeaders(audience: Audience): FlatHeaders {
  return ready[audience];
}

/** Sets them, and Strict-Transport-Security only where the client came by TLS. */
export function applySecurityHeaders(response: ServerResponse, audience: Audience, secure: boolean): void {
  const headers = secure ? [...ready[audience], ...HSTS] : ready[audience];
  for (let index = 0; index < headers.length; index += 2) {
    response.setHeader(headers[index] ?? "", headers[index + 1] ?? "");
  }
}

// Helmet runs once for each kind; its headers do not depend on the request.
function headersOf(audience: Audience): FlatHeaders {
  const options: HelmetOptions = {
    contentSecurityPolicy: { useDefaults: false, directives: policies[audience] },
    strictTransportSecurity: false,
    frameguard: { action: "deny" },
    xXssProtection: false,
    xDownloadOptions: false,
    xPermittedCrossDomainPolicies: false,
    xDnsPrefetchControl: false,
  };
  const request = new IncomingMessage(new Socket());
  const response = new ServerResponse(request);
  helmet(options)(request, response, () => undefined);
  // What a program is answered belongs into no index of a search engine.
  if (audience === "api") response.setHeader("X-Robots-Tag", "noindex");
  return response.getHeaderNames().flatMap((name) => [name, String(response.getHeader(name))]);
}
