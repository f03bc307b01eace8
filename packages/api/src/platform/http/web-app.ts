import { existsSync, readdirSync, readFileSync } from "node:fs";
import { extname, join, relative, sep } from "node:path";
import type { RequestHandler } from "express";
import { Representation } from "./representation.ts";
import { setRoute } from "./request-scope.ts";
import { applySecurityHeaders } from "./security-headers.ts";
import { writeRepresentation } from "./write-answer.ts";

const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".map": "application/json",
  ".txt": "text/plain; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".webp": "image/webp",
  ".ico": "image/x-icon",
  ".woff": "font/woff",
  ".woff2": "font/woff2",
  ".webmanifest": "application/manifest+json",
};

const BROTLI_QUALITY = 9;
// Vite writes hashed files here: their name changes with their content.
const HASHED = "/assets/";
// Pages behind a link that somebody shared: for those who have it, and for no index or cache.
const UNLISTED = "/shared/";

/** Content type of a file by its name. */
export function typeOfFile(name: string): string {
  return types[extname(name).toLowerCase()] ?? "application/octet-stream";
}

/** The built web app held in memory: its files by path, and index.html for every page address. */
export function webAppHandler(root: string): RequestHandler {
  const files = existsSync(root) ? readFiles(root) : new Map<string, Representation>();
  const index = files.get("/index.html");
  return async (request, response, next) => {
    if (request.method !== "GET" && request.method !== "HEAD") return next();
    const file = files.get(request.path);
    const page = file ?? (request.accepts(["html", "json"]) === "html" && !isAsset(request.path) ? index : undefined);
    if (!page) return next();
    applySecurityHeaders(response, "app", request.secure);
    setRoute(response, page === index ? "/(page)" : "/(asset)");
    // The API's "noindex" was set for everything that comes this way.
    if (!request.path.startsWith(UNLISTED)) response.removeHeader("X-Robots-Tag");
    const cacheControl = cacheControlOf(request.path);
    await writeRepresentation(request, response, page, { cacheControl });
  };
}

function cacheControlOf(path: string): string {
  if (path.startsWith(UNLISTED)) return "no-store";
  return path.startsWith(HASHED) ? "public, max-age=31536000, immutable" : "no-cache";
}

function isAsset(path: string): boolean {
  return path.startsWith(HASHED);
}

function readFiles(root: string): Map<string, Representation> {
  const files = new Map<string, Representation>();
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const url = `/${relative(root, path).split(sep).join("/")}`;
    files.set(url, new Representation(typeOfFile(entry.name), readFileSync(path), BROTLI_QUALITY));
  }
  return files;
}
