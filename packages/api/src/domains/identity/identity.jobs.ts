import { asOwner } from "../../platform/database/owned-rows.ts";
import { IdempotentRequests } from "../../platform/idempotency/idempotent-requests.ts";
import type { JobDefinition } from "../../platform/queue/job-queue.ts";
import { AuditRepository } from "../audit/audit.public.ts";
import { AccountRepository } from "./account.repository.ts";
import { AttemptRepository } from "./attempt.repository.ts";
import { DELETE_ACCOUNT_JOB } from "./delete-account.ts";
import type { IdentityRuntime } from "./identity-runtime.ts";
import { OneTimeTokenRepository } from "./one-time-token.repository.ts";
import { SessionRepository } from "./session.repository.ts";
import { SigningKeyRepository } from "./signing-key.repository.ts";

const DAY_MS = 86_400_000;

/** Every background job of accounts. */
export function identityJobs(identity: IdentityRuntime): JobDefinition[] {
  const { config } = identity;
  const maintain: JobDefinition = {
    name: "maintain-accounts",
    description: "Forgets ended sessions, used-up tokens and audit entries past their time",
    every: { seconds: config.MAINTENANCE_SECONDS, setting: "MAINTENANCE_SECONDS" },
    timeoutSeconds: 600,
    retries: 2,
    key: () => "schedule",
    scheduledPayload: {},
    run: () => maintainAccounts(identity),
  };
  const remove: JobDefinition<{ accountId: string }> = {
    name: DELETE_ACCOUNT_JOB,
    description: "Removes a deleted account and everything it owns",
    every: null,
    timeoutSeconds: 600,
    retries: 5,
    // What its owner has deleted stays deleted.
    cancellable: false,
    key: ({ accountId }) => accountId,
    scheduledPayload: { accountId: "" },
    run: async ({ accountId }) => {
      await asOwner(identity.db.primary, "system", (db) => new AccountRepository(db).delete(accountId));
      return { deleted: 1 };
    },
  };
  return [maintain, remove as JobDefinition];
}

async function maintainAccounts({ db, clock, config, secrets }: IdentityRuntime): Promise<Record<string, unknown>> {
  const now = clock();
  const yesterday = new Date(now.getTime() - DAY_MS);
  const lastMonth = new Date(now.getTime() - 30 * DAY_MS);
  const auditBefore = new Date(now.getTime() - config.AUDIT_RETENTION_DAYS * DAY_MS);
  return {
    sessions: await asOwner(db.primary, "system", (own) => new SessionRepository(own).deleteEndedBefore(lastMonth)),
    tokens: await new OneTimeTokenRepository(db.primary).deleteEndedBefore(yesterday),
    attempts: await new AttemptRepository(db.primary).deleteBefore(yesterday),
    signingKeys: await new SigningKeyRepository(db.primary).deleteEndedBefore(yesterday),
    idempotentRequests: await new IdempotentRequests(db.primary, secrets).deleteOld(now),
    auditEntries: await new AuditRepository(db.primary).deleteBefore(auditBefore),
  };
}
