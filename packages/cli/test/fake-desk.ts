import type { Problem } from "@cryptodesk/shared/errors/problem.contract";
import { GetRunInput, ListRunsInput, RequestRepairInput, RequestSyncInput } from "@cryptodesk/shared/jobs/job.contract";
import { GetCandlesInput, GetHistoryInput, ListGapsInput } from "@cryptodesk/shared/market/candle.contract";
import { CompareInput } from "@cryptodesk/shared/market/comparison.contract";
import { ListCoverageInput } from "@cryptodesk/shared/market/coverage.contract";
import { GetListingInput, ListListingsInput } from "@cryptodesk/shared/market/listing.contract";
import { ListingFilter } from "@cryptodesk/shared/market/listing-filter.contract";
import { GetTopInput } from "@cryptodesk/shared/market/overview.contract";
import {
  ListQuarantineInput,
  ListSetAsideInput,
  ResolveQuarantineInput,
} from "@cryptodesk/shared/market/provider.contract";
import { GetReportInput, ListReportsInput } from "@cryptodesk/shared/market/report.contract";
import { GetSimilarInput } from "@cryptodesk/shared/market/similar.contract";
import { type StreamEvent, WatchInput } from "@cryptodesk/shared/market/stream.contract";
import { initTRPC, TRPCError, tracked } from "@trpc/server";
import { createHTTPServer } from "@trpc/server/adapters/standalone";
import { z } from "zod";
import * as canned from "./canned-answers.ts";
import { accountProcedures, type FakeProcedure } from "./fake-accounts.ts";
import { portfolioProcedures } from "./fake-portfolio.ts";
import { strategyProcedures } from "./fake-strategies.ts";

/** A refusal that the fake desk answers with. */
class Refusal extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail);
    this.problem = problem;
  }
}

export function refusal(status: number, detail: string, errors?: Problem["errors"], type = "about:blank"): TRPCError {
  const problem = {
    type,
    title: `Title ${status}`,
    status,
    detail,
    instance: "/trpc",
    requestId: "req-7",
  };
  return new TRPCError({ code: "BAD_REQUEST", cause: new Refusal({ ...problem, ...(errors && { errors }) }) });
}

const t = initTRPC.context<{ token: string | null }>().create({
  errorFormatter: ({ shape, error }) => ({
    ...shape,
    data: { ...shape.data, ...(error.cause instanceof Refusal && { problem: error.cause.problem }) },
  }),
});

export interface Call {
  path: string;
  input: unknown;
}

export type Answer = (input: never, token: string | null) => unknown;

export interface FakeDesk {
  url: string;
  calls: Call[];
  /** What each call came with as proof of who asks. */
  tokens: (string | null)[];
  /** Answers by procedure path; what is not named here is canned. An answer may throw a `refusal`. */
  answers: Record<string, Answer>;
  /** Streams, one for each connection; the last one repeats. */
  streams: StreamEvent[][];
  /** Every request is sent on to this address. */
  redirectTo: string | null;
  /** The cookie that each request brought. */
  cookies: (string | null)[];
  close: () => Promise<void>;
}

/** A server that speaks the desk's protocol with the contract's own inputs, and remembers what it was asked. */
export async function startFakeDesk(): Promise<FakeDesk> {
  const calls: Call[] = [];
  const tokens: (string | null)[] = [];
  const answers: Record<string, Answer> = {};
  const streams: StreamEvent[][] = [[]];
  const desk: FakeDesk = {
    url: "",
    calls,
    tokens,
    answers,
    streams,
    redirectTo: null,
    cookies: [],
    close: async () => {},
  };
  const asked = (path: string, schema: z.ZodType, fallback: (input: unknown) => unknown) =>
    t.procedure.input(schema).query(({ ctx, input }) => answerTo({ path, input }, ctx.token, fallback));
  const ordered = (path: string, schema: z.ZodType, fallback: (input: unknown) => unknown) =>
    t.procedure.input(schema).mutation(({ ctx, input }) => answerTo({ path, input }, ctx.token, fallback));
  const answerTo = (call: Call, token: string | null, fallback: (input: unknown) => unknown): unknown => {
    calls.push(call);
    tokens.push(token);
    const answer = answers[call.path];
    return answer ? answer(call.input as never, token) : fallback(call.input);
  };
  const routerOf = (name: string, procedures: Record<string, FakeProcedure>) => {
    const entries = Object.entries(procedures).map(([verb, [kind, input, fallback]]) => [
      verb,
      (kind === "query" ? asked : ordered)(`${name}.${verb}`, input, fallback),
    ]);
    return t.router(Object.fromEntries(entries));
  };
  const page = (items: unknown[]) => () => ({ items, nextCursor: null });
  const ticket = (name: string) => () => ({
    jobId: canned.JOB_ID,
    name,
    state: "queued",
    joined: false,
    statusUrl: "/",
  });
  const nothing = z.strictObject({});
  const market = t.router({
    list: asked("market.list", ListListingsInput, page([canned.bitcoin])),
    count: asked("market.count", ListingFilter, () => canned.counted),
    get: asked("market.get", GetListingInput, () => canned.detail),
    history: asked("market.history", GetHistoryInput, () => canned.history),
    candles: asked("market.candles", GetCandlesInput, () => canned.candles),
    gaps: asked("market.gaps", ListGapsInput, () => canned.gapMap),
    coverage: asked("market.coverage", ListCoverageInput, () => canned.coverage),
    top: asked("market.top", GetTopInput, (input) => ({
      category: GetTopInput.parse(input).category,
      window: "24h",
      minVolume24hUsd: "1000000",
      items: [{ listing: canned.bitcoin, metric: 2.5 }],
    })),
    rates: asked("market.rates", nothing, () => canned.rates),
    overview: asked("market.overview", nothing, () => canned.overview),
    compare: asked("market.compare", CompareInput, () => canned.comparison),
    similar: asked("market.similar", GetSimilarInput, () => canned.similar),
    providers: asked("market.providers", nothing, page([canned.provider])),
    quarantine: asked("market.quarantine", ListQuarantineInput, page([canned.entry])),
    setAside: asked("market.setAside", ListSetAsideInput, () => ({
      items: [canned.setAsideRow],
      counts: [],
      nextCursor: null,
    })),
    reports: asked("market.reports", ListReportsInput, page([canned.report])),
    report: asked("market.report", GetReportInput, () => canned.report),
    sync: ordered("market.sync", RequestSyncInput, ticket("refresh-listings")),
    repair: ordered("market.repair", RequestRepairInput, ticket("repair-history")),
    resolveQuarantine: ordered("market.resolveQuarantine", ResolveQuarantineInput, () => ({
      ...canned.entry,
      state: "accepted",
    })),
    watch: t.procedure.input(WatchInput).subscription(async function* ({ ctx, input }) {
      calls.push({ path: "market.watch", input });
      tokens.push(ctx.token);
      const events = (streams.length > 1 ? streams.shift() : streams[0]) ?? [];
      for (const event of events) yield tracked("version" in event ? event.version : "0", event);
    }),
  });
  const jobs = t.router({
    runs: asked("jobs.runs", ListRunsInput, page([canned.jobRun])),
    schedules: asked("jobs.schedules", nothing, page([])),
    get: asked("jobs.get", GetRunInput, () => canned.jobRun),
    cancel: ordered("jobs.cancel", GetRunInput, () => ({ ...canned.jobRun, state: "cancelled" })),
  });
  const system = t.router({ status: asked("system.status", nothing, () => canned.status) });
  const people = Object.fromEntries(
    Object.entries({ ...accountProcedures, ...portfolioProcedures, ...strategyProcedures }).map(
      ([name, procedures]) => [name, routerOf(name, procedures)],
    ),
  );
  const server = createHTTPServer({
    router: t.router({ market, jobs, system, ...people }),
    basePath: "/trpc/",
    middleware: (req, res, next) => {
      desk.cookies.push(req.headers.cookie ?? null);
      if (req.url?.includes("auth.login")) {
        res.appendHeader("set-cookie", "cryptodesk-device=machine-1; HttpOnly; Path=/");
        res.appendHeader("set-cookie", "cryptodesk-other=no; Path=/");
      }
      if (desk.redirectTo === null) return next();
      // The same method and body once more: what a client that follows would hand over.
      res.writeHead(307, { location: `${desk.redirectTo}${req.url}`, "content-type": "application/json" }).end("{}");
    },
    createContext: ({ req }) => ({ token: req.headers.authorization?.replace(/^Bearer /, "") ?? null }),
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  desk.url = `http://127.0.0.1:${port}`;
  desk.close = close;
  return desk;
}
