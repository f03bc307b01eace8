import { DomainError, notFound } from "@cryptodesk/shared/errors/domain-error";
import type {
  AccountIdInput,
  AccountPage,
  AccountSummary,
  ChangeAccountInput,
  CreateAccountInput,
  ListAccountsInput,
  PasswordLink,
} from "@cryptodesk/shared/identity/admin.contract";
import type { RevokedCount } from "@cryptodesk/shared/identity/session.contract";
import type { TokenAnswer } from "@cryptodesk/shared/identity/sign-in.contract";
import { v7 as uuidv7 } from "uuid";
import { sessionOf } from "../../platform/access/authorise.ts";
import { asOwner } from "../../platform/database/owned-rows.ts";
import { decodeTimeCursor, encodeTimeCursor, pageOf } from "../../platform/paging/time-cursor.ts";
import type { ServiceContext } from "../../platform/service-context.ts";
import { recordAudit } from "../audit/audit.public.ts";
import { AccountRepository, type AccountRow, type AccountWithCounts } from "./account.repository.ts";
import { changeCredentials } from "./change-credentials.ts";
import { secondFactorsOf } from "./get-me.ts";
import type { IdentityRuntime } from "./identity-runtime.ts";
import { refuseToLoseLastAdmin } from "./last-admin.ts";
import { openSession } from "./open-session.ts";
import { HANDED_LINK_MS, makePasswordLink } from "./password-links.ts";
import { SessionRepository } from "./session.repository.ts";

/** Accounts of this desk, newest first. */
export async function listAccounts(ctx: ServiceContext, input: ListAccountsInput): Promise<AccountPage> {
  const rows = await asOwner(ctx.db.primary, "system", (db) =>
    new AccountRepository(db).list({
      search: input.search,
      role: input.role,
      isActive: input.isActive,
      before: decodeTimeCursor(input.cursor),
      limit: input.limit + 1,
      now: ctx.clock(),
    }),
  );
  return pageOf(rows.map(toSummary), input.limit, ({ createdAt, id }) => encodeTimeCursor(createdAt, id));
}

/** @throws DomainError NOT_FOUND */
export async function getAccount(ctx: ServiceContext, { id }: AccountIdInput): Promise<AccountSummary> {
  const rows = await asOwner(ctx.db.primary, "system", (db) =>
    new AccountRepository(db).list({
      id,
      search: undefined,
      role: undefined,
      isActive: undefined,
      before: null,
      limit: 1,
      now: ctx.clock(),
    }),
  );
  const row = rows[0];
  if (!row) throw notFound("account", id);
  return toSummary(row);
}

/**
 * Changes role or activity; a disabled account is dead at once, with its sessions and keys.
 * @throws DomainError NOT_FOUND, CONFLICT for the last active admin, FORBIDDEN for a key that would make an admin
 */
export async function changeAccount(
  identity: IdentityRuntime,
  ctx: ServiceContext,
  { id, role, isActive }: ChangeAccountInput,
): Promise<AccountSummary> {
  if (ctx.actor.kind === "key" && role === "admin") {
    throw new DomainError("FORBIDDEN", "No API key can make an admin: it takes a signed-in person.");
  }
  await changeCredentials(identity, ctx, async (db) => {
    const accounts = new AccountRepository(db);
    const account = await accounts.findForUpdate(id);
    if (!account) throw notFound("account", id);
    const staysAdmin = (role ?? account.role) === "admin" && (isActive ?? account.is_active);
    if (account.role === "admin" && account.is_active && !staysAdmin) await refuseToLoseLastAdmin(accounts, id);
    const now = ctx.clock();
    await accounts.update(
      id,
      { ...(role !== undefined && { role }), ...(isActive !== undefined && { is_active: isActive }) },
      now,
    );
    if (isActive === false) await new SessionRepository(db).revokeAll(id, null, "account disabled", now);
    const changes = changesOf(account, { role, isActive });
    return { audit: { action: "account.change", target: account.email, subjectId: id, changes }, result: undefined };
  });
  return getAccount(ctx, { id });
}

function changesOf(before: AccountRow, { role, isActive }: Omit<ChangeAccountInput, "id">) {
  return {
    ...(role !== undefined && role !== before.role && { role: { before: before.role, after: role } }),
    ...(isActive !== undefined &&
      isActive !== before.is_active && { isActive: { before: before.is_active, after: isActive } }),
  };
}

/**
 * Makes an account without a password.
 * @returns the link with which its owner sets one
 * @throws DomainError CONFLICT where the address is taken
 */
export async function createAccount(
  identity: IdentityRuntime,
  ctx: ServiceContext,
  { email, name, role }: CreateAccountInput,
): Promise<PasswordLink> {
  const now = ctx.clock();
  return changeCredentials(identity, ctx, async (db) => {
    const draft = {
      id: uuidv7(),
      email: email.trim(),
      name: name ?? (email.split("@")[0] ?? email).slice(0, 80),
      passwordHash: null,
      role,
      emailVerifiedAt: null,
    };
    if (!(await new AccountRepository(db).insert(draft, now))) {
      throw new DomainError("CONFLICT", "There is an account with this address.");
    }
    const result = await makePasswordLink(db, draft.id, HANDED_LINK_MS, now);
    return {
      audit: { action: "account.create", target: draft.email, subjectId: draft.id, detail: `role ${role}` },
      result,
    };
  });
}

/** A link with which the owner of an account sets a new password. @throws DomainError NOT_FOUND */
export async function issuePasswordLink(
  identity: IdentityRuntime,
  ctx: ServiceContext,
  { id }: AccountIdInput,
): Promise<PasswordLink> {
  return changeCredentials(identity, ctx, async (db) => {
    const account = await new AccountRepository(db).find(id);
    if (!account) throw notFound("account", id);
    const result = await makePasswordLink(db, id, HANDED_LINK_MS, ctx.clock());
    return { audit: { action: "password.link", target: account.email, subjectId: id }, result };
  });
}

/** Ends every session of an account. @throws DomainError NOT_FOUND */
export async function revokeAccountSessions(
  identity: IdentityRuntime,
  ctx: ServiceContext,
  { id }: AccountIdInput,
): Promise<RevokedCount> {
  return changeCredentials(identity, ctx, async (db) => {
    const account = await new AccountRepository(db).find(id);
    if (!account) throw notFound("account", id);
    const revoked = await new SessionRepository(db).revokeAll(id, null, "ended by an admin", ctx.clock());
    const detail = `${revoked} sessions`;
    return {
      audit: { action: "session.revokeAll", target: account.email, subjectId: id, detail },
      result: { revoked },
    };
  });
}

/**
 * Opens a session as another account, for an hour at most, without its credentials and without administration.
 * @throws DomainError NOT_FOUND, CONFLICT for oneself, an admin or a disabled account
 */
export async function impersonate(
  identity: IdentityRuntime,
  ctx: ServiceContext,
  { id }: AccountIdInput,
): Promise<TokenAnswer> {
  const admin = sessionOf(ctx.actor);
  const account = await new AccountRepository(identity.db.primary).find(id);
  if (!account) throw notFound("account", id);
  if (account.role === "admin") throw new DomainError("CONFLICT", "Nobody can act as an admin.");
  if (!account.is_active) throw new DomainError("CONFLICT", "This account is disabled.");
  await recordAudit(identity.db.primary, ctx, { action: "account.impersonate", target: account.email, subjectId: id });
  return openSession(identity, ctx, {
    account,
    kind: "token",
    device: `${admin.email} as ${account.email}`.slice(0, 80),
    factors: ["impersonation"],
    impersonatorId: admin.accountId,
  });
}

function toSummary(row: AccountWithCounts): AccountSummary {
  return {
    id: row.id,
    email: row.email,
    name: row.name,
    role: row.role,
    isActive: row.is_active,
    emailVerified: row.email_verified_at !== null,
    createdAt: row.created_at.toISOString(),
    lastLoginAt: row.last_login_at?.toISOString() ?? null,
    secondFactors: secondFactorsOf(row, row.passkeys),
    sessions: row.sessions,
    apiKeys: row.api_keys,
  };
}
