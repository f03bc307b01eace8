import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { type RequestHandler, Router } from "express";
import { createOpenApi } from "./openapi.ts";
import { Representation } from "./representation.ts";
import { setRoute } from "./request-scope.ts";
import type { Rest } from "./rest.ts";
import { REST_BASE } from "./rest-routes.ts";
import { type Audience, applySecurityHeaders } from "./security-headers.ts";
import { typeOfFile } from "./web-app.ts";
import { writeRepresentation } from "./write-answer.ts";

const BROTLI_QUALITY = 9;
const SPEC = `${REST_BASE}/openapi.json`;

const REDOC_LOGO = "https://cdn.redoc.ly/redoc/logo-mini.svg";
const EMPTY_PICTURE = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==";

const swaggerPage = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>CryptoDesk API</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/docs/swagger-ui.css">
</head>
<body>
<div id="swagger-ui"></div>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>
`;

const swaggerStart = `window.SwaggerUIBundle({ url: "${SPEC}", dom_id: "#swagger-ui", deepLinking: true, validatorUrl: null });\n`;

const redocPage = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>CryptoDesk API reference</title>
<link rel="icon" href="data:,">
</head>
<body>
<redoc spec-url="${SPEC}" disable-search="false"></redoc>
<script src="/redoc/redoc.standalone.js"></script>
</body>
</html>
`;

/** The OpenAPI document, Swagger UI and ReDoc; each file is read when it is first asked for, and kept. */
export function docsPages(rest: Rest, version: string): Router {
  const pages = Router();
  const json = () => JSON.stringify(createOpenApi(rest.routes, { version }));
  pages.get(
    SPEC,
    kept("openapi.json", () => Buffer.from(json()), "api"),
  );
  pages.get(
    "/docs",
    kept("index.html", () => Buffer.from(swaggerPage), "docs"),
  );
  pages.get(
    "/docs/start.js",
    kept("start.js", () => Buffer.from(swaggerStart), "docs"),
  );
  for (const file of ["swagger-ui.css", "swagger-ui-bundle.js"]) {
    pages.get(
      `/docs/${file}`,
      kept(file, () => readPackaged("swagger-ui-dist", file), "docs"),
    );
  }
  pages.get(
    "/redoc",
    kept("index.html", () => Buffer.from(redocPage), "docs"),
  );
  const redoc = "redoc.standalone.js";
  pages.get(`/redoc/${redoc}`, kept(redoc, readRedoc, "docs"));
  return pages;
}

function kept(name: string, read: () => Buffer, audience: Audience): RequestHandler {
  let file: Representation | null = null;
  return async (request, response) => {
    file ??= new Representation(typeOfFile(name), read(), BROTLI_QUALITY);
    setRoute(response, request.path);
    applySecurityHeaders(response, audience, request.secure);
    await writeRepresentation(request, response, file, { cacheControl: "no-cache" });
  };
}

// Its badge's picture would be fetched from its makers; the words stay.
function readRedoc(): Buffer {
  const script = readPackaged("redoc", "bundles/redoc.standalone.js").toString("utf8");
  return Buffer.from(script.replaceAll(REDOC_LOGO, EMPTY_PICTURE));
}

function readPackaged(name: string, file: string): Buffer {
  const root = dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
  return readFileSync(join(root, file));
}
