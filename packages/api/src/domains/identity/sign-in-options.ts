import { PASSWORD_MAX, PASSWORD_MIN } from "@cryptodesk/shared/identity/account.contract";
import type { KeySet, SignInOptions } from "@cryptodesk/shared/identity/sign-in.contract";
import { AccountRepository } from "./account.repository.ts";
import type { IdentityRuntime } from "./identity-runtime.ts";
import { relyingPartyOf } from "./passkey-ceremony.ts";

/** What a caller has to know before signing in. */
export async function getSignInOptions({ db, config, mail, oidc }: IdentityRuntime): Promise<SignInOptions> {
  return {
    setupNeeded: await new AccountRepository(db.primary).isEmpty(),
    registration: config.REGISTRATION,
    anonymousReading: config.ANONYMOUS_READING === "on",
    mail: mail !== null,
    passkeys: relyingPartyOf(config) !== null,
    oidc: oidc && { name: oidc.name },
    passwordMinLength: PASSWORD_MIN,
    passwordMaxLength: PASSWORD_MAX,
  };
}

/** The public halves of the keys that sign access tokens. */
export async function getKeySet({ keys }: IdentityRuntime): Promise<KeySet> {
  return { keys: [...(await keys.current()).published] };
}
