import { DomainError, invalidInput } from "@cryptodesk/shared/errors/domain-error";
import type { LoginAnswer, LoginInput, SecondFactorNeeded } from "@cryptodesk/shared/identity/sign-in.contract";
import { asOwner } from "../../platform/database/owned-rows.ts";
import { hashToken } from "../../platform/security/random-token.ts";
import type { ServiceContext } from "../../platform/service-context.ts";
import { recordAudit } from "../audit/audit.public.ts";
import { AccountRepository, type AccountRow } from "./account.repository.ts";
import type { AttemptLimit } from "./attempt.repository.ts";
import { acquaintedLimits, countAttempt, forgiveAttempt, strangerLimits } from "./attempt-limits.ts";
import { emailKeyOf } from "./email-key.ts";
import type { IdentityRuntime } from "./identity-runtime.ts";
import { KnownDeviceRepository } from "./known-device.repository.ts";
import { OneTimeTokenRepository } from "./one-time-token.repository.ts";
import { openSession } from "./open-session.ts";
import { hasSecondFactor, PasskeyRepository } from "./passkey.repository.ts";
import { RecoveryCodeRepository } from "./recovery-code.repository.ts";
import { SessionRepository } from "./session.repository.ts";
import { DEVICE_COOKIE } from "./session-cookies.ts";

const CHALLENGE_MS = 5 * 60_000;
const ADDRESS_MEMORY_MS = 30 * 86_400_000;
const NOBODY = "00000000-0000-7000-8000-000000000000";
const REFUSAL = "Address and password do not match an account that may sign in.";

/**
 * Signs in with a password. Unknown addresses, disabled accounts and wrong passwords are refused in the same words and
 * after the same work.
 * @returns tokens, or the challenge that a second factor has to answer
 * @throws DomainError UNAUTHENTICATED or TOO_MANY_REQUESTS
 */
export async function logIn(identity: IdentityRuntime, ctx: ServiceContext, input: LoginInput): Promise<LoginAnswer> {
  const email = input.email ?? input.username;
  if (email === undefined) throw invalidInput("/email", "is needed");
  requireOwnSite(ctx, input.client);
  const now = ctx.clock();
  const account = await new AccountRepository(identity.db.primary).findByEmail(email);
  const limits = await limitsFor(identity, ctx, emailKeyOf(email), account);
  await countAttempt(identity.db.primary, limits, now);
  const { matches, outdated } = await identity.passwords.verify(account?.password_hash ?? null, input.password);
  if (!account || !matches || !account.is_active) {
    await recordAudit(identity.db.primary, ctx, {
      action: "session.login",
      outcome: "refused",
      target: email.slice(0, 254),
      subjectId: account?.id ?? null,
      detail: account ? (account.is_active ? "wrong password" : "account disabled") : "no such account",
      by: { id: null, email: "anonymous" },
    });
    throw new DomainError("UNAUTHENTICATED", REFUSAL);
  }
  await forgiveAttempt(identity.db.primary, limits);
  const current = outdated ? await rehash(identity, account, input.password, now) : account;
  const wish = { kind: input.client, device: input.device, first: "password" as const };
  const challenge = await secondFactorFor(identity, current, wish, now);
  if (challenge) return challenge;
  return openSession(identity, ctx, {
    account: current,
    kind: input.client,
    device: input.device,
    factors: ["password"],
  });
}

/** Moves a password on to today's parameters. */
async function rehash(
  identity: IdentityRuntime,
  account: AccountRow,
  password: string,
  now: Date,
): Promise<AccountRow> {
  const passwordHash = await identity.passwords.hash(password);
  await new AccountRepository(identity.db.primary).update(account.id, { password_hash: passwordHash }, now);
  return { ...account, password_hash: passwordHash };
}

/** Another site must not be able to sign somebody in as somebody else. */
export function requireOwnSite({ caller }: ServiceContext, client: LoginInput["client"]): void {
  if (client === "browser" && !caller.sameSite) {
    throw new DomainError("FORBIDDEN", "A browser signs in from the desk's own pages only.");
  }
}

/** How the try is counted: by itself where this device or address is the account's, else for account and address. */
async function limitsFor(
  identity: IdentityRuntime,
  ctx: ServiceContext,
  emailKey: string,
  account: AccountRow | null,
): Promise<AttemptLimit[]> {
  const { ip, cookies } = ctx.caller;
  // The same work for an account that does not exist.
  const accountId = account?.id ?? NOBODY;
  const device = cookies.get(DEVICE_COOKIE);
  return asOwner(identity.db.primary, accountId, async (db) => {
    if (device !== undefined && (await new KnownDeviceRepository(db).knows(accountId, hashToken(device)))) {
      return acquaintedLimits(emailKey, `device:${hashToken(device)}`);
    }
    const since = new Date(ctx.clock().getTime() - ADDRESS_MEMORY_MS);
    if (ip !== null && (await new SessionRepository(db).knowsAddress(accountId, ip, since))) {
      return acquaintedLimits(emailKey, `ip:${ip}`);
    }
    return strangerLimits(emailKey, ip);
  });
}

/** What was proven before a second factor is asked for. */
export type FirstFactor = "password" | "oidc";

/** The challenge of an account that has a second factor; null where there is none. */
export async function secondFactorFor(
  identity: IdentityRuntime,
  account: AccountRow,
  wish: { kind: "browser" | "token"; device: string | undefined; first: FirstFactor },
  now: Date,
): Promise<SecondFactorNeeded | null> {
  const { passkeys, codes } = await asOwner(identity.db.primary, account.id, async (db) => ({
    passkeys: await new PasskeyRepository(db).count(account.id),
    codes: await new RecoveryCodeRepository(db).countUnused(account.id),
  }));
  if (!hasSecondFactor(account, passkeys)) return null;
  const expiresAt = new Date(now.getTime() + CHALLENGE_MS);
  const challenge = await new OneTimeTokenRepository(identity.db.primary).issue("secondFactor", account.id, expiresAt, {
    payload: { kind: wish.kind, device: wish.device ?? null, first: wish.first, proven: provenBy(account) },
  });
  return {
    signedIn: false,
    challenge,
    methods: [
      ...(account.totp_confirmed_at ? (["totp"] as const) : []),
      ...(passkeys > 0 ? (["passkey"] as const) : []),
      ...(codes > 0 ? (["recoveryCode"] as const) : []),
    ],
    expiresAt: expiresAt.toISOString(),
  };
}

/** Stands for the password that was proven: a challenge does not outlive it. */
export function provenBy({ password_hash }: AccountRow): string {
  return hashToken(password_hash ?? "");
}
