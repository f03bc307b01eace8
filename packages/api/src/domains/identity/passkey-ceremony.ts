import { isIP } from "node:net";
import { DomainError } from "@cryptodesk/shared/errors/domain-error";
import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from "@simplewebauthn/server";
import type { Db } from "../../platform/database/database.ts";
import type { AccountRow } from "./account.repository.ts";
import type { IdentityRuntime } from "./identity-runtime.ts";
import { PasskeyRepository, type PasskeyRow } from "./passkey.repository.ts";

const RP_NAME = "CryptoDesk";

/** Where pages of this desk are: passkeys are bound to it. */
export interface RelyingParty {
  id: string;
  origin: string;
}

/**
 * @returns null where browsers offer no passkeys: under a bare address instead of a name, or without TLS elsewhere than on
 *   localhost
 */
export function relyingPartyOf({ PUBLIC_URL, PORT }: IdentityRuntime["config"]): RelyingParty | null {
  const url = new URL(PUBLIC_URL ?? `http://localhost:${PORT}`);
  if (isIP(url.hostname.replaceAll(/[[\]]/g, "")) !== 0) return null;
  if (url.protocol !== "https:" && url.hostname !== "localhost") return null;
  return { id: url.hostname, origin: url.origin };
}

/** @throws DomainError CONFLICT where this desk can have none */
export function requireRelyingParty({ config }: IdentityRuntime): RelyingParty {
  const party = relyingPartyOf(config);
  if (party) return party;
  throw new DomainError("CONFLICT", "Passkeys need PUBLIC_URL to be https with a host name, or http://localhost.");
}

/** Options for navigator.credentials.create. */
export function registrationOptions(party: RelyingParty, account: AccountRow, own: PasskeyRow[], challenge: string) {
  return generateRegistrationOptions({
    rpName: RP_NAME,
    rpID: party.id,
    userName: account.email,
    userDisplayName: account.name,
    userID: new TextEncoder().encode(account.id),
    challenge: bytesOf(challenge),
    attestationType: "none",
    excludeCredentials: own.map(({ id }) => ({ id })),
    authenticatorSelection: { residentKey: "preferred", userVerification: "preferred" },
  });
}

/** Options for navigator.credentials.get; `own` empty: any passkey of this desk that the browser knows. */
export function authenticationOptions(party: RelyingParty, own: PasskeyRow[], challenge: string, alone: boolean) {
  return generateAuthenticationOptions({
    rpID: party.id,
    challenge: bytesOf(challenge),
    allowCredentials: own.map(({ id }) => ({ id })),
    // Alone it stands for both factors: something had, and something known or been.
    userVerification: alone ? "required" : "preferred",
  });
}

/** What is kept of a passkey that was just made. */
export interface NewPasskey {
  id: string;
  publicKey: string;
  counter: number;
  transports: string[];
  synced: boolean;
}

/** @returns null where the answer is not a new passkey for this challenge and desk */
export async function verifyNewPasskey(
  party: RelyingParty,
  response: Record<string, unknown>,
  challenge: string,
): Promise<NewPasskey | null> {
  try {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: response as unknown as RegistrationResponseJSON,
      expectedChallenge: challengeText(challenge),
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      requireUserVerification: false,
    });
    if (!verified) return null;
    const { credential, credentialBackedUp } = registrationInfo;
    return {
      id: credential.id,
      publicKey: Buffer.from(credential.publicKey).toString("base64url"),
      counter: credential.counter,
      transports: credential.transports ?? [],
      synced: credentialBackedUp,
    };
  } catch {
    return null;
  }
}

/**
 * Checks an answer of navigator.credentials.get and counts the use.
 * @param wanted.accountId whose passkey it must be; null: anybody's, and then it must have verified its user
 * @returns the passkey, or null
 */
export async function verifyPasskey(
  identity: IdentityRuntime,
  db: Db,
  response: Record<string, unknown>,
  wanted: { challenge: string; accountId: string | null },
  now: Date,
): Promise<PasskeyRow | null> {
  const party = relyingPartyOf(identity.config);
  const { id } = response;
  if (!party || typeof id !== "string") return null;
  const passkeys = new PasskeyRepository(db);
  const passkey = await passkeys.find(id);
  if (!passkey || (wanted.accountId !== null && passkey.account_id !== wanted.accountId)) return null;
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: response as unknown as AuthenticationResponseJSON,
      expectedChallenge: challengeText(wanted.challenge),
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      requireUserVerification: wanted.accountId === null,
      credential: {
        id: passkey.id,
        publicKey: new Uint8Array(Buffer.from(passkey.public_key, "base64url")),
        counter: Number(passkey.counter),
      },
    });
    if (!verified) return null;
    await passkeys.used(passkey.id, authenticationInfo.newCounter, now);
    return passkey;
  } catch {
    return null;
  }
}

// The one-time token itself is the challenge: it is random, stored as a hash, and redeemed once.
function bytesOf(challenge: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(challenge, "utf8"));
}

function challengeText(challenge: string): string {
  return Buffer.from(challenge, "utf8").toString("base64url");
}
