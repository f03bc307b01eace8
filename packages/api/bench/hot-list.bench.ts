// Requests a second of the hot list, at both doors, against bare express sending the same bytes from a fixed buffer.
import { hash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { ListingPage, ListListingsInput } from "@cryptodesk/shared/market/listing.contract";
import express from "express";
import { createHttpServer } from "../src/platform/http/create-http-server.ts";
import { createLogger } from "../src/platform/logging/logger.ts";
import { createMetrics } from "../src/platform/metrics/metrics.ts";
import type { ServiceContext } from "../src/platform/service-context.ts";
import { procedure, router } from "../src/platform/trpc/trpc.ts";
import { openDoors } from "../test/support/open-doors.ts";
import { benchListing } from "./listing-page.ts";
import { median, requestsPerSecond, startServerProcess } from "./load.ts";

const ROUNDS = 5;
const SECONDS = 3;
const REST = "/api/v1/cryptocurrencies?limit=100";
const TRPC = `/trpc/market.list?input=${encodeURIComponent('{"limit":100}')}`;
const page = { items: Array.from({ length: 100 }, (_, index) => benchListing(index)), nextCursor: "next" };

async function serveOurs(): Promise<void> {
  const list = procedure
    .meta({
      rest: { method: "GET", path: "/cryptocurrencies", csv: true },
      access: "market:read",
      tag: "Listings",
      summary: "List",
      cli: "market list",
      example: {},
      hot: true,
    })
    .input(ListListingsInput)
    .output(ListingPage)
    .query(() => page);
  const server = createHttpServer({
    config: { TRUST_PROXY: "off", SHUTDOWN_SECONDS: 1, HOT_CACHE_MB: 32, CORS_ORIGINS: [] },
    router: router({ market: router({ list }) }),
    ...openDoors({ clock: () => new Date() } as ServiceContext),
    streams: {},
    ready: [],
    status: async () => ({}),
    isDatabaseUp: () => true,
    webRoot: null,
    logger: createLogger({ level: "info", role: "bench" }),
    metrics: createMetrics(),
    version: "0.0.0",
  });
  const { port } = await server.listen(0, "127.0.0.1");
  console.log(port);
}

function serveBare(): void {
  const bytes = Buffer.from(JSON.stringify(page));
  const etag = `"${hash("sha1", bytes, "base64url")}"`;
  const app = express();
  app.disable("x-powered-by");
  app.get("/api/v1/cryptocurrencies", (request, response) => {
    response.setHeader("ETag", etag);
    if (request.headers["if-none-match"] === etag) {
      response.statusCode = 304;
      response.end();
      return;
    }
    response.setHeader("Content-Type", "application/json");
    response.setHeader("Content-Length", bytes.length);
    response.end(bytes);
  });
  const server = app.listen(0, "127.0.0.1", () => {
    const address = server.address();
    console.log(typeof address === "object" ? address?.port : address);
  });
}

async function compare(): Promise<void> {
  const script = fileURLToPath(import.meta.url);
  const [ours, bare] = await Promise.all([startServerProcess(script, "ours"), startServerProcess(script, "bare")]);
  const etag = async (url: string) => ({ "If-None-Match": (await fetch(url)).headers.get("etag") ?? "" });
  const [oursTag, bareTag] = await Promise.all([etag(`${ours.url}${REST}`), etag(`${bare.url}${REST}`)]);
  const lines = [
    { what: "REST list, 200", url: `${ours.url}${REST}`, headers: {}, reference: "200" },
    { what: "REST list, 304", url: `${ours.url}${REST}`, headers: oursTag, reference: "304" },
    { what: "tRPC list, 200", url: `${ours.url}${TRPC}`, headers: {}, reference: "200" },
  ];
  const rates = new Map<string, number[]>();
  const measure = (name: string, url: string, headers: Record<string, string>) => {
    rates.set(name, [...(rates.get(name) ?? []), requestsPerSecond(url, { seconds: SECONDS, headers })]);
  };
  for (let round = 0; round < ROUNDS; round += 1) {
    measure("200", `${bare.url}${REST}`, {});
    measure("304", `${bare.url}${REST}`, bareTag);
    for (const { what, url, headers } of lines) measure(what, url, headers);
  }
  await Promise.all([ours.stop(), bare.stop()]);
  const kilobytes = (Buffer.byteLength(JSON.stringify(page)) / 1024).toFixed(1);
  console.log(`hot list: ${kilobytes} KB, one core, 50 connections, median of ${ROUNDS} rounds of ${SECONDS} s, req/s`);
  for (const { what, reference } of lines) {
    const [own, other] = [median(rates.get(what) ?? []), median(rates.get(reference) ?? [])];
    console.log(
      `  ${what.padEnd(16)} ${own.toFixed(0).padStart(7)}   bare express ${other.toFixed(0).padStart(7)}   ratio ${(own / other).toFixed(2)}`,
    );
  }
}

const [, , role] = process.argv;
if (role === "ours") await serveOurs();
else if (role === "bare") serveBare();
else await compare();
