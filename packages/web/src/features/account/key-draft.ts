import type { CreateApiKeyInput } from "@cryptodesk/shared/identity/api-key.contract";
import { KeyScope } from "@cryptodesk/shared/identity/permission";

/** What is typed and ticked of a key that is about to be made. */
export interface KeyDraft {
  name: string;
  scopes: readonly KeyScope[];
  expiresInDays: number;
  rate: string;
}

export const EXPIRIES = [7, 30, 90, 180, 365] as const;
export const NEW_KEY: KeyDraft = { name: "", scopes: ["market:read"], expiresInDays: 90, rate: "600" };

const MOST_REQUESTS = 100_000;

export type KeyFault = "keyNameMissing" | "keyScopesNone" | "keyRateBad";

/** What a key may be given by somebody with these permissions, in the order of the table. */
export function scopesWithin(permissions: readonly string[]): KeyScope[] {
  return KeyScope.options.filter((scope) => permissions.includes(scope));
}

/** What of a draft keeps the key from being made. */
export function keyFaults({ name, scopes, rate }: KeyDraft): KeyFault[] {
  return [
    ...(name.trim() === "" ? (["keyNameMissing"] as const) : []),
    ...(scopes.length === 0 ? (["keyScopesNone"] as const) : []),
    ...(rateOf(rate) === null ? (["keyRateBad"] as const) : []),
  ];
}

function rateOf(text: string): number | null {
  const digits = text.replaceAll(/[\s.,'’]/g, "");
  const rate = /^\d+$/.test(digits) ? Number(digits) : 0;
  return rate >= 1 && rate <= MOST_REQUESTS ? rate : null;
}

/** A draft without faults as the API takes it; null for one with. */
export function keyInput(draft: KeyDraft): CreateApiKeyInput | null {
  const requestsPerMinute = rateOf(draft.rate);
  if (requestsPerMinute === null || keyFaults(draft).length > 0) return null;
  const { name, scopes, expiresInDays } = draft;
  return { name: name.trim(), scopes: [...scopes], expiresInDays, requestsPerMinute };
}
