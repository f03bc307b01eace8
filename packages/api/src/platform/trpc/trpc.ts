import { initTRPC } from "@trpc/server";
import type { z } from "zod";
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

/**
 * Says what a procedure answers without checking it at run time, for answers that Postgres makes in the contract's shape:
 * checking a page costs as much as reading it. Tests check them instead.
 */
export function trusted<S extends z.ZodType>(schema: S): ((value: unknown) => z.output<S>) & { readonly schema: S } {
  return Object.assign((value: unknown) => value as z.output<S>, { schema });
}
