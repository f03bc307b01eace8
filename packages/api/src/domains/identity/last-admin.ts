import { DomainError } from "@cryptodesk/shared/errors/domain-error";
import type { AccountRepository } from "./account.repository.ts";

/**
 * A desk without an active admin could not be administered again. Call it in the transaction that takes one away.
 * @throws DomainError CONFLICT
 */
export async function refuseToLoseLastAdmin(accounts: AccountRepository, accountId: string): Promise<void> {
  const admins = await accounts.lockAdmins();
  if (admins.length === 1 && admins[0] === accountId) {
    throw new DomainError("CONFLICT", "This is the last active admin. Make somebody else admin first.");
  }
}
