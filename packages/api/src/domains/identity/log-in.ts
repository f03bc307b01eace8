import { DomainError, invalidInput } from "@cryptodesk/shared/errors/domain-error";
import type { LoginAnswer, LoginInput } from "@cryptodesk/shared/identity/sign-in.contract";
import { hashToken } from "../../platform/security/random-token.ts";
import type { ServiceContext } from "../../platform/service-context.ts";
import { recordAudit } from "../audit/audit.public.ts";
import { AccountRepository, type AccountRow } from "./account.repository.ts";
import { admit } from "./admit.ts";
import type { AttemptLimit } from "./attempt.repository.ts";
import { acquaintedLimits, countAttempt, strangerLimits } from "./attempt-limits.ts";
import { emailKeyOf } from "./email-key.ts";
import type { IdentityRuntime } from "./identity-runtime.ts";
import { DEVICE_COOKIE } from "./session-cookies.ts";
import { type Candidate, SignInRepository } from "./sign-in.repository.ts";

const ADDRESS_MEMORY_MS = 30 * 86_400_000;
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
  const candidate = await findCandidate(identity, ctx, email);
  const account = candidate?.account;
  const limits = limitsFor(ctx, emailKeyOf(email), candidate);
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
  const current = outdated ? await rehash(identity, account, input.password, now) : account;
  return admit(identity, ctx, {
    account: current,
    kind: input.client,
    device: input.device,
    first: "password",
    limits,
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

function findCandidate({ db }: IdentityRuntime, ctx: ServiceContext, email: string): Promise<Candidate | null> {
  const { ip, cookies } = ctx.caller;
  const device = cookies.get(DEVICE_COOKIE);
  const since = new Date(ctx.clock().getTime() - ADDRESS_MEMORY_MS);
  const deviceHash = device === undefined ? null : hashToken(device);
  return new SignInRepository(db.primary).findCandidate(email, { deviceHash, ip, since });
}

/** How the try is counted: by itself where this device or address is the account's, else for account and address. */
function limitsFor({ caller }: ServiceContext, emailKey: string, candidate: Candidate | null): AttemptLimit[] {
  const device = caller.cookies.get(DEVICE_COOKIE);
  if (candidate?.knowsDevice && device !== undefined) {
    return acquaintedLimits(emailKey, `device:${hashToken(device)}`);
  }
  if (candidate?.knowsAddress) return acquaintedLimits(emailKey, `ip:${caller.ip}`);
  return strangerLimits(emailKey, caller.ip);
}
