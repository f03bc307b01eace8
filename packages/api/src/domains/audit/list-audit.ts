import type {
  AuditEntry,
  AuditPage,
  ListAuditInput,
  ListOwnAuditInput,
} from "@cryptodesk/shared/identity/audit.contract";
import { accountIdOf } from "../../platform/access/authorise.ts";
import { decodeTimeCursor, encodeTimeCursor, pageOf } from "../../platform/paging/time-cursor.ts";
import type { ServiceContext } from "../../platform/service-context.ts";
import { AuditRepository, type AuditRow } from "./audit.repository.ts";

/** Every account's entries, newest first. */
export async function listAudit(ctx: ServiceContext, input: ListAuditInput): Promise<AuditPage> {
  const rows = await new AuditRepository(ctx.db.primary).list({
    accountId: input.userId,
    action: input.action,
    outcome: input.outcome,
    search: input.search,
    from: input.from === undefined ? undefined : new Date(input.from),
    to: input.to === undefined ? undefined : new Date(input.to),
    before: timeOf(input.cursor),
    limit: input.limit + 1,
  });
  return toPage(rows, input.limit);
}

/** What the asking account did and what was done to it, newest first. */
export async function listOwnAudit(ctx: ServiceContext, input: ListOwnAuditInput): Promise<AuditPage> {
  const rows = await new AuditRepository(ctx.db.primary).list({
    accountId: accountIdOf(ctx.actor),
    action: input.action,
    before: timeOf(input.cursor),
    limit: input.limit + 1,
  });
  return toPage(rows, input.limit);
}

function timeOf(cursor: string | undefined) {
  return decodeTimeCursor(cursor);
}

function toPage(rows: AuditRow[], limit: number): AuditPage {
  return pageOf(rows.map(toEntry), limit, ({ at, id }) => encodeTimeCursor(at, id));
}

/** Row to contract. */
export function toEntry(row: AuditRow): AuditEntry {
  return {
    id: row.id,
    at: row.at.toISOString(),
    action: row.action,
    outcome: row.outcome,
    actor: row.actor,
    actorId: row.actor_id,
    impersonatedBy: row.impersonator,
    target: row.target,
    detail: row.detail,
    ip: row.ip,
    userAgent: row.user_agent,
    requestId: row.request_id,
    changes: row.changes,
  };
}
