import { notFound } from "@cryptodesk/shared/errors/domain-error";
import type { Me } from "@cryptodesk/shared/identity/account.contract";
import type { SessionActor } from "../../platform/access/actor.ts";
import { accountIdOf } from "../../platform/access/authorise.ts";
import { asOwner } from "../../platform/database/owned-rows.ts";
import type { ServiceContext } from "../../platform/service-context.ts";
import { AccountRepository, type AccountRow } from "./account.repository.ts";
import type { IdentityRuntime } from "./identity-runtime.ts";
import { NoticeRepository } from "./notice.repository.ts";
import { PasskeyRepository } from "./passkey.repository.ts";

/** The account that asks. */
export async function getMe(identity: IdentityRuntime, ctx: ServiceContext): Promise<Me> {
  const accountId = accountIdOf(ctx.actor);
  const account = await new AccountRepository(identity.db.primary).find(accountId);
  if (!account) throw notFound("account", accountId);
  return describe(identity, account, ctx.actor);
}

/** The account of a session that was opened or refreshed just now. */
export async function describeMe(identity: IdentityRuntime, account: AccountRow, sessionId: string): Promise<Me> {
  const actor = await identity.actors.describeSession(sessionId);
  return describe(identity, account, actor);
}

async function describe(
  { db }: IdentityRuntime,
  account: AccountRow,
  actor: ServiceContext["actor"] | null,
): Promise<Me> {
  const owned = await asOwner(db.primary, account.id, async (own) => ({
    passkeys: await new PasskeyRepository(own).count(account.id),
    unread: await new NoticeRepository(own).countUnread(account.id),
  }));
  const session: SessionActor | null = actor?.kind === "session" ? actor : null;
  const permissions = actor?.kind === "session" || actor?.kind === "key" ? [...actor.permissions] : [];
  return {
    id: account.id,
    email: account.email,
    name: account.name,
    role: account.role,
    permissions,
    emailVerified: account.email_verified_at !== null,
    createdAt: account.created_at.toISOString(),
    via: actor?.kind === "key" ? "apiKey" : "session",
    sessionId: session?.sessionId ?? null,
    confirmedUntil: session?.confirmedUntil?.toISOString() ?? null,
    secondFactors: secondFactorsOf(account, owned.passkeys),
    secondFactorRequired: session?.lacksSecondFactor ?? false,
    hasPassword: account.password_hash !== null,
    impersonatedBy: session?.impersonatedBy ?? null,
    unreadNotices: owned.unread,
  };
}

export function secondFactorsOf(account: AccountRow, passkeys: number): ("totp" | "passkey")[] {
  return [...(account.totp_confirmed_at ? (["totp"] as const) : []), ...(passkeys > 0 ? (["passkey"] as const) : [])];
}
