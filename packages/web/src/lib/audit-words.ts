import { t } from "../catalogue/catalogue.ts";
import { account } from "../catalogue/en/account.ts";
import { UNKNOWN } from "./format.ts";

type ActionKey = keyof typeof account.actions;

/** Parts before the dot by which the log can be filtered. */
export const AUDIT_KINDS = Object.keys(account.auditKinds) as (keyof typeof account.auditKinds)[];

/** Codes of everything that is written down, e.g. `session.login`. */
export const AUDIT_ACTIONS: readonly string[] = Object.keys(account.actions).map(codeOf);

// sessionLogin is session.login: the kind is the longest one that the key begins with.
function codeOf(key: string): string {
  const kind = AUDIT_KINDS.filter((known) => key.startsWith(known)).sort((a, b) => b.length - a.length)[0] ?? "";
  const verb = key.slice(kind.length);
  return `${kind}.${verb.charAt(0).toLowerCase()}${verb.slice(1)}`;
}

function isActionKey(key: string): key is ActionKey {
  return Object.hasOwn(account.actions, key);
}

/** What happened, in words; the code itself where there are none for it. */
export function actionWords(code: string): string {
  const key = code.replace(/\.(.)/, (_dot, letter: string) => letter.toUpperCase());
  return isActionKey(key) ? t(`account.actions.${key}`) : code;
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
