import { initTRPC } from "@trpc/server";
import type { ServiceContext } from "../service-context.ts";
import { formatTrpcError, translateDomainErrors } from "./errors.ts";
import type { ProcedureMeta } from "./procedure-meta.ts";

const t = initTRPC
  .context<ServiceContext>()
  .meta<ProcedureMeta>()
  .create({
    errorFormatter: formatTrpcError,
    isDev: false,
    sse: { ping: { enabled: true, intervalMs: 15_000 }, client: { reconnectAfterInactivityMs: 45_000 } },
  });

export const router = t.router;

/** The base of every procedure: domain errors become tRPC errors here, once. */
export const procedure = t.procedure.use(async ({ next }) => translateDomainErrors(await next()));
