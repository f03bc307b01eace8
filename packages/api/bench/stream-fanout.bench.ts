// Live prices to many clients: delay, loss and memory, against bare express broadcasting the same bytes.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import express, { type Response } from "express";
import { createMarketRouter } from "../src/domains/market/market.router.ts";
import type { MarketRuntime } from "../src/domains/market/market-runtime.ts";
import { MarketStreamDoor } from "../src/domains/market/market-stream.http.ts";
import { MarketTicks } from "../src/domains/market/market-ticks.ts";
import { createHttpServer } from "../src/platform/http/create-http-server.ts";
import { createLogger } from "../src/platform/logging/logger.ts";
import { createMetrics } from "../src/platform/metrics/metrics.ts";
import type { ServiceContext } from "../src/platform/service-context.ts";
import { router } from "../src/platform/trpc/trpc.ts";
import { openDoors } from "../test/support/open-doors.ts";
import { benchListing } from "./listing-page.ts";
import { median, pinned } from "./load.ts";
import type { ClientsReport } from "./stream-clients.ts";

const SIZES = (process.env.STREAM_CLIENTS ?? "1000,5000").split(",").map(Number);
const ROUNDS = 3;
const SECONDS = 8;
const CHANGES_A_SECOND = 50;
const PATH = "/api/v1/market/stream";
const coins = Array.from({ length: CHANGES_A_SECOND }, (_, index) => benchListing(index));

/** Publishes one change every 20 ms, each coin in turn. */
function startMarket(ticks: MarketTicks): void {
  let version = 0;
  ticks.seed(0);
  setInterval(() => {
    const coin = coins[version % coins.length];
    if (!coin) return;
    version += 1;
    const at = new Date();
    ticks.publish({ version, at, changes: [{ ...coin, priceUsd: String(version), asOf: at.toISOString() }] });
  }, 1000 / CHANGES_A_SECOND);
}

async function serveOurs(ticks: MarketTicks): Promise<number> {
  const clock = () => new Date();
  const simulated = () => true;
  const server = createHttpServer({
    config: { TRUST_PROXY: "off", SHUTDOWN_SECONDS: 1, HOT_CACHE_MB: 32, CORS_ORIGINS: [] },
    router: router({ market: createMarketRouter({ ticks, simulated } as MarketRuntime) }),
    ...openDoors({ clock } as ServiceContext),
    streams: { "market.watch": new MarketStreamDoor({ ticks, simulated, clock, maxPendingBytes: 1024 * 1024 }) },
    ready: [],
    status: async () => ({}),
    isDatabaseUp: () => true,
    webRoot: null,
    logger: createLogger({ level: "warn", role: "bench" }),
    metrics: createMetrics(),
    version: "0.0.0",
  });
  return (await server.listen(0, "127.0.0.1")).port;
}

async function serveBare(ticks: MarketTicks): Promise<number> {
  const clients = new Set<Response>();
  const app = express();
  app.get(PATH, (_request, response) => {
    response.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-cache" });
    response.write("event: hello\ndata: {}\n\n");
    clients.add(response);
    response.on("close", () => clients.delete(response));
  });
  ticks.enter({
    onTick: ({ version, at, changes }) => {
      const data = JSON.stringify({ type: "tick", version: String(version), at: at.toISOString(), changes });
      const frame = Buffer.from(`id: ${version}\nevent: tick\ndata: ${data}\n\n`);
      for (const client of clients) client.write(frame);
    },
    onEnd: () => undefined,
  });
  const server = app.listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

async function serve(kind: string): Promise<void> {
  const ticks = new MarketTicks({ maxStreams: 100_000 });
  const port = kind === "ours" ? await serveOurs(ticks) : await serveBare(ticks);
  startMarket(ticks);
  process.on("message", () => {
    globalThis.gc?.();
    const { user, system } = process.cpuUsage();
    process.send?.({ rss: process.memoryUsage().rss, cpuUs: user + system });
  });
  process.send?.({ port });
}

function fork(core: number, script: string, args: string[]): ChildProcess {
  const command = [...pinned(core), process.execPath, ...process.execArgv, "--expose-gc", script, ...args];
  return spawn(command[0] ?? "", command.slice(1), { stdio: ["ignore", "inherit", "inherit", "ipc"] });
}

async function ask<T>(child: ChildProcess, message: string): Promise<T> {
  const answered = once(child, "message");
  child.send(message);
  return (await answered)[0] as T;
}

interface Usage {
  rss: number;
  cpuUs: number;
}

interface Round extends ClientsReport {
  /** Processor time of the server for each frame that reached a client, microseconds. */
  cpuPerFrame: number;
  bytesPerClient: number;
}

async function measure(kind: string, size: number): Promise<Round> {
  const server = fork(0, fileURLToPath(import.meta.url), [kind]);
  const [{ port }] = (await once(server, "message")) as [{ port: number }];
  await wait(1000);
  const before = await ask<Usage>(server, "usage");
  const script = fileURLToPath(new URL("./stream-clients.ts", import.meta.url));
  const clients = fork(1, script, [String(port), PATH, String(size)]);
  await once(clients, "message");
  await wait(1000);
  const begun = await ask<Usage>(server, "usage");
  clients.send("begin");
  await wait(SECONDS * 1000);
  const after = await ask<Usage>(server, "usage");
  const report = await ask<ClientsReport>(clients, "report");
  for (const child of [clients, server]) {
    child.kill("SIGKILL");
    await once(child, "exit");
  }
  return {
    ...report,
    bytesPerClient: (after.rss - before.rss) / size,
    cpuPerFrame: (after.cpuUs - begun.cpuUs) / report.ticks,
  };
}

async function compare(): Promise<void> {
  console.log(
    `stream fan-out: ${CHANGES_A_SECOND} changes a second, ${SECONDS} s, median of ${ROUNDS} alternating rounds`,
  );
  for (const size of SIZES) {
    const rounds: Record<string, Round[]> = { ours: [], bare: [] };
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const kind of ["ours", "bare"]) rounds[kind]?.push(await measure(kind, size));
    }
    const of = (kind: string, field: keyof Round) => median((rounds[kind] ?? []).map((round) => round[field]));
    for (const kind of ["ours", "bare"]) {
      console.log(
        `  ${String(size).padStart(5)} clients, ${kind.padEnd(5)} ticks ${of(kind, "ticks")}, missed ${of(kind, "missed")}, ` +
          `delay p50 ${of(kind, "p50")} p99 ${of(kind, "p99")} max ${of(kind, "max")} ms, ` +
          `with the wait for the tick p99 ${of(kind, "fromChangeP99")} ms, ${(of(kind, "bytesPerClient") / 1024).toFixed(1)} KB a client, ` +
          `${of(kind, "cpuPerFrame").toFixed(1)} µs of processor a frame`,
      );
    }
    console.log(
      `  ${String(size).padStart(5)} clients, p99 ratio ${(of("ours", "p99") / of("bare", "p99")).toFixed(2)}`,
    );
  }
}

const [, , role] = process.argv;
if (role) await serve(role);
else await compare();
