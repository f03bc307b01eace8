import { DomainError } from "@cryptodesk/shared/errors/domain-error";
import type { TokenAnswer } from "@cryptodesk/shared/identity/sign-in.contract";
import { v7 as uuidv7 } from "uuid";
import type { Db } from "../../platform/database/database.ts";
import { asOwner } from "../../platform/database/owned-rows.ts";
import { hashToken, randomToken } from "../../platform/security/random-token.ts";
import type { ServiceContext } from "../../platform/service-context.ts";
import { recordAudit } from "../audit/audit.public.ts";
import { ACCESS_TOKEN_SECONDS } from "./access-tokens.ts";
import { AccountRepository, type AccountRow } from "./account.repository.ts";
import { deviceNameOf } from "./device-name.ts";
import { describeMe } from "./get-me.ts";
import type { IdentityRuntime } from "./identity-runtime.ts";
import { KnownDeviceRepository } from "./known-device.repository.ts";
import { NoticeRepository } from "./notice.repository.ts";
import { SessionRepository } from "./session.repository.ts";
import { DEVICE_COOKIE, setDeviceCookie, setSessionCookies } from "./session-cookies.ts";
import { csrfTokenOf } from "./session-tokens.ts";

const DAY_MS = 86_400_000;
const MAX_USER_AGENT = 300;

export interface SessionWish {
  account: AccountRow;
  kind: "browser" | "token";
  device: string | undefined;
  /** How the account proved itself, e.g. `password`, `totp`. */
  factors: string[];
  impersonatorId?: string;
}

/** Signs an account in: session, first refresh token, access token; cookies where a browser asked. */
export async function openSession(
  identity: IdentityRuntime,
  ctx: ServiceContext,
  wish: SessionWish,
): Promise<TokenAnswer> {
  const { account, kind } = wish;
  const { config } = identity;
  const now = ctx.clock();
  const sessionId = uuidv7();
  const refreshToken = randomToken();
  const impersonating = wish.impersonatorId !== undefined;
  const longest = impersonating ? IMPERSONATION_MS : config.SESSION_ABSOLUTE_DAYS * DAY_MS;
  const expiresAt = new Date(now.getTime() + longest);
  const idleExpiresAt = new Date(Math.min(now.getTime() + config.SESSION_IDLE_DAYS * DAY_MS, expiresAt.getTime()));
  await asOwner(identity.db.primary, "system", async (db) => {
    await requireUnchanged(db, account);
    const sessions = new SessionRepository(db);
    await sessions.insert(
      {
        id: sessionId,
        accountId: account.id,
        kind,
        device: wish.device ?? deviceNameOf(ctx.caller.userAgent),
        userAgent: ctx.caller.userAgent?.slice(0, MAX_USER_AGENT) ?? null,
        ip: ctx.caller.ip,
        factors: wish.factors,
        impersonatorId: wish.impersonatorId ?? null,
        confirmedAt: impersonating ? null : now,
        idleExpiresAt,
        expiresAt,
      },
      now,
    );
    await sessions.insertRefreshToken(hashToken(refreshToken), sessionId, now);
    if (impersonating) return;
    await new AccountRepository(db).update(account.id, { last_login_at: now }, account.updated_at);
    await greetDevice(db, ctx, wish, now);
    await recordAudit(db, ctx, {
      action: "session.login",
      target: account.email,
      subjectId: account.id,
      detail: `with ${wish.factors.join(" and ")}`,
      by: { id: account.id, email: account.email },
    });
  });
  return answerTokens(identity, ctx, { account, sessionId, kind, refreshToken, refreshExpiresAt: idleExpiresAt });
}

/** Nobody gets in by what was proven before the password was changed or the account disabled. */
async function requireUnchanged(db: Db, account: AccountRow): Promise<void> {
  const now = await new AccountRepository(db).findForUpdate(account.id);
  if (!now?.is_active || now.password_hash !== account.password_hash) {
    throw new DomainError("UNAUTHENTICATED", "The account was changed meanwhile. Sign in again.");
  }
}

const IMPERSONATION_MS = 60 * 60_000;

/** Remembers the device, and tells the owner where the account was used before but never from here. */
async function greetDevice(
  db: Db,
  ctx: ServiceContext,
  { account, kind, device }: SessionWish,
  now: Date,
): Promise<void> {
  const devices = new KnownDeviceRepository(db);
  const { ip, userAgent, cookies } = ctx.caller;
  const name = device ?? deviceNameOf(userAgent);
  const brought = cookies.get(DEVICE_COOKIE);
  // A program keeps no cookies: it is known by its name and the address it calls from.
  const mark = kind === "token" ? `${name} at ${ip}` : (brought ?? randomToken());
  const known = await devices.knows(account.id, hashToken(mark));
  if (!known && (await devices.hasAny(account.id))) {
    const detail = `Signed in on ${name}, which was not used before.`;
    await new NoticeRepository(db).add(account.id, { kind: "newDevice", detail, ip }, now);
  }
  await devices.remember(account.id, hashToken(mark), now);
  if (kind === "browser" && brought === undefined) setDeviceCookie(ctx.caller, mark);
}

/** The answer to a sign-in or a refresh; a browser's refresh token goes into its cookie instead. */
export async function answerTokens(
  identity: IdentityRuntime,
  ctx: ServiceContext,
  {
    account,
    sessionId,
    kind,
    refreshToken,
    refreshExpiresAt,
  }: {
    account: AccountRow;
    sessionId: string;
    kind: "browser" | "token";
    refreshToken: string;
    refreshExpiresAt: Date;
  },
): Promise<TokenAnswer> {
  const accessToken = await identity.tokens.sign(account.id, sessionId);
  const csrfToken = kind === "browser" ? csrfTokenOf(identity.secrets, sessionId) : null;
  if (csrfToken !== null) {
    const maxAgeSeconds = Math.max(1, Math.round((refreshExpiresAt.getTime() - ctx.clock().getTime()) / 1000));
    setSessionCookies(ctx.caller, { refreshToken, csrfToken, maxAgeSeconds });
  }
  const shown = csrfToken === null ? refreshToken : null;
  return {
    signedIn: true,
    accessToken,
    access_token: accessToken,
    tokenType: "Bearer",
    token_type: "Bearer",
    expiresIn: ACCESS_TOKEN_SECONDS,
    expires_in: ACCESS_TOKEN_SECONDS,
    refreshToken: shown,
    refresh_token: shown,
    refreshExpiresAt: refreshExpiresAt.toISOString(),
    csrfToken,
    me: await describeMe(identity, account, sessionId),
  };
}
