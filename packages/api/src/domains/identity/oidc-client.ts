import { unavailable } from "@cryptodesk/shared/errors/domain-error";
import {
  AuthorizationResponseError,
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type ClientAuth,
  ClientError,
  ClientSecretBasic,
  ClientSecretPost,
  type Configuration,
  calculatePKCECodeChallenge,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  None,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
} from "openid-client";
import type { Logger } from "../../platform/logging/logger.ts";
import type { Clock } from "../../platform/service-context.ts";
import { OidcRefusal } from "./oidc-refusal.ts";

const KNOWN_MS = 60 * 60_000;
const RETRY_MS = 60_000;

export interface OidcSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string | undefined;
  readonly scopes: string;
  readonly redirectUri: string;
  /** How long each answer of the provider is waited for. */
  readonly timeoutSeconds: number;
  /** Only for a provider on this machine. */
  readonly insecure: boolean;
}

/** What ties an answer to the question: each is known to one party only until it comes back. */
export interface OidcChecks {
  readonly state: string;
  readonly nonce: string;
  /** PKCE. */
  readonly verifier: string;
}

/** What the provider says of somebody, as far as it does. */
export interface ExternalProfile {
  readonly email: string | null;
  readonly emailVerified: boolean;
  readonly name: string | null;
}

/** Somebody who signed in at the provider. */
export interface ExternalPerson {
  readonly issuer: string;
  readonly subject: string;
  /** @throws OidcRefusal where the provider does not tell */
  profile(): Promise<ExternalProfile>;
}

/**
 * The desk as a client of an OpenID Connect provider: authorisation code flow with PKCE. The provider is looked up when it
 * is first needed, and again after an hour; while it is away the last known facts are used.
 */
export class OidcClient {
  readonly #settings: OidcSettings;
  readonly #clock: Clock;
  readonly #logger: Logger;
  #known: { provider: Configuration; until: number } | null = null;
  #looking: Promise<Configuration> | null = null;

  constructor(settings: OidcSettings, clock: Clock, logger: Logger) {
    this.#settings = settings;
    this.#clock = clock;
    this.#logger = logger;
  }

  /** Where the person signs in. @throws DomainError UNAVAILABLE */
  async authorizationUrl({ state, nonce, verifier }: OidcChecks): Promise<string> {
    const provider = await this.#provider();
    const url = buildAuthorizationUrl(provider, {
      redirect_uri: this.#settings.redirectUri,
      scope: this.#settings.scopes,
      state,
      nonce,
      code_challenge: await calculatePKCECodeChallenge(verifier),
      code_challenge_method: "S256",
    });
    return url.href;
  }

  /**
   * Turns the answer that the browser brought back into a person: state, issuer, signature, audience, nonce and times hold
   * then.
   * @param query of the redirect address, as it came
   * @throws OidcRefusal, DomainError UNAVAILABLE
   */
  async redeem(query: string, { state, nonce, verifier }: OidcChecks): Promise<ExternalPerson> {
    const provider = await this.#provider();
    const tokens = await this.#asked(() =>
      authorizationCodeGrant(provider, new URL(`${this.#settings.redirectUri}?${query}`), {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      }),
    );
    const claims = tokens.claims();
    if (!claims) throw new OidcRefusal("invalid", "no ID token");
    return {
      issuer: claims.iss,
      subject: claims.sub,
      profile: async () => {
        const tells = claims.email === undefined && provider.serverMetadata().userinfo_endpoint !== undefined;
        return profileOf(
          tells ? await this.#asked(() => fetchUserInfo(provider, tokens.access_token, claims.sub)) : claims,
        );
      },
    };
  }

  async #asked<T>(ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
    } catch (error) {
      this.#logger.warn({ err: error }, "single sign-on refused");
      throw refusalFrom(error);
    }
  }

  async #provider(): Promise<Configuration> {
    const now = this.#clock().getTime();
    if (this.#known && now < this.#known.until) return this.#known.provider;
    this.#looking ??= discover(this.#settings).finally(() => {
      this.#looking = null;
    });
    try {
      this.#known = { provider: await this.#looking, until: now + KNOWN_MS };
    } catch (cause) {
      this.#logger.warn({ err: cause, issuer: this.#settings.issuer }, "the provider of single sign-on is away");
      if (!this.#known) throw unavailable("The provider of single sign-on cannot be reached at the moment.", 5, cause);
      this.#known = { ...this.#known, until: now + RETRY_MS };
    }
    return this.#known.provider;
  }
}

function discover({ issuer, clientId, clientSecret, timeoutSeconds, insecure }: OidcSettings): Promise<Configuration> {
  return discovery(new URL(issuer), clientId, {}, clientSecret === undefined ? None() : byItsWish(clientSecret), {
    timeout: timeoutSeconds,
    // ID tokens are believed by their signature, not only because of the connection they came by.
    execute: insecure ? [enableNonRepudiationChecks, allowInsecureRequests] : [enableNonRepudiationChecks],
  });
}

/** Sends the secret as the provider takes it; in a header where it does not say. */
function byItsWish(secret: string): ClientAuth {
  const basic = ClientSecretBasic(secret);
  const post = ClientSecretPost(secret);
  return (provider, ...request) => {
    const ways = provider.token_endpoint_auth_methods_supported ?? ["client_secret_basic"];
    const inHeader = ways.includes("client_secret_basic") || !ways.includes("client_secret_post");
    return inHeader ? basic(provider, ...request) : post(provider, ...request);
  };
}

function profileOf(claims: Readonly<Record<string, unknown>>): ExternalProfile {
  const { email, email_verified: verified, name } = claims;
  return {
    email: typeof email === "string" && email !== "" ? email : null,
    // Some providers send it as text.
    emailVerified: verified === true || verified === "true",
    name: typeof name === "string" && name !== "" ? name : null,
  };
}

function refusalFrom(error: unknown): OidcRefusal {
  if (error instanceof AuthorizationResponseError) {
    return new OidcRefusal(error.error === "access_denied" ? "denied" : "provider", `provider: ${codeOf(error.error)}`);
  }
  if (error instanceof ResponseBodyError) return new OidcRefusal("provider", `provider: ${codeOf(error.error)}`);
  if (error instanceof WWWAuthenticateChallengeError) {
    return new OidcRefusal("provider", `provider: refuses the desk with ${error.status}`);
  }
  const code = error instanceof ClientError ? error.code : undefined;
  // What fetch throws where nothing answers.
  const unreachable = error instanceof TypeError && error.cause !== undefined && !("code" in error);
  const broken = error instanceof ClientError && error.cause instanceof Response && error.cause.status >= 500;
  if (unreachable || broken || code === "OAUTH_TIMEOUT" || code === "OAUTH_ABORT") {
    return new OidcRefusal("unavailable", "the provider does not answer");
  }
  return new OidcRefusal("invalid", `the answer does not hold${code === undefined ? "" : `: ${code}`}`);
}

/** An error code in the letters that the standard allows, for the log. */
function codeOf(text: string): string {
  return text.replaceAll(/[^\w.-]/g, "").slice(0, 60) || "error";
}
