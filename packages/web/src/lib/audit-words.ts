import { t } from "../catalogue/catalogue.ts";
import type { account } from "../catalogue/en/account.ts";
import { UNKNOWN } from "./format.ts";

// The catalogue's keys cannot hold a dot.
const ACTIONS = {
  "session.login": "sessionLogin",
  "session.logout": "sessionLogout",
  "session.secondFactor": "sessionSecondFactor",
  "session.confirm": "sessionConfirm",
  "session.revoke": "sessionRevoke",
  "session.revokeOthers": "sessionRevokeOthers",
  "session.revokeAll": "sessionRevokeAll",
  "session.refreshReuse": "sessionRefreshReuse",
  "account.register": "accountRegister",
  "account.create": "accountCreate",
  "account.update": "accountUpdate",
  "account.change": "accountChange",
  "account.email": "accountEmail",
  "account.export": "accountExport",
  "account.delete": "accountDelete",
  "account.impersonate": "accountImpersonate",
  "password.change": "passwordChange",
  "password.link": "passwordLink",
  "password.reset": "passwordReset",
  "email.verify": "emailVerify",
  "key.create": "keyCreate",
  "key.revoke": "keyRevoke",
  "totp.setUp": "totpSetUp",
  "totp.remove": "totpRemove",
  "recoveryCodes.renew": "recoveryCodesRenew",
  "passkey.add": "passkeyAdd",
  "passkey.remove": "passkeyRemove",
  "identity.link": "identityLink",
  "identity.unlink": "identityUnlink",
  "policy.change": "policyChange",
  "signingKey.rotate": "signingKeyRotate",
  "share.create": "shareCreate",
  "share.revoke": "shareRevoke",
  "share.block": "shareBlock",
  "share.unblock": "shareUnblock",
} as const satisfies Record<string, keyof typeof account.actions>;

/** Parts before the dot by which the log can be filtered. */
export const AUDIT_KINDS = [
  "session",
  "account",
  "password",
  "email",
  "key",
  "totp",
  "recoveryCodes",
  "passkey",
  "identity",
  "policy",
  "signingKey",
  "share",
] as const satisfies (keyof typeof account.auditKinds)[];

/** Codes of everything that is written down, e.g. `session.login`. */
export const AUDIT_ACTIONS: readonly string[] = Object.keys(ACTIONS);

function isKnown(code: string): code is keyof typeof ACTIONS {
  return Object.hasOwn(ACTIONS, code);
}

/** What happened, in words; the code itself where there are none for it. */
export function actionWords(code: string): string {
  return isKnown(code) ? t(`account.actions.${ACTIONS[code]}`) : code;
}

/** Who did it: an address, or one of the two that have none. */
export function actorWords(actor: string): string {
  return actor === "anonymous" || actor === "system" ? t(`account.${actor}`) : actor;
}

/** A value before or after a change. */
export function valueWords(value: unknown): string {
  if (value === null || value === undefined || value === "") return UNKNOWN;
  if (Array.isArray(value)) return value.length === 0 ? UNKNOWN : value.map(valueWords).join(", ");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
