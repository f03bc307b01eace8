import { DomainError } from "@cryptodesk/shared/errors/domain-error";
import type { Db } from "../../platform/database/database.ts";
import { AccountRepository } from "./account.repository.ts";
import { ExternalIdentityRepository } from "./external-identity.repository.ts";
import type { IdentityRuntime } from "./identity-runtime.ts";
import { PasskeyRepository } from "./passkey.repository.ts";
import { relyingPartyOf } from "./passkey-ceremony.ts";

/**
 * Call it when one way to sign in is gone, in the same transaction and with the account locked.
 * @throws DomainError CONFLICT where nothing is left to sign in with
 */
export async function refuseToLoseLastWay({ config, oidc }: IdentityRuntime, db: Db, accountId: string): Promise<void> {
  const account = await new AccountRepository(db).find(accountId);
  if (!account || account.password_hash !== null) return;
  if (relyingPartyOf(config) && (await new PasskeyRepository(db).count(accountId)) > 0) return;
  const identities = await new ExternalIdentityRepository(db).list(accountId);
  if (identities.some(({ issuer }) => oidc?.isOf(issuer))) return;
  throw new DomainError(
    "CONFLICT",
    "This is the last way to sign in to the account. Set a password first, then remove it.",
  );
}
