import { z } from "zod";
import { IsoTime } from "../market/source.contract.ts";

/** Why single sign-on came to nothing; `problem` of the address that the browser is sent to. */
export const OidcProblem = z.enum([
  /** The person said no at the provider. */
  "denied",
  /** The provider refused. */
  "provider",
  /** The provider does not answer. */
  "unavailable",
  /** What came back does not fit what was asked. */
  "invalid",
  /** It took too long, was finished before, or was begun in another browser. */
  "expired",
  /** An account has this address: sign in to it and link it under Security. */
  "link",
  /** No account, and none may be made this way. */
  "closed",
  /** No account, and the provider does not vouch for the address. */
  "unverified",
  /** The desk has no account yet: the first one needs the setup token. */
  "setup",
  /** The account is disabled. */
  "disabled",
  /** The sign-on is linked with another account. */
  "taken",
  /** Too many tries. */
  "limit",
  "failed",
]);
export type OidcProblem = z.infer<typeof OidcProblem>;

/** A sign-on at a provider that opens the account. */
export const ExternalIdentity = z
  .object({
    id: z.uuid(),
    issuer: z.string(),
    subject: z.string().describe("who the person is to the provider"),
    email: z.string().nullable().describe("the address it named when this was linked"),
    createdAt: IsoTime,
    lastUsedAt: IsoTime.nullable(),
  })
  .meta({ id: "ExternalIdentity" });
export type ExternalIdentity = z.infer<typeof ExternalIdentity>;
export const ExternalIdentityList = z.object({ items: z.array(ExternalIdentity) }).meta({ id: "ExternalIdentityList" });
export type ExternalIdentityList = z.infer<typeof ExternalIdentityList>;

export const ExternalIdentityIdInput = z.strictObject({ id: z.uuid() });
export type ExternalIdentityIdInput = z.infer<typeof ExternalIdentityIdInput>;

/** Where a browser goes to link a sign-on. */
export const OidcLink = z
  .object({ url: z.string().describe("address to open, in the browser that asked"), expiresAt: IsoTime })
  .meta({ id: "OidcLink" });
export type OidcLink = z.infer<typeof OidcLink>;
