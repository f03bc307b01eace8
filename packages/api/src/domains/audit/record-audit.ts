import type { Actor } from "../../platform/access/actor.ts";
import type { Db } from "../../platform/database/database.ts";
import type { ServiceContext } from "../../platform/service-context.ts";
import { AuditRepository } from "./audit.repository.ts";

/** What happened; who and from where is taken from the context. */
export interface AuditEvent {
  /** Noun and verb, e.g. `key.create`. */
  action: string;
  outcome?: "done" | "refused";
  /** Words for what it was done to, e.g. an address or a key's name. */
  target?: string | null;
  /** The account it is about: it may read the entry too. */
  subjectId?: string | null;
  detail?: string | null;
  /** Changed fields; never secrets. */
  changes?: Record<string, { before: unknown; after: unknown }> | null;
  /** Who did it, where the context does not know yet: during a sign-in. */
  by?: { id: string | null; email: string };
}

const MAX_USER_AGENT = 300;

/** Writes an entry; give the transaction of the change, so that neither is there without the other. */
export async function recordAudit(
  db: Db,
  ctx: Pick<ServiceContext, "actor" | "caller" | "requestId" | "clock">,
  event: AuditEvent,
): Promise<void> {
  const who = event.by ?? whoIs(ctx.actor);
  await new AuditRepository(db).append(
    {
      action: event.action,
      outcome: event.outcome ?? "done",
      actor: who.email,
      actorId: who.id,
      impersonator: ctx.actor.kind === "session" ? ctx.actor.impersonatedBy : null,
      target: event.target ?? null,
      subjectId: event.subjectId ?? who.id,
      detail: event.detail ?? null,
      ip: ctx.caller.ip,
      userAgent: ctx.caller.userAgent?.slice(0, MAX_USER_AGENT) ?? null,
      requestId: ctx.requestId,
      changes: event.changes ?? null,
    },
    ctx.clock(),
  );
}

function whoIs(actor: Actor): { id: string | null; email: string } {
  if (actor.kind === "session" || actor.kind === "key") return { id: actor.accountId, email: actor.email };
  return { id: null, email: actor.kind === "system" || actor.kind === "shell" ? actor.kind : "anonymous" };
}
