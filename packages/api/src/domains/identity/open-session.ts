import { DomainError } from "@cryptodesk/shared/errors/domain-error";
import type { Me } from "@cryptodesk/shared/identity/account.contract";
import type { TokenAnswer } from "@cryptodesk/shared/identity/sign-in.contract";
import { v7 as uuidv7 } from "uuid";
import type { Caller } from "../../platform/access/caller.ts";
import type { Db } from "../../platform/database/database.ts";
import { asOwner } from "../../platform/database/owned-rows.ts";
import { hashToken, randomToken } from "../../platform/security/random-token.ts";
import type { ServiceContext } from "../../platform/service-context.ts";
import { recordAudit } from "../audit/audit.public.ts";
import { ACCESS_TOKEN_SECONDS } from "./access-tokens.ts";
import type { AccountRow } from "./account.repository.ts";
import { deviceNameOf } from "./device-name.ts";
import { describeMe } from "./get-me.ts";
import type { IdentityRuntime } from "./identity-runtime.ts";
import { NoticeRepository } from "./notice.repository.ts";
import { type SessionDraft, SessionRepository } from "./session.repository.ts";
import { actorOfSession } from "./session-actor.ts";
import { DEVICE_COOKIE, setDeviceCookie, setSessionCookies } from "./session-cookies.ts";
import { csrfTokenOf } from "./session-tokens.ts";
import { SignInRepository } from "./sign-in.repository.ts";
import { type Standing, StandingRepository } from "./standing.repository.ts";

const DAY_MS = 86_400_000;
const MAX_USER_AGENT = 300;
const IMPERSONATION_MS = 60 * 60_000;

export interface SessionWish {
  account: AccountRow;
  kind: "browser" | "token";
  device: string | undefined;
  /** How the account proved itself, e.g. `password`, `totp`. */
  factors: string[];
  impersonatorId?: string;
}

/** What a sign-in leads to, before its tokens are signed. */
export interface OpenedSession {
  me: Me;
  sessionId: string;
  kind: "browser" | "token";
  refreshToken: string;
  refreshExpiresAt: Date;
}

/** Signs an account in: session, first refresh token, access token; cookies where a browser asked. */
export async function openSession(
  identity: IdentityRuntime,
  ctx: ServiceContext,
  wish: SessionWish,
): Promise<TokenAnswer> {
  const opened = await asOwner(identity.db.primary, wish.account.id, async (db) =>
    startSession(identity, ctx, db, await lockUnchanged(db, wish.account), wish),
  );
  return answerTokens(identity, ctx, opened);
}

/**
 * Holds the account until the transaction ends. Nobody gets in by what was proven before the password was changed or the
 * account disabled.
 * @throws DomainError UNAUTHENTICATED
 */
export async function lockUnchanged(db: Db, account: AccountRow): Promise<Standing> {
  const standing = await new StandingRepository(db).lock(account.id);
  if (!standing?.account.is_active || standing.account.password_hash !== account.password_hash) {
    throw new DomainError("UNAUTHENTICATED", "The account was changed meanwhile. Sign in again.");
  }
  return standing;
}

/** Writes a session down, in a transaction in which the account is held. */
export async function startSession(
  { config }: IdentityRuntime,
  ctx: ServiceContext,
  db: Db,
  standing: Standing,
  wish: SessionWish,
): Promise<OpenedSession> {
  const { kind } = wish;
  const now = ctx.clock();
  const refreshToken = randomToken();
  const longest = wish.impersonatorId === undefined ? config.SESSION_ABSOLUTE_DAYS * DAY_MS : IMPERSONATION_MS;
  const expiresAt = new Date(now.getTime() + longest);
  const idleExpiresAt = new Date(Math.min(now.getTime() + config.SESSION_IDLE_DAYS * DAY_MS, expiresAt.getTime()));
  const draft: SessionDraft = {
    id: uuidv7(),
    accountId: wish.account.id,
    kind,
    device: wish.device ?? deviceNameOf(ctx.caller.userAgent),
    userAgent: ctx.caller.userAgent?.slice(0, MAX_USER_AGENT) ?? null,
    ip: ctx.caller.ip,
    factors: wish.factors,
    impersonatorId: wish.impersonatorId ?? null,
    confirmedAt: wish.impersonatorId === undefined ? now : null,
    idleExpiresAt,
    expiresAt,
  };
  const added = await writeSession(db, ctx, draft, hashToken(refreshToken), standing.account);
  const session = { id: draft.id, confirmed_at: draft.confirmedAt, impersonator_id: draft.impersonatorId };
  const actor = await actorOfSession(db, session, standing);
  const me = describeMe({ ...standing, unreadNotices: standing.unreadNotices + added }, actor);
  return { me, sessionId: draft.id, kind, refreshToken, refreshExpiresAt: idleExpiresAt };
}

/** @returns how many notices its owner was left */
async function writeSession(
  db: Db,
  ctx: ServiceContext,
  draft: SessionDraft,
  refreshHash: string,
  account: AccountRow,
): Promise<number> {
  const now = ctx.clock();
  if (draft.impersonatorId !== null) {
    const sessions = new SessionRepository(db);
    await sessions.insert(draft, now);
    await sessions.insertRefreshToken(refreshHash, draft.id, now);
    return 0;
  }
  const mark = markOf(ctx.caller, draft);
  const signIns = new SignInRepository(db);
  const isNew = await signIns.record(draft, { refreshHash, deviceHash: hashToken(mark) }, now);
  const noticed = isNew && (await signIns.hasOtherDevice(account.id, hashToken(mark)));
  if (noticed) {
    const detail = `Signed in on ${draft.device}, which was not used before.`;
    await new NoticeRepository(db).add(account.id, { kind: "newDevice", detail, ip: draft.ip }, now);
  }
  if (draft.kind === "browser" && ctx.caller.cookies.get(DEVICE_COOKIE) === undefined)
    setDeviceCookie(ctx.caller, mark);
  await recordAudit(db, ctx, {
    action: "session.login",
    target: account.email,
    subjectId: account.id,
    detail: `with ${draft.factors.join(" and ")}`,
    by: { id: account.id, email: account.email },
  });
  return noticed ? 1 : 0;
}

/** What a device is known again by: a program keeps no cookies, so by its name and the address it calls from. */
function markOf({ ip, cookies }: Caller, { kind, device }: SessionDraft): string {
  return kind === "token" ? `${device} at ${ip}` : (cookies.get(DEVICE_COOKIE) ?? randomToken());
}

/** The answer to a sign-in or a refresh; a browser's refresh token goes into its cookie instead. */
export async function answerTokens(
  identity: IdentityRuntime,
  ctx: ServiceContext,
  { me, sessionId, kind, refreshToken, refreshExpiresAt }: OpenedSession,
): Promise<TokenAnswer> {
  const accessToken = await identity.tokens.sign(me.id, sessionId);
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
    me,
  };
}
