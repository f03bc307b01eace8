import { notFound } from "@cryptodesk/shared/errors/domain-error";
import type { AccountExport } from "@cryptodesk/shared/identity/account.contract";
import { sessionOf } from "../../platform/access/authorise.ts";
import { preparedAnswer } from "../../platform/answers/prepared-page.ts";
import { asOwner } from "../../platform/database/owned-rows.ts";
import type { ServiceContext } from "../../platform/service-context.ts";
import { AuditRepository, recordAudit, toEntry } from "../audit/audit.public.ts";
import { exportOwned } from "../portfolio/portfolio.public.ts";
import { exportOwnedPaper, exportOwnedStrategies } from "../strategy/strategy.public.ts";
import { readWorkspace } from "../workspace/workspace.public.ts";
import { AccountRepository } from "./account.repository.ts";
import { ApiKeyRepository } from "./api-key.repository.ts";
import { toApiKey } from "./api-keys.ts";
import { toExternalIdentity } from "./external-identities.ts";
import { ExternalIdentityRepository } from "./external-identity.repository.ts";
import type { IdentityRuntime } from "./identity-runtime.ts";
import { listNotices } from "./notices.ts";
import { PasskeyRepository } from "./passkey.repository.ts";
import { SessionRepository } from "./session.repository.ts";
import { toSession } from "./sessions.ts";

const MAX_AUDIT_ENTRIES = 10_000;
const MAX_NOTICES = 250;

/** Everything the asking account owns, without secrets. */
export async function exportAccount(identity: IdentityRuntime, ctx: ServiceContext): Promise<AccountExport> {
  const { accountId } = sessionOf(ctx.actor);
  const now = ctx.clock();
  const account = await new AccountRepository(identity.db.primary).find(accountId);
  if (!account) throw notFound("account", accountId);
  const owned = await asOwner(identity.db.primary, accountId, async (db) => ({
    sessions: await new SessionRepository(db).listLive(accountId, now),
    apiKeys: await new ApiKeyRepository(db).list(accountId),
    passkeys: await new PasskeyRepository(db).list(accountId),
    externalIdentities: await new ExternalIdentityRepository(db).list(accountId),
  }));
  const workspace = await readWorkspace(ctx);
  const audit = await new AuditRepository(identity.db.primary).list({
    accountId,
    before: null,
    limit: MAX_AUDIT_ENTRIES,
  });
  await recordAudit(identity.db.primary, ctx, { action: "account.export", target: account.email });
  const { portfolios, ownRates, portfolioLinks } = await exportOwned(ctx);
  const whole: Omit<AccountExport, "portfolios"> = {
    exportedAt: now.toISOString(),
    account: {
      id: account.id,
      email: account.email,
      name: account.name,
      role: account.role,
      createdAt: account.created_at.toISOString(),
      emailVerified: account.email_verified_at !== null,
    },
    sessions: owned.sessions.map((row) => toSession(row, null)),
    apiKeys: owned.apiKeys.map((row) => toApiKey(row, now)),
    passkeys: owned.passkeys.map(({ id, name, created_at }) => ({ id, name, createdAt: created_at.toISOString() })),
    externalIdentities: owned.externalIdentities.map(toExternalIdentity),
    workspace: Object.fromEntries(workspace.items.map(({ name, body }) => [name, body])),
    notices: (await listNotices(ctx, { limit: MAX_NOTICES })).items,
    audit: audit.map(toEntry),
    ownRates,
    portfolioLinks,
    strategies: (await exportOwnedStrategies(ctx)).map((strategy) => ({ ...strategy })),
    paperAccounts: (await exportOwnedPaper(ctx)).map((paper) => ({ ...paper })),
  };
  return preparedAnswer<AccountExport, "portfolios">(whole, "portfolios", portfolios);
}
