import { randomToken } from "../../platform/security/random-token.ts";
import type { SecretBox } from "../../platform/security/secret-box.ts";
import type { ServiceContext } from "../../platform/service-context.ts";
import type { IdentityRuntime, SingleSignOn } from "./identity-runtime.ts";
import type { OidcChecks } from "./oidc-client.ts";
import { OneTimeTokenRepository } from "./one-time-token.repository.ts";
import { DEVICE_COOKIE, OIDC_COOKIE } from "./session-cookies.ts";

const PENDING_MS = 10 * 60_000;

/** What a sign-in at the provider is for. */
export interface OidcErrand {
  /** Page of the desk to come back to. */
  readonly to: string;
  /** The session that links its account; null for a sign-in. */
  readonly linking: { readonly accountId: string; readonly sessionId: string } | null;
}

/**
 * Begins a sign-in at the provider. The desk keeps what it is for, the browser a token that works once.
 * @throws DomainError UNAVAILABLE
 */
export async function beginOidc(
  { db, secrets }: IdentityRuntime,
  { client }: SingleSignOn,
  ctx: ServiceContext,
  { to, linking }: OidcErrand,
): Promise<{ url: string; expiresAt: Date }> {
  const token = randomToken();
  const url = await client.authorizationUrl(checksOf(secrets, token));
  const expiresAt = new Date(ctx.clock().getTime() + PENDING_MS);
  const device = ctx.caller.cookies.get(DEVICE_COOKIE);
  await new OneTimeTokenRepository(db.primary).issue("oidc", linking?.accountId ?? null, expiresAt, {
    token,
    payload: {
      to,
      sessionId: linking?.sessionId ?? null,
      // Browsers hold this cookie back when they return from another site.
      device: device === undefined ? null : secrets.seal(device, DEVICE_COOKIE),
    },
  });
  // The provider is another site, so a strict cookie would not come back with the person.
  ctx.caller.cookies.set(OIDC_COOKIE, token, { httpOnly: true, maxAgeSeconds: PENDING_MS / 1000, sameSite: "lax" });
  return { url, expiresAt };
}

/** All derived from the browser's token: the database holds nothing that an answer could be forged with. */
export function checksOf(secrets: SecretBox, token: string): OidcChecks {
  return {
    state: secrets.sign("oidc state", token),
    nonce: secrets.sign("oidc nonce", token),
    verifier: secrets.sign("oidc verifier", token),
  };
}
