import { notFound } from "@cryptodesk/shared/errors/domain-error";
import type { Me } from "@cryptodesk/shared/identity/account.contract";
import type { SessionActor } from "../../platform/access/actor.ts";
import { accountIdOf } from "../../platform/access/authorise.ts";
import { asOwner } from "../../platform/database/owned-rows.ts";
import type { ServiceContext } from "../../platform/service-context.ts";
import type { AccountRow } from "./account.repository.ts";
import type { IdentityRuntime } from "./identity-runtime.ts";
import { type Standing, StandingRepository } from "./standing.repository.ts";

/** The account that asks. */
export async function getMe({ db }: IdentityRuntime, ctx: ServiceContext): Promise<Me> {
  const accountId = accountIdOf(ctx.actor);
  const standing = await asOwner(db.primary, accountId, (own) => new StandingRepository(own).find(accountId));
  if (!standing) throw notFound("account", accountId);
  return describeMe(standing, ctx.actor);
}

/** @param actor who the account acts as; null where that no longer holds */
export function describeMe(standing: Standing, actor: ServiceContext["actor"] | null): Me {
  const { account } = standing;
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
    secondFactors: secondFactorsOf(account, standing.passkeys),
    secondFactorRequired: session?.lacksSecondFactor ?? false,
    hasPassword: account.password_hash !== null,
    impersonatedBy: session?.impersonatedBy ?? null,
    unreadNotices: standing.unreadNotices,
  };
}

export function secondFactorsOf(account: AccountRow, passkeys: number): ("totp" | "passkey")[] {
  return [...(account.totp_confirmed_at ? (["totp"] as const) : []), ...(passkeys > 0 ? (["passkey"] as const) : [])];
}
