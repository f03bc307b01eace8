import type { LogoutInput } from "@cryptodesk/shared/identity/sign-in.contract";
import { asOwner } from "../../platform/database/owned-rows.ts";
import { hashToken } from "../../platform/security/random-token.ts";
import type { ServiceContext } from "../../platform/service-context.ts";
import { recordAudit } from "../audit/audit.public.ts";
import { AccountRepository } from "./account.repository.ts";
import type { IdentityRuntime } from "./identity-runtime.ts";
import { IdentityStateRepository } from "./identity-state.repository.ts";
import { requireOwnPage } from "./refresh-session.ts";
import { SessionRepository } from "./session.repository.ts";
import { clearSessionCookies, REFRESH_COOKIE } from "./session-cookies.ts";

/** Ends the session of the access token, of the refresh token, or of the cookie; ending one that has ended is done, too. */
export async function logOut(identity: IdentityRuntime, ctx: ServiceContext, input: LogoutInput): Promise<void> {
  const now = ctx.clock();
  const cookie = ctx.caller.cookies.get(REFRESH_COOKIE);
  const token = input.refreshToken ?? cookie;
  const ended = await asOwner(identity.db.primary, "system", async (db) => {
    const sessions = new SessionRepository(db);
    const row = token === undefined ? null : await sessions.findRefreshToken(hashToken(token));
    const sessionId = ctx.actor.kind === "session" ? ctx.actor.sessionId : row?.session_id;
    const session = sessionId === undefined ? null : await sessions.find(sessionId);
    if (!session) return false;
    if (ctx.actor.kind !== "session" && input.refreshToken === undefined) requireOwnPage(identity, ctx, session.id);
    if (!(await sessions.revoke(session.account_id, session.id, "signed out", now))) return false;
    await new IdentityStateRepository(db).bump();
    const account = await new AccountRepository(db).find(session.account_id);
    await recordAudit(db, ctx, {
      action: "session.logout",
      target: session.device,
      subjectId: session.account_id,
      by: { id: session.account_id, email: account?.email ?? "unknown" },
    });
    return true;
  });
  if (ended) identity.actors.forget();
  if (cookie !== undefined) clearSessionCookies(ctx.caller);
}
