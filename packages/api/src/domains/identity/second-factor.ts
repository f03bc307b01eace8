import { randomInt } from "node:crypto";
import { Secret, TOTP } from "otpauth";
import type { Db } from "../../platform/database/database.ts";
import type { SecretBox } from "../../platform/security/secret-box.ts";
import { AccountRepository, type AccountRow } from "./account.repository.ts";
import { RecoveryCodeRepository } from "./recovery-code.repository.ts";

const ISSUER = "CryptoDesk";
const PERIOD_SECONDS = 30;
const RECOVERY_CODES = 10;
// No letters and digits that are taken for each other.
const ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz";
// 31^24 is 118 bits: enough for a plain hash to be safe.
const GROUPS = 6;
const GROUP_LENGTH = 4;

/** Authenticator codes by RFC 6238: SHA-1, six digits, thirty seconds, as every app can. */
export function totpOf(base32: string, account: string): TOTP {
  const secret = Secret.fromBase32(base32);
  return new TOTP({ issuer: ISSUER, label: account, algorithm: "SHA1", digits: 6, period: PERIOD_SECONDS, secret });
}

export function newTotpSecret(): string {
  return new Secret({ size: 20 }).base32;
}

/**
 * Checks a code against now and the step before and after, and uses its step up: the same code is no good a second time.
 * Give a transaction in which the account is locked.
 */
export async function useTotpCode(
  db: Db,
  secrets: SecretBox,
  account: AccountRow,
  code: string,
  now: Date,
): Promise<boolean> {
  if (account.totp_secret === null) return false;
  const totp = totpOf(secrets.open(account.totp_secret, sealedAs(account.id)), account.email);
  const delta = totp.validate({ token: code, timestamp: now.getTime(), window: 1 });
  if (delta === null) return false;
  const step = Math.floor(now.getTime() / 1000 / PERIOD_SECONDS) + delta;
  if (account.totp_last_step !== null && step <= Number(account.totp_last_step)) return false;
  await new AccountRepository(db).update(account.id, { totp_last_step: step }, now);
  return true;
}

export function sealedAs(accountId: string): string {
  return `totp ${accountId}`;
}

/** Makes a new set of recovery codes in place of the old one. @returns the codes, to be shown once */
export async function renewRecoveryCodes(db: Db, secrets: SecretBox, accountId: string): Promise<string[]> {
  const codes = Array.from({ length: RECOVERY_CODES }, newCode);
  await new RecoveryCodeRepository(db).replace(
    accountId,
    codes.map((code) => recoveryHash(secrets, accountId, code)),
  );
  return codes;
}

/** Only this is stored of a code. Letters count, not how they are written. */
export function recoveryHash(secrets: SecretBox, accountId: string, code: string): string {
  return secrets.sign("recovery code", accountId, code.toLowerCase().replaceAll(/[^a-z0-9]/g, ""));
}

function newCode(): string {
  const group = () => Array.from({ length: GROUP_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
  return Array.from({ length: GROUPS }, group).join("-");
}
