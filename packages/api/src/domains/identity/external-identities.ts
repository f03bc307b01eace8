import { DomainError, notFound } from "@cryptodesk/shared/errors/domain-error";
import type {
  ExternalIdentity,
  ExternalIdentityIdInput,
  ExternalIdentityList,
  OidcLink,
} from "@cryptodesk/shared/identity/external-identity.contract";
import { sessionOf } from "../../platform/access/authorise.ts";
import { asOwner } from "../../platform/database/owned-rows.ts";
import type { ServiceContext } from "../../platform/service-context.ts";
import { AccountRepository } from "./account.repository.ts";
import { beginOidc } from "./begin-oidc.ts";
import { changeCredentials } from "./change-credentials.ts";
import { ExternalIdentityRepository, type ExternalIdentityRow } from "./external-identity.repository.ts";
import type { IdentityRuntime } from "./identity-runtime.ts";
import { NoticeRepository } from "./notice.repository.ts";
import { OneTimeTokenRepository } from "./one-time-token.repository.ts";
import { SessionRepository } from "./session.repository.ts";
import { refuseToLoseLastWay } from "./sign-in-ways.ts";

const SECURITY_PAGE = "/account/security";
const MAX_IDENTITIES = 10;

/**
 * Begins linking a sign-on at the provider with the account.
 * @throws DomainError CONFLICT where there is no provider or no browser, UNAVAILABLE where the provider does not answer
 */
export async function beginOidcLink(identity: IdentityRuntime, ctx: ServiceContext): Promise<OidcLink> {
  const { oidc, db } = identity;
  const { accountId, sessionId } = sessionOf(ctx.actor);
  if (!oidc) throw new DomainError("CONFLICT", "This desk has no single sign-on: OIDC_ISSUER is not set.");
  const own = await asOwner(db.primary, accountId, async (rows) => ({
    session: await new SessionRepository(rows).find(sessionId),
    identities: await new ExternalIdentityRepository(rows).list(accountId),
  }));
  if (own.session?.kind !== "browser") {
    throw new DomainError("CONFLICT", `Linking takes a browser: sign in there and open ${SECURITY_PAGE}.`);
  }
  if (own.identities.length >= MAX_IDENTITIES) {
    throw new DomainError("CONFLICT", `An account is linked with at most ${MAX_IDENTITIES} sign-ons.`);
  }
  const errand = { to: SECURITY_PAGE, linking: { accountId, sessionId } };
  const { url, expiresAt } = await beginOidc(identity, oidc, ctx, errand);
  return { url, expiresAt: expiresAt.toISOString() };
}

/** Sign-ons that open the asking account, oldest first. */
export async function listExternalIdentities(ctx: ServiceContext): Promise<ExternalIdentityList> {
  const { accountId } = sessionOf(ctx.actor);
  const rows = await asOwner(ctx.db.primary, accountId, (db) => new ExternalIdentityRepository(db).list(accountId));
  return { items: rows.map(toExternalIdentity) };
}

export function toExternalIdentity(row: ExternalIdentityRow): ExternalIdentity {
  const { id, issuer, subject, email, created_at, last_used_at } = row;
  return {
    id,
    issuer,
    subject,
    email,
    createdAt: created_at.toISOString(),
    lastUsedAt: last_used_at?.toISOString() ?? null,
  };
}

/**
 * Takes a sign-on off the account, and ends the other sessions that were opened with it.
 * @throws DomainError NOT_FOUND, CONFLICT for the last way to sign in
 */
export async function unlinkExternal(
  identity: IdentityRuntime,
  ctx: ServiceContext,
  { id }: ExternalIdentityIdInput,
): Promise<void> {
  const { accountId, sessionId } = sessionOf(ctx.actor);
  const now = ctx.clock();
  await changeCredentials(identity, ctx, async (db) => {
    await new AccountRepository(db).findForUpdate(accountId);
    const gone = await new ExternalIdentityRepository(db).delete(accountId, id);
    if (!gone) throw notFound("linked sign-on", id);
    await refuseToLoseLastWay(identity, db, accountId);
    const ended = await new SessionRepository(db).revokeAll(accountId, sessionId, "sign-on unlinked", now, "oidc");
    // Nor does a sign-in under way, which waits for a second factor, outlive it.
    await new OneTimeTokenRepository(db).deleteOfAccount(accountId, "secondFactor");
    const detail = `Single sign-on as ${gone.email ?? gone.subject} was unlinked.`;
    const notice = { kind: "externalIdentityChanged", detail, ip: ctx.caller.ip } as const;
    await new NoticeRepository(db).add(accountId, notice, now);
    return {
      audit: {
        action: "identity.unlink",
        target: gone.email ?? gone.subject,
        subjectId: accountId,
        detail: `${gone.issuer}; ${ended} sessions ended`,
      },
      result: undefined,
    };
  });
}
