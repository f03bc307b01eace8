import { DisplayName, Email } from "@cryptodesk/shared/identity/account.contract";
import type { SecondFactorNeeded } from "@cryptodesk/shared/identity/sign-in.contract";
import { v7 as uuidv7 } from "uuid";
import { asOwner } from "../../platform/database/owned-rows.ts";
import type { ServiceContext } from "../../platform/service-context.ts";
import { recordAudit } from "../audit/audit.public.ts";
import { AccountRepository, type AccountRow } from "./account.repository.ts";
import { admit } from "./admit.ts";
import { countAttempt, registrationLimits } from "./attempt-limits.ts";
import { ExternalIdentityRepository } from "./external-identity.repository.ts";
import type { IdentityRuntime } from "./identity-runtime.ts";
import type { ExternalPerson } from "./oidc-client.ts";
import { OidcRefusal } from "./oidc-refusal.ts";

/**
 * Signs somebody in whom the provider knows: to the account that is linked with them, else to a new one where the desk
 * makes such. An account that only has the same address is never opened: whoever runs the provider could take it over.
 * @returns where the browser goes next
 * @throws OidcRefusal
 */
export async function signInExternal(
  identity: IdentityRuntime,
  ctx: ServiceContext,
  person: ExternalPerson,
  to: string,
): Promise<string> {
  const account = (await linkedAccount(identity, ctx, person)) ?? (await welcome(identity, ctx, person));
  if (!account.is_active) {
    throw new OidcRefusal("disabled", "account disabled", { email: account.email, accountId: account.id });
  }
  const answer = await admit(identity, ctx, { account, kind: "browser", device: undefined, first: "oidc", limits: [] });
  return answer.signedIn ? to : secondFactorPath(answer, to);
}

/** Behind the hash sign the challenge is neither sent to the server nor kept in its logs. */
function secondFactorPath({ challenge, methods, expiresAt }: SecondFactorNeeded, to: string): string {
  const hash = new URLSearchParams({ challenge, methods: methods.join(","), expiresAt });
  return `/sign-in?${new URLSearchParams({ to })}#${hash}`;
}

async function linkedAccount(
  { db }: IdentityRuntime,
  ctx: ServiceContext,
  { issuer, subject }: ExternalPerson,
): Promise<AccountRow | null> {
  return asOwner(db.primary, "system", async (all) => {
    const identities = new ExternalIdentityRepository(all);
    const known = await identities.findBySubject(issuer, subject);
    if (!known) return null;
    await identities.used(known.id, ctx.clock());
    return new AccountRepository(all).find(known.account_id);
  });
}

/** Makes an account for a newcomer. @throws OidcRefusal, DomainError TOO_MANY_REQUESTS */
async function welcome(identity: IdentityRuntime, ctx: ServiceContext, person: ExternalPerson): Promise<AccountRow> {
  const { config, db } = identity;
  const now = ctx.clock();
  const profile = await person.profile();
  const email = Email.safeParse(profile.email?.trim()).data ?? null;
  const about = email === null ? {} : { email };
  if (await new AccountRepository(db.primary).isEmpty()) {
    throw new OidcRefusal("setup", "the first account needs the setup token", about);
  }
  // Only whoever holds the address may learn that it has an account here.
  const vouched = email !== null && profile.emailVerified;
  const taken = vouched ? await new AccountRepository(db.primary).findByEmail(email) : null;
  if (taken) throw linkNeeded(taken.email, taken.id);
  if (!mayRegister(config)) throw new OidcRefusal("closed", "no account, and none is made this way", about);
  if (!vouched) throw new OidcRefusal("unverified", "the provider does not vouch for the address", about);
  await countAttempt(db.primary, registrationLimits(ctx.caller.ip), now);
  const name = DisplayName.safeParse(profile.name).data ?? (email.split("@")[0] ?? email).slice(0, 80);
  return asOwner(db.primary, "system", async (all) => {
    const id = uuidv7();
    const role = config.REGISTRATION_ROLE;
    const accounts = new AccountRepository(all);
    const made = await accounts.insert({ id, email, name, passwordHash: null, role, emailVerifiedAt: now }, now);
    if (!made) throw linkNeeded(email);
    const { issuer, subject } = person;
    const row = { id: uuidv7(), account_id: id, issuer, subject, email, created_at: now, last_used_at: now };
    if (!(await new ExternalIdentityRepository(all).insert(row))) {
      throw new OidcRefusal("expired", "two first sign-ins at once", about);
    }
    const detail = `role ${role}, by single sign-on`;
    await recordAudit(all, ctx, {
      action: "account.register",
      target: email,
      subjectId: id,
      detail,
      by: { id, email },
    });
    const account = await accounts.find(id);
    if (!account) throw new Error("the account that was made is not there");
    return account;
  });
}

function mayRegister({ OIDC_REGISTRATION: own, REGISTRATION: general }: IdentityRuntime["config"]): boolean {
  return own === undefined ? general === "open" : own === "on";
}

function linkNeeded(email: string, accountId?: string): OidcRefusal {
  const about = accountId === undefined ? { email } : { email, accountId };
  return new OidcRefusal("link", "the address has an account that is not linked", about);
}
