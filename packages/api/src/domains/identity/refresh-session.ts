import { DomainError } from "@cryptodesk/shared/errors/domain-error";
import type { RefreshInput, TokenAnswer } from "@cryptodesk/shared/identity/sign-in.contract";
import type { Db } from "../../platform/database/database.ts";
import { asOwner } from "../../platform/database/owned-rows.ts";
import { hashToken, randomToken, sameText } from "../../platform/security/random-token.ts";
import type { ServiceContext } from "../../platform/service-context.ts";
import { recordAudit } from "../audit/audit.public.ts";
import type { AccountRow } from "./account.repository.ts";
import { describeMe } from "./get-me.ts";
import type { IdentityRuntime } from "./identity-runtime.ts";
import { IdentityStateRepository } from "./identity-state.repository.ts";
import { NoticeRepository } from "./notice.repository.ts";
import { answerTokens, type OpenedSession } from "./open-session.ts";
import { type RefreshTokenRow, SessionRepository, type SessionRow } from "./session.repository.ts";
import { actorOfSession } from "./session-actor.ts";
import { clearSessionCookies, REFRESH_COOKIE } from "./session-cookies.ts";
import { csrfTokenOf, successorOf } from "./session-tokens.ts";
import { StandingRepository } from "./standing.repository.ts";

const DAY_MS = 86_400_000;
// Two tabs that wake up together use the same token: within these seconds the second gets what the first got.
const GRACE_MS = 10_000;

type Outcome = { kind: "refreshed"; opened: Omit<OpenedSession, "kind"> } | { kind: "refused"; ended: boolean };

const REFUSED: Outcome = { kind: "refused", ended: false };

/**
 * Takes a refresh token and gives the next one with a new access token. A token that was used before is somebody's copy:
 * it ends the whole session, on every instance.
 * @throws DomainError UNAUTHENTICATED, or FORBIDDEN where a cookie came without proof that our own page sent it
 */
export async function refreshSession(
  identity: IdentityRuntime,
  ctx: ServiceContext,
  input: RefreshInput,
): Promise<TokenAnswer> {
  const given = input.refreshToken ?? input.refresh_token;
  const token = given ?? ctx.caller.cookies.get(REFRESH_COOKIE);
  if (token === undefined) throw new DomainError("UNAUTHENTICATED", "There is no session to refresh. Sign in.");
  const outcome = await asOwner(identity.db.primary, "system", (db) =>
    rotate(identity, ctx, db, { token, fromCookie: given === undefined }),
  );
  if (outcome.kind === "refused") {
    if (outcome.ended) identity.actors.forget();
    if (given === undefined) clearSessionCookies(ctx.caller);
    throw new DomainError("UNAUTHENTICATED", "This session has ended. Sign in again.");
  }
  return answerTokens(identity, ctx, { ...outcome.opened, kind: given === undefined ? "browser" : "token" });
}

async function rotate(
  identity: IdentityRuntime,
  ctx: ServiceContext,
  db: Db,
  { token, fromCookie }: { token: string; fromCookie: boolean },
): Promise<Outcome> {
  const now = ctx.clock();
  const sessions = new SessionRepository(db);
  const hash = hashToken(token);
  const row = await sessions.lockRefreshToken(hash);
  if (!row) return REFUSED;
  const session = await sessions.find(row.session_id);
  if (!session || session.revoked_at !== null) return REFUSED;
  if (session.expires_at <= now || session.idle_expires_at <= now) return REFUSED;
  if (fromCookie) requireOwnPage(identity, ctx, session.id);
  const standing = await new StandingRepository(db).find(session.account_id);
  if (!standing?.account.is_active) return REFUSED;
  const idle = now.getTime() + identity.config.SESSION_IDLE_DAYS * DAY_MS;
  const idleExpiresAt = new Date(Math.min(idle, session.expires_at.getTime()));
  const successor = await successorFor(identity, sessions, { row, token, hash, idleExpiresAt }, now);
  if (successor === null) {
    await endFamily(db, ctx, sessions, session, standing.account);
    return { kind: "refused", ended: true };
  }
  const me = describeMe(standing, await actorOfSession(db, session, standing));
  const opened = { me, sessionId: session.id, refreshToken: successor, refreshExpiresAt: idleExpiresAt };
  return { kind: "refreshed", opened };
}

/** @returns null where the token was used before, and not by a sister tab just now */
async function successorFor(
  { secrets }: IdentityRuntime,
  sessions: SessionRepository,
  { row, token, hash, idleExpiresAt }: { row: RefreshTokenRow; token: string; hash: string; idleExpiresAt: Date },
  now: Date,
): Promise<string | null> {
  const sessionId = row.session_id;
  if (row.used_at === null) {
    const salt = randomToken();
    const successor = successorOf(secrets, token, salt);
    await sessions.rotate({ sessionId, hash, salt, nextHash: hashToken(successor), idleExpiresAt }, now);
    return successor;
  }
  if (row.salt === null || now.getTime() - row.used_at.getTime() > GRACE_MS) return null;
  const successor = successorOf(secrets, token, row.salt);
  const next = await sessions.findRefreshToken(hashToken(successor));
  if (!next || next.used_at !== null) return null;
  await sessions.slide(sessionId, idleExpiresAt, now);
  return successor;
}

async function endFamily(
  db: Db,
  ctx: ServiceContext,
  sessions: SessionRepository,
  session: SessionRow,
  account: AccountRow,
): Promise<void> {
  const now = ctx.clock();
  await sessions.revoke(account.id, session.id, "a used refresh token came back", now);
  await new IdentityStateRepository(db).bump();
  const detail = `A session on ${session.device} was ended: its token was used twice, so somebody may hold a copy.`;
  await new NoticeRepository(db).add(account.id, { kind: "refreshReuse", detail, ip: ctx.caller.ip }, now);
  await recordAudit(db, ctx, {
    action: "session.refreshReuse",
    outcome: "refused",
    target: session.device,
    subjectId: account.id,
    detail: "a used refresh token came back; the session was ended",
    by: { id: account.id, email: account.email },
  });
}

/** A cookie is sent by the browser whoever asks for it; only our own page also knows the session's CSRF token. */
export function requireOwnPage(identity: IdentityRuntime, { caller }: ServiceContext, sessionId: string): void {
  const expected = csrfTokenOf(identity.secrets, sessionId);
  if (!caller.sameSite || caller.csrfToken === null || !sameText(caller.csrfToken, expected)) {
    throw new DomainError(
      "FORBIDDEN",
      "This request did not come from the desk's own page: X-CSRF-Token is missing or wrong.",
    );
  }
}
