import { type Permission, permissionsOf } from "@cryptodesk/shared/identity/permission";
import type { SessionActor } from "../../platform/access/actor.ts";
import type { Db } from "../../platform/database/database.ts";
import { AccountRepository, type AccountRow } from "./account.repository.ts";
import type { SessionRow } from "./session.repository.ts";
import { lacksSecondFactor, type Standing } from "./standing.repository.ts";

/** How long a confirmation lets sensitive actions through. */
export const CONFIRMED_MS = 10 * 60_000;

/** Nobody's permissions while acting as somebody else: what an admin must not do in another's name. */
const NOT_IN_ANOTHERS_NAME: ReadonlySet<Permission> = new Set([
  "account:manage",
  "admin:read",
  "admin:users",
  "admin:credentials",
]);

/** Who a session acts as; null where the account, or the admin who acts in its name, may not sign in. */
export async function actorOfSession(
  db: Db,
  session: Pick<SessionRow, "id" | "confirmed_at" | "impersonator_id">,
  standing: Standing,
): Promise<SessionActor | null> {
  const { account } = standing;
  if (!account.is_active) return null;
  const admin = session.impersonator_id === null ? null : await new AccountRepository(db).find(session.impersonator_id);
  if (session.impersonator_id !== null && !(admin?.is_active && admin.role === "admin")) return null;
  const permissions = permissionsOf(account.role);
  return {
    kind: "session",
    ...actingAs(account, admin ? permissions.filter((name) => !NOT_IN_ANOTHERS_NAME.has(name)) : permissions),
    sessionId: session.id,
    confirmedUntil: session.confirmed_at ? new Date(session.confirmed_at.getTime() + CONFIRMED_MS) : null,
    lacksSecondFactor: admin === null && lacksSecondFactor(standing),
    impersonatedBy: admin?.email ?? null,
  };
}

/** What actors of every kind say of their account. */
export function actingAs(account: AccountRow, permissions: readonly Permission[]) {
  return { accountId: account.id, email: account.email, role: account.role, permissions: new Set(permissions) };
}
