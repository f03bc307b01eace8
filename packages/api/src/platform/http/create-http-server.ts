import { createServer, type Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { answerConnectionErrors } from "./connection-errors.ts";
import { createHttpApp } from "./create-http-app.ts";
import { Readiness } from "./health.ts";
import { HotBodies } from "./hot-bodies.ts";
import { hotListener } from "./hot-listener.ts";
import { HotStore } from "./hot-store.ts";
import { HotTargets } from "./hot-targets.ts";
import type { HttpServerParts } from "./http-parts.ts";
import { Rest } from "./rest.ts";

/** The HTTP side of one process. */
export interface HttpServer {
  /** @returns the port that was taken. @throws the socket's error, e.g. EADDRINUSE */
  listen(port: number, host: string): Promise<{ port: number }>;
  /** Stops accepting, ends streams, lets requests finish, and cuts what is left after SHUTDOWN_SECONDS. */
  close(): Promise<void>;
  /** Tells the ready-made answers that the market has a new version. */
  invalidate(version: number): void;
}

/** Composes doors, health, metrics and web app into one server. Nothing listens before `listen`. */
export function createHttpServer(parts: HttpServerParts): HttpServer {
  const rest = new Rest(parts.router);
  const readiness = new Readiness(parts.ready);
  const bodies = new HotBodies({
    maxBytes: parts.config.HOT_CACHE_MB * 1024 * 1024,
    store: new HotStore(parts.bodyStore ?? null),
    metrics: parts.metrics,
    isDatabaseUp: () => parts.isDatabaseUp(),
    isPublic: () => parts.doorKeeper.mayReadHot(undefined),
  });
  parts.metrics.trackHotBytes(() => bodies.size);
  const targets = new HotTargets(rest, parts.router, (requestId) => parts.readerContext(requestId));
  const trustProxy = parts.config.TRUST_PROXY !== "off";
  const app = createHttpApp(parts, rest, readiness);
  const server = createServer(
    serverOptions,
    hotListener({ bodies, targets, metrics: parts.metrics, trustProxy, doorKeeper: parts.doorKeeper }, app),
  );
  answerConnectionErrors(server);
  const quiet = new QuietConnections(server);
  let closing: Promise<void> | null = null;
  return {
    listen: (port, host) => listen(server, port, host),
    close: () => {
      closing ??= close({ server, quiet, parts, readiness });
      return closing;
    },
    invalidate: (version) => bodies.invalidate(version),
  };
}

const serverOptions = {
  // Node would drop the second Authorization unseen: together they are what they are, malformed, and refused.
  joinDuplicateHeaders: true,
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  // Longer than a proxy keeps its idle connections (nginx: 60 s), so that the proxy closes first.
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 5000,
};

function listen(server: Server, port: number, host: string): Promise<{ port: number }> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve({ port: (server.address() as AddressInfo).port });
    });
  });
}

/** Connections that a stop may cut: Node itself counts one that never sent anything as busy. */
class QuietConnections {
  readonly #sockets = new Set<Socket>();
  readonly #server: Server;

  constructor(server: Server) {
    this.#server = server;
    server.on("connection", (socket) => {
      this.#sockets.add(socket);
      socket.once("close", () => this.#sockets.delete(socket));
    });
  }

  cut(): void {
    this.#server.closeIdleConnections();
    for (const socket of this.#sockets) if (socket.bytesRead === 0) socket.destroy();
  }
}

interface Stoppable {
  readonly server: Server;
  readonly quiet: QuietConnections;
  readonly parts: HttpServerParts;
  readonly readiness: Readiness;
}

async function close({ server, quiet, parts, readiness }: Stoppable): Promise<void> {
  readiness.stop();
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  for (const stream of Object.values(parts.streams)) stream.close();
  quiet.cut();
  const cutting = setInterval(() => quiet.cut(), 50);
  const deadline = setTimeout(() => server.closeAllConnections(), parts.config.SHUTDOWN_SECONDS * 1000);
  await closed;
  clearInterval(cutting);
  clearTimeout(deadline);
}
