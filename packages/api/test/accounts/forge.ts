import type { TokenAnswer } from "@cryptodesk/shared/identity/sign-in.contract";
import type { CryptoKey, JWK } from "jose";
import type { IdentityDesk, Person } from "../support/identity-desk.ts";

/** A credential that must not hold, and what is wrong with it. */
export interface Forgery {
  readonly trick: string;
  readonly token: string;
}

/** What is wrong with a token besides; it is signed by the desk's own key unless another is given. */
export interface Tampering {
  readonly header?: Record<string, unknown>;
  readonly claims?: Record<string, unknown>;
  readonly key?: CryptoKey;
}

/** Makes tokens out of one that holds, with the desk's own key at hand. */
export interface Forge {
  readonly person: Person;
  readonly signedIn: TokenAnswer;
  /** The session of somebody else. */
  readonly otherSession: string;
  readonly jwk: JWK & { kid: string };
  /** Seconds since 1970. */
  now(): number;
  /** A token that is right in everything but what is given. */
  signed(tampering: Tampering): Promise<string>;
}

/** Signs somebody in, and somebody else. */
export async function openForge(desk: IdentityDesk, person: Person): Promise<Forge> {
  const signedIn = await desk.signIn(person);
  const other = await desk.signIn(await desk.person("viewer"));
  const { keys } = (await desk.send("GET", "//.well-known/jwks.json")).json<{ keys: (JWK & { kid: string })[] }>();
  const [jwk] = keys;
  if (!jwk) throw new Error("no key is published");
  const now = () => Math.floor(desk.now.getTime() / 1000);
  return {
    person,
    signedIn,
    otherSession: other.me.sessionId ?? "",
    jwk,
    now,
    async signed({ header = {}, claims = {}, key }) {
      const payload = { ...partsOf(signedIn.accessToken)[1], iat: now(), exp: now() + 900, ...claims };
      const text = `${encoded({ alg: "RS256", typ: "at+jwt", kid: jwk.kid, ...header })}.${encoded(payload)}`;
      const signing = key ?? (await desk.identity.keys.current()).signing.key;
      const signature = await crypto.subtle.sign("RSASSA-PKCS1-v1_5", signing, Buffer.from(text));
      return `${text}.${Buffer.from(signature).toString("base64url")}`;
    },
  };
}

/** Header and claims of a token. */
export function partsOf(token: string): [Record<string, unknown>, Record<string, unknown>] {
  const [header = "", payload = ""] = token.split(".");
  return [decoded(header), decoded(payload)];
}

function decoded(part: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(part, "base64url").toString("utf8")) as Record<string, unknown>;
}

/** A part of a token. */
export function encoded(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}
