// A desk of generated data behind the contracts, for looking at states that the sandbox does not show on demand.
// node --conditions=source packages/web/test/support/fake-desk.ts [port] [ok|empty|failing|slow]
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { createHTTPHandler } from "@trpc/server/adapters/standalone";
import { createFakeRouter, type FakeMood, type FakeScript } from "./fake-router.ts";

const WEB_ROOT = fileURLToPath(new URL("../../dist/app", import.meta.url));
const TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

export interface FakeDesk {
  url: string;
  stop: () => Promise<void>;
}

/** Serves the built app and the fake procedures; resolves once it listens. */
export function startFakeDesk(port: number, mood: FakeMood, script: FakeScript = {}): Promise<FakeDesk> {
  const trpc = createHTTPHandler({ router: createFakeRouter(mood, script), basePath: "/trpc/" });
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://desk");
    if (pathname.startsWith("/trpc/")) return trpc(request, response);
    const file = join(WEB_ROOT, pathname);
    const found = pathname !== "/" && !pathname.includes("..") && existsSync(file) && extname(file) !== "";
    const body = readFileSync(found ? file : join(WEB_ROOT, "index.html"));
    response.writeHead(200, { "content-type": TYPES[found ? extname(file) : ".html"] ?? "application/octet-stream" });
    response.end(body);
  });
  return new Promise((resolve) => {
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      const bound = typeof address === "object" && address !== null ? address.port : port;
      resolve({
        url: `http://127.0.0.1:${bound}`,
        stop: () =>
          new Promise((done) => {
            server.closeAllConnections();
            server.close(() => done());
          }),
      });
    });
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [port = "4101", mood = "ok"] = process.argv.slice(2);
  const { url } = await startFakeDesk(Number(port), mood as FakeMood);
  process.stdout.write(`fake desk (${mood}) at ${url}\n`);
}
