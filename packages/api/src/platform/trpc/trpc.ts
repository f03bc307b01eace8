import { DomainError } from "@cryptodesk/shared/errors/domain-error";
import { initTRPC } from "@trpc/server";
import type { z } from "zod";
import { authorise } from "../access/authorise.ts";
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

/** The base of every procedure: domain errors become tRPC errors here, once, and nobody passes who may not. */
export const procedure = t.procedure
  .use(async ({ next }) => translateDomainErrors(await next()))
  .use(({ ctx, meta, path, next }) => {
    // A procedure that does not say whom it is for is for nobody.
    if (!meta) throw new DomainError("FORBIDDEN", `${path} says nothing about access.`);
    authorise(ctx.actor, meta.access, meta.confirmed ?? false, ctx.clock());
    return next();
  });

/**
 * Says what a procedure answers without checking it at run time, for answers that Postgres makes in the contract's shape:
 * checking a page costs as much as reading it. Tests check them instead.
 */
export function trusted<S extends z.ZodType>(schema: S): ((value: unknown) => z.output<S>) & { readonly schema: S } {
  return Object.assign((value: unknown) => value as z.output<S>, { schema });
}
