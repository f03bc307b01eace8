import { v7 as uuidv7 } from "uuid";
import type { ServiceContext } from "../../platform/service-context.ts";
import { AccountRepository } from "./account.repository.ts";
import { changeCredentials } from "./change-credentials.ts";
import { ExternalIdentityRepository } from "./external-identity.repository.ts";
import type { IdentityRuntime } from "./identity-runtime.ts";
import { NoticeRepository } from "./notice.repository.ts";
import type { ExternalPerson } from "./oidc-client.ts";
import { OidcRefusal } from "./oidc-refusal.ts";
import { SessionRepository } from "./session.repository.ts";

/**
 * Links somebody whom the provider knows with the account of the session that asked for it.
 * @throws OidcRefusal where that session has ended, or the person belongs to another account
 */
export async function linkExternal(
  identity: IdentityRuntime,
  ctx: ServiceContext,
  person: ExternalPerson,
  { accountId, sessionId }: { accountId: string; sessionId: string },
): Promise<void> {
  const { email } = await person.profile();
  const { issuer, subject } = person;
  const now = ctx.clock();
  await changeCredentials(identity, ctx, async (db) => {
    const account = await new AccountRepository(db).findForUpdate(accountId);
    const session = await new SessionRepository(db).find(sessionId);
    if (!account?.is_active || !session || session.revoked_at !== null || session.expires_at <= now) {
      throw new OidcRefusal("expired", "the session that asked has ended", { accountId });
    }
    const identities = new ExternalIdentityRepository(db);
    const row = { id: uuidv7(), account_id: accountId, issuer, subject, email, created_at: now, last_used_at: null };
    const added = await identities.insert(row);
    const owner = added ? row : await identities.findBySubject(issuer, subject);
    if (owner?.account_id !== accountId) {
      throw new OidcRefusal("taken", "linked with another account", { email: account.email, accountId });
    }
    const detail = `Single sign-on as ${email ?? subject} was linked.`;
    if (added) {
      const notice = { kind: "externalIdentityChanged", detail, ip: ctx.caller.ip } as const;
      await new NoticeRepository(db).add(accountId, notice, now);
    }
    return {
      audit: {
        action: "identity.link",
        target: email ?? subject,
        subjectId: accountId,
        detail: added ? issuer : "was linked already",
        by: { id: accountId, email: account.email },
      },
      result: undefined,
    };
  });
}
