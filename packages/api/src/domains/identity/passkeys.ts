import { DomainError, invalidInput, notFound } from "@cryptodesk/shared/errors/domain-error";
import type {
  AddPasskeyInput,
  PasskeyIdInput,
  PasskeyLoginInput,
  PasskeyOptions,
} from "@cryptodesk/shared/identity/second-factor.contract";
import type { TokenAnswer } from "@cryptodesk/shared/identity/sign-in.contract";
import { sessionOf } from "../../platform/access/authorise.ts";
import { asOwner } from "../../platform/database/owned-rows.ts";
import { randomToken } from "../../platform/security/random-token.ts";
import type { ServiceContext } from "../../platform/service-context.ts";
import { recordAudit } from "../audit/audit.public.ts";
import { AccountRepository } from "./account.repository.ts";
import { changeCredentials } from "./change-credentials.ts";
import type { IdentityRuntime } from "./identity-runtime.ts";
import { requireOwnSite } from "./log-in.ts";
import { NoticeRepository } from "./notice.repository.ts";
import { OneTimeTokenRepository } from "./one-time-token.repository.ts";
import { openSession } from "./open-session.ts";
import { PasskeyRepository } from "./passkey.repository.ts";
import {
  authenticationOptions,
  registrationOptions,
  requireRelyingParty,
  verifyNewPasskey,
  verifyPasskey,
} from "./passkey-ceremony.ts";
import { refuseToLoseLastWay } from "./sign-in-ways.ts";

const CEREMONY_MS = 5 * 60_000;
const MAX_PASSKEYS = 20;

/** Begins adding a passkey. */
export async function beginPasskey(identity: IdentityRuntime, ctx: ServiceContext): Promise<PasskeyOptions> {
  const party = requireRelyingParty(identity);
  const { accountId } = sessionOf(ctx.actor);
  const account = await new AccountRepository(identity.db.primary).find(accountId);
  if (!account) throw notFound("account", accountId);
  const own = await asOwner(identity.db.primary, accountId, (db) => new PasskeyRepository(db).list(accountId));
  if (own.length >= MAX_PASSKEYS) throw new DomainError("CONFLICT", `An account has at most ${MAX_PASSKEYS} passkeys.`);
  const challenge = randomToken();
  const options = await registrationOptions(party, account, own, challenge);
  const expiresAt = new Date(ctx.clock().getTime() + CEREMONY_MS);
  await new OneTimeTokenRepository(identity.db.primary).issue("addPasskey", accountId, expiresAt, { token: challenge });
  return { challenge, options: { ...options } };
}

/** @throws DomainError INVALID_INPUT where the browser's answer does not fit the challenge */
export async function addPasskey(
  identity: IdentityRuntime,
  ctx: ServiceContext,
  input: AddPasskeyInput,
): Promise<void> {
  const party = requireRelyingParty(identity);
  const { accountId, email } = sessionOf(ctx.actor);
  const now = ctx.clock();
  const token = await new OneTimeTokenRepository(identity.db.primary).redeem("addPasskey", input.challenge, now);
  const info = token?.account_id === accountId ? await verifyNewPasskey(party, input.response, input.challenge) : null;
  if (!info) throw invalidInput("/response", "does not fit the challenge: begin adding the passkey again");
  await changeCredentials(identity, ctx, async (db) => {
    const added = await new PasskeyRepository(db).insert({
      id: info.id,
      account_id: accountId,
      name: input.name,
      public_key: info.publicKey,
      counter: info.counter,
      transports: info.transports,
      synced: info.synced,
      created_at: now,
    });
    if (!added) throw new DomainError("CONFLICT", "This passkey is known already.");
    const detail = `The passkey ${input.name} was added.`;
    await new NoticeRepository(db).add(accountId, { kind: "secondFactorChanged", detail, ip: ctx.caller.ip }, now);
    return {
      audit: { action: "passkey.add", target: input.name, subjectId: accountId, detail: email },
      result: undefined,
    };
  });
}

/** @throws DomainError NOT_FOUND, CONFLICT for the last way to sign in */
export async function removePasskey(
  identity: IdentityRuntime,
  ctx: ServiceContext,
  { id }: PasskeyIdInput,
): Promise<void> {
  const { accountId } = sessionOf(ctx.actor);
  await changeCredentials(identity, ctx, async (db) => {
    await new AccountRepository(db).findForUpdate(accountId);
    const passkeys = new PasskeyRepository(db);
    const passkey = await passkeys.find(id);
    if (!passkey || !(await passkeys.delete(accountId, id))) throw notFound("passkey", id);
    await refuseToLoseLastWay(identity, db, accountId);
    const detail = `The passkey ${passkey.name} was removed.`;
    await new NoticeRepository(db).add(
      accountId,
      { kind: "secondFactorChanged", detail, ip: ctx.caller.ip },
      ctx.clock(),
    );
    return { audit: { action: "passkey.remove", target: passkey.name, subjectId: accountId }, result: undefined };
  });
}

/** Begins a sign-in without a password, or answers a second-factor challenge: that challenge is used then. */
export async function beginPasskeyLogin(
  identity: IdentityRuntime,
  ctx: ServiceContext,
  { challenge: pending }: { challenge?: string | undefined },
): Promise<PasskeyOptions> {
  const party = requireRelyingParty(identity);
  const now = ctx.clock();
  const tokens = new OneTimeTokenRepository(identity.db.primary);
  if (pending !== undefined) {
    const token = await tokens.attempt("secondFactor", pending, now);
    const accountId = token?.account_id;
    if (!accountId)
      throw new DomainError("UNAUTHENTICATED", "This sign-in took too long. Start again with the password.");
    const own = await asOwner(identity.db.primary, accountId, (db) => new PasskeyRepository(db).list(accountId));
    return { challenge: pending, options: { ...(await authenticationOptions(party, own, pending, false)) } };
  }
  const challenge = randomToken();
  await tokens.issue("passkeyLogin", null, new Date(now.getTime() + CEREMONY_MS), { token: challenge });
  return { challenge, options: { ...(await authenticationOptions(party, [], challenge, true)) } };
}

/** Signs in with a passkey alone; it must have verified its user. @throws DomainError UNAUTHENTICATED */
export async function logInWithPasskey(
  identity: IdentityRuntime,
  ctx: ServiceContext,
  { challenge, response, client }: PasskeyLoginInput,
): Promise<TokenAnswer> {
  requireOwnSite(ctx, client);
  const now = ctx.clock();
  const token = await new OneTimeTokenRepository(identity.db.primary).redeem("passkeyLogin", challenge, now);
  const account = token
    ? await asOwner(identity.db.primary, "system", async (db) => {
        const passkey = await verifyPasskey(identity, db, response, { challenge, accountId: null }, now);
        return passkey ? new AccountRepository(db).find(passkey.account_id) : null;
      })
    : null;
  if (!account?.is_active) {
    await recordAudit(identity.db.primary, ctx, {
      action: "session.login",
      outcome: "refused",
      subjectId: account?.id ?? null,
      detail: "passkey refused",
      by: { id: null, email: "anonymous" },
    });
    throw new DomainError("UNAUTHENTICATED", "This passkey does not open an account here.");
  }
  return openSession(identity, ctx, { account, kind: client, device: undefined, factors: ["passkey"] });
}
