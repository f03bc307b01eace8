import { invalidInput, notFound } from "@cryptodesk/shared/errors/domain-error";
import type { DeleteAccountInput } from "@cryptodesk/shared/identity/account.contract";
import type { JobTicket } from "@cryptodesk/shared/jobs/job.contract";
import { sessionOf } from "../../platform/access/authorise.ts";
import type { ServiceContext } from "../../platform/service-context.ts";
import { AccountRepository } from "./account.repository.ts";
import { changeCredentials } from "./change-credentials.ts";
import { emailKeyOf } from "./email-key.ts";
import type { IdentityRuntime } from "./identity-runtime.ts";
import { refuseToLoseLastAdmin } from "./last-admin.ts";
import { SessionRepository } from "./session.repository.ts";

/** The job that removes an account and everything it owns. */
export const DELETE_ACCOUNT_JOB = "delete-account";

/**
 * Ends the account: nobody can sign in to it from now on, and a job removes what it owns.
 * @throws DomainError INVALID_INPUT where the address does not confirm it, CONFLICT for the last admin
 */
export async function deleteAccount(
  identity: IdentityRuntime,
  ctx: ServiceContext,
  { confirmEmail }: DeleteAccountInput,
): Promise<JobTicket> {
  const { accountId } = sessionOf(ctx.actor);
  await changeCredentials(identity, ctx, async (db) => {
    const accounts = new AccountRepository(db);
    const account = await accounts.findForUpdate(accountId);
    if (!account) throw notFound("account", accountId);
    if (emailKeyOf(confirmEmail) !== account.email_key)
      throw invalidInput("/confirmEmail", "is not this account's address");
    await refuseToLoseLastAdmin(accounts, accountId);
    await accounts.update(accountId, { is_active: false }, ctx.clock());
    await new SessionRepository(db).revokeAll(accountId, null, "account deleted", ctx.clock());
    return { audit: { action: "account.delete", target: account.email, subjectId: accountId }, result: undefined };
  });
  return ctx.queue.request(
    { name: DELETE_ACCOUNT_JOB },
    accountId,
    { accountId },
    {
      trigger: "manual",
      requestId: ctx.requestId,
    },
  );
}
