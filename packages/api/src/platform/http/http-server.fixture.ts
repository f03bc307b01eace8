import { DomainError, notFound, unavailable } from "@cryptodesk/shared/errors/domain-error";
import { z } from "zod";
import { openDoors } from "../../../test/support/open-doors.ts";
import { preparedBytes } from "../answers/prepared-bytes.ts";
import { createLogger } from "../logging/logger.ts";
import { createMetrics } from "../metrics/metrics.ts";
import type { ServiceContext } from "../service-context.ts";
import { procedure, router, trusted } from "../trpc/trpc.ts";
import { createHttpServer, type HttpServer } from "./create-http-server.ts";
import type { HttpServerParts } from "./http-parts.ts";

const Row = z.object({ id: z.string(), name: z.string(), price: z.string().nullable(), tags: z.array(z.string()) });
const Page = z.object({ items: z.array(Row), nextCursor: z.string().nullable() });
export type Row = z.infer<typeof Row>;

/** What the made-up procedures answer, and how often they were asked. */
export interface Shelf {
  rows: Row[];
  calls: number;
  inputs: unknown[];
  failWith: Error | null;
  gate: Promise<void> | null;
  /** What a thread would have made. */
  bytesOf(id: string): Uint8Array;
}

export function createShelf(): Shelf {
  const rows = [
    { id: "bitcoin", name: "Bitcoin", price: "64250.12", tags: ["layer-1", "pow"] },
    { id: "1move token", name: '=HYPERLINK("x"), "quoted"', price: "-5", tags: [] },
    { id: "-5", name: "Ünï €", price: null, tags: ["@a"] },
  ];
  return { rows, calls: 0, inputs: [], failWith: null, gate: null, bytesOf };
}

const bytesOf = (id: string) => new TextEncoder().encode(`{ "id": ${JSON.stringify(id)}, "grams": 7 }`);

const ListInput = z.strictObject({
  limit: z.int().min(1).max(250).default(50),
  minPrice: z.number().optional(),
  simulated: z.boolean().optional(),
  ids: z.array(z.string().min(1)).max(5).optional(),
  fields: z.array(z.enum(["id", "name", "price", "tags"])).optional(),
  sort: z.enum(["price", "name"]).default("price"),
});

/** A small router with every kind of procedure, over rows held in memory. */
export function createShelfRouter(shelf: Shelf) {
  const meta = { access: "market:read", tag: "Things", summary: "Made up", example: {} } as const;
  const answer = async <T>(input: unknown, make: () => T): Promise<T> => {
    shelf.calls += 1;
    shelf.inputs.push(input);
    await shelf.gate;
    if (shelf.failWith) throw shelf.failWith;
    return make();
  };
  return router({
    things: router({
      list: procedure
        .meta({ ...meta, rest: { method: "GET", path: "/things", csv: true }, cli: "things list", hot: true })
        .input(ListInput)
        .output(Page)
        .query(({ input }) =>
          answer(input, () => ({
            items: shelf.rows.slice(0, input.limit),
            nextCursor: shelf.rows.length > input.limit ? "after/2" : null,
          })),
        ),
      schedule: procedure
        .meta({ ...meta, rest: { method: "GET", path: "/things/schedule" }, cli: "things schedule" })
        .input(z.strictObject({}))
        .output(z.object({ fixed: z.boolean() }))
        .query(({ input }) => answer(input, () => ({ fixed: true }))),
      get: procedure
        .meta({ ...meta, rest: { method: "GET", path: "/things/{id}" }, cli: "things show", hot: true })
        .input(z.strictObject({ id: z.string().max(40) }))
        .output(Row)
        .query(({ input }) =>
          answer(input, () => {
            const row = shelf.rows.find(({ id }) => id === input.id);
            if (!row) throw notFound("thing", input.id);
            return row;
          }),
        ),
      count: procedure
        .meta({ ...meta, rest: { method: "GET", path: "/things/{id}/count/{number}" }, cli: "things count" })
        .input(z.strictObject({ id: z.string(), number: z.int() }))
        .query(({ input }) => answer(input, () => input)),
      refresh: procedure
        .meta({ ...meta, rest: { method: "POST", path: "/things/refresh", status: 202 }, cli: "things refresh" })
        .input(z.strictObject({ coins: z.int().min(1).default(250) }))
        .output(z.object({ statusUrl: z.string(), coins: z.int() }))
        .mutation(({ input }) => answer(input, () => ({ statusUrl: "/api/v1/jobs/7", coins: input.coins }))),
      rename: procedure
        .meta({ ...meta, rest: { method: "POST", path: "/things/{id}" }, cli: "things rename" })
        .input(z.strictObject({ id: z.string(), name: z.string().min(1).optional() }))
        .output(z.object({ id: z.string(), name: z.string() }))
        .mutation(({ input }) => answer(input, () => ({ id: input.id, name: input.name ?? "" }))),
      remove: procedure
        .meta({ ...meta, rest: { method: "DELETE", path: "/things/{id}", status: 204 }, cli: "things remove" })
        .input(z.strictObject({ id: z.string() }))
        .mutation(({ input }) => answer(input, () => undefined)),
      weigh: procedure
        .meta({ ...meta, rest: { method: "POST", path: "/things/weigh" }, cli: "things weigh", prepared: true })
        .input(z.strictObject({ id: z.string() }))
        .output(trusted(z.object({ id: z.string(), grams: z.number() })))
        .mutation(({ input }) =>
          answer(input, () => preparedBytes<{ id: string; grams: number }>(["id", "grams"], shelf.bytesOf(input.id))),
        ),
      busy: procedure
        .meta({ ...meta, rest: { method: "GET", path: "/busy" }, cli: "things busy" })
        .input(z.strictObject({}))
        .query((): never => {
          throw new DomainError("TOO_MANY_REQUESTS", "Slow down.", { retryAfterSeconds: 7.2 });
        }),
      down: procedure
        .meta({ ...meta, rest: { method: "GET", path: "/down" }, cli: "things down" })
        .input(z.strictObject({}))
        .query((): never => {
          throw unavailable("The database is away.", 2);
        }),
      broken: procedure
        .meta({ ...meta, rest: { method: "GET", path: "/broken" }, cli: "things broken" })
        .input(z.strictObject({}))
        .query((): never => {
          throw new Error("secret path /etc/shadow");
        }),
    }),
  });
}

export interface RunningServer {
  readonly url: string;
  readonly server: HttpServer;
  readonly shelf: Shelf;
  stop(): Promise<void>;
}

/** A server on a free port over made-up procedures. */
export async function startServer(parts: Partial<HttpServerParts> = {}, shelf = createShelf()): Promise<RunningServer> {
  const server = createHttpServer({
    config: { TRUST_PROXY: "off", SHUTDOWN_SECONDS: 2, HOT_CACHE_MB: 4, CORS_ORIGINS: [] },
    router: createShelfRouter(shelf),
    ...openDoors({ clock: () => new Date() } as ServiceContext),
    streams: {},
    ready: [],
    status: async () => ({ version: "0.0.0" }),
    isDatabaseUp: () => true,
    webRoot: null,
    logger: createLogger({ level: "silent", role: "test" }),
    metrics: createMetrics(),
    version: "0.0.0",
    ...parts,
  });
  const { port } = await server.listen(0, "127.0.0.1");
  return { url: `http://127.0.0.1:${port}`, server, shelf, stop: () => server.close() };
}
