import { notFound } from "@cryptodesk/shared/errors/domain-error";
import type { RevokedCount, Session, SessionIdInput, SessionList } from "@cryptodesk/shared/identity/session.contract";
import { sessionOf } from "../../platform/access/authorise.ts";
import { asOwner } from "../../platform/database/owned-rows.ts";
import type { ServiceContext } from "../../platform/service-context.ts";
import { isPrivateAddress } from "./address-place.ts";
import { changeCredentials } from "./change-credentials.ts";
import type { IdentityRuntime } from "./identity-runtime.ts";
import { SessionRepository, type SessionRow } from "./session.repository.ts";

/** Where the asking account is signed in. */
export async function listSessions(ctx: ServiceContext): Promise<SessionList> {
  const { accountId, sessionId } = sessionOf(ctx.actor);
  const rows = await asOwner(ctx.db.primary, accountId, (db) =>
    new SessionRepository(db).listLive(accountId, ctx.clock()),
  );
  return { items: rows.map((row) => toSession(row, sessionId)), nextCursor: null };
}

/** @throws DomainError NOT_FOUND, also for another account's session */
export async function revokeSession(
  identity: IdentityRuntime,
  ctx: ServiceContext,
  { id }: SessionIdInput,
): Promise<void> {
  const { accountId } = sessionOf(ctx.actor);
  await changeCredentials(identity, ctx, async (db) => {
    const revoked = await new SessionRepository(db).revoke(accountId, id, "ended by its owner", ctx.clock());
    if (!revoked) throw notFound("session", id);
    return { audit: { action: "session.revoke", target: id }, result: undefined };
  });
}

/** Ends every session of the asking account but the one that asks. */
export async function revokeOtherSessions(identity: IdentityRuntime, ctx: ServiceContext): Promise<RevokedCount> {
  const { accountId, sessionId } = sessionOf(ctx.actor);
  return changeCredentials(identity, ctx, async (db) => {
    const revoked = await new SessionRepository(db).revokeAll(accountId, sessionId, "ended by its owner", ctx.clock());
    return { audit: { action: "session.revokeOthers", detail: `${revoked} sessions` }, result: { revoked } };
  });
}

/** Row to contract. */
export function toSession(row: SessionRow & { impersonator: string | null }, current: string | null): Session {
  return {
    id: row.id,
    device: row.device,
    kind: row.kind,
    ip: row.ip,
    place: row.ip !== null && isPrivateAddress(row.ip) ? "this network" : null,
    createdAt: row.created_at.toISOString(),
    lastUsedAt: row.last_used_at.toISOString(),
    expiresAt: new Date(Math.min(row.idle_expires_at.getTime(), row.expires_at.getTime())).toISOString(),
    factors: row.factors,
    current: row.id === current,
    impersonatedBy: row.impersonator,
  };
}
