import type { Db } from "../../platform/database/database.ts";
import { asOwner } from "../../platform/database/owned-rows.ts";
import type { ServiceContext } from "../../platform/service-context.ts";
import { type AuditEvent, recordAudit } from "../audit/audit.public.ts";
import type { IdentityRuntime } from "./identity-runtime.ts";
import { IdentityStateRepository } from "./identity-state.repository.ts";

/**
 * Runs a change to what a caller is or may do: in one transaction with its audit entry and the word to every process to
 * look callers up anew. It holds here at once and everywhere within a second.
 * @param change returns what the audit log says of it, and the verb's result
 */
export async function changeCredentials<T>(
  identity: IdentityRuntime,
  ctx: ServiceContext,
  change: (db: Db) => Promise<{ audit: AuditEvent; result: T }>,
): Promise<T> {
  const result = await asOwner(identity.db.primary, "system", async (db) => {
    const done = await change(db);
    await new IdentityStateRepository(db).bump();
    await recordAudit(db, ctx, done.audit);
    return done.result;
  });
  identity.actors.forget();
  return result;
}
