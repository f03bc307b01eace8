import { errors, jwtVerify, SignJWT } from "jose";
import { v7 as uuidv7 } from "uuid";
import { z } from "zod";
import type { Clock } from "../../platform/service-context.ts";
import type { SigningKeys } from "./signing-keys.ts";

export const ACCESS_TOKEN_SECONDS = 15 * 60;
// RFC 9068: tells an access token from every other JWT of the same issuer.
const TYPE = "at+jwt";
const AUDIENCE = "cryptodesk";
const CLOCK_TOLERANCE_SECONDS = 5;
// Ours have less than 1 KB; what is longer is not worth parsing.
const MAX_LENGTH = 4_096;

const Claims = z.object({ sub: z.uuid(), sid: z.uuid(), jti: z.uuid(), exp: z.number(), iat: z.number() });

export interface AccessClaims {
  accountId: string;
  sessionId: string;
  /** ms */
  expiresAt: number;
}

/** Access tokens (JWT, RS256): made for a session, checked without asking the database. */
export class AccessTokens {
  readonly #keys: SigningKeys;
  readonly #issuer: string;
  readonly #clock: Clock;

  constructor(keys: SigningKeys, issuer: string, clock: Clock) {
    this.#keys = keys;
    this.#issuer = issuer;
    this.#clock = clock;
  }

  async sign(accountId: string, sessionId: string): Promise<string> {
    const { signing } = await this.#keys.current();
    const issuedAt = Math.floor(this.#clock().getTime() / 1000);
    return new SignJWT({ sid: sessionId })
      .setProtectedHeader({ alg: "RS256", typ: TYPE, kid: signing.kid })
      .setIssuer(this.#issuer)
      .setAudience(AUDIENCE)
      .setSubject(accountId)
      .setJti(uuidv7())
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + ACCESS_TOKEN_SECONDS)
      .sign(signing.key);
  }

  /**
   * @returns null for anything that is not a token of ours that holds now. The key is the one that `kid` names among ours;
   *   nothing in the token can bring or point to another, and no other algorithm is looked at.
   */
  async verify(token: string): Promise<AccessClaims | null> {
    if (token.length > MAX_LENGTH) return null;
    const { verifying } = await this.#keys.current();
    try {
      const { payload } = await jwtVerify(
        token,
        ({ kid }) => {
          const key = kid === undefined ? undefined : verifying.get(kid);
          if (!key) throw new errors.JWKSNoMatchingKey();
          return key;
        },
        {
          algorithms: ["RS256"],
          typ: TYPE,
          issuer: this.#issuer,
          audience: AUDIENCE,
          requiredClaims: ["exp", "iat", "sub", "jti", "sid"],
          clockTolerance: CLOCK_TOLERANCE_SECONDS,
          currentDate: this.#clock(),
        },
      );
      const claims = Claims.parse(payload);
      if (claims.iat > this.#clock().getTime() / 1000 + CLOCK_TOLERANCE_SECONDS) return null;
      return { accountId: claims.sub, sessionId: claims.sid, expiresAt: claims.exp * 1000 };
    } catch (error) {
      if (error instanceof errors.JOSEError || error instanceof z.ZodError || error instanceof TypeError) return null;
      throw error;
    }
  }
}
