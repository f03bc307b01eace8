import { z } from "zod";
import { IsoTime } from "../market/source.contract.ts";
import { isStorableText } from "../text/storable.ts";
import { DisplayName, Email, GivenPassword, Me, NewPassword } from "./account.contract.ts";

/** What a caller has to know before signing in. */
export const SignInOptions = z
  .object({
    setupNeeded: z.boolean().describe("there is no account yet: the first one needs the token printed at start"),
    registration: z.enum(["open", "closed"]),
    anonymousReading: z.boolean(),
    mail: z.boolean().describe("whether this desk can send mail"),
    passkeys: z.boolean(),
    oidc: z
      .object({ name: z.string().describe("what the button says") })
      .nullable()
      .describe("single sign-on, begun at /api/v1/auth/oidc/start; null where there is none"),
    passwordMinLength: z.int(),
    passwordMaxLength: z.int(),
  })
  .meta({ id: "SignInOptions" });
export type SignInOptions = z.infer<typeof SignInOptions>;

export const RegisterInput = z.strictObject({
  email: Email,
  password: NewPassword,
  name: DisplayName.optional().describe("default: the part of the address before the @"),
  setupToken: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe("one-time token printed at start; the first account needs it"),
});
export type RegisterInput = z.infer<typeof RegisterInput>;

/** The same words whether or not the address was free, so that nobody learns who has an account. */
export const Accepted = z.object({ detail: z.string() }).meta({ id: "Accepted" });
export type Accepted = z.infer<typeof Accepted>;

/** Where the refresh token goes: `browser` puts it into an HttpOnly cookie, `token` into the answer. */
export const ClientKind = z.enum(["browser", "token"]);

/** An address that is looked for, not chosen. */
const GivenEmail = z.string().min(1).max(254).refine(isStorableText, "must be well-formed text");

export const LoginInput = z.strictObject({
  email: GivenEmail.optional(),
  username: GivenEmail.optional().describe("the same as `email`, for OAuth2 password clients"),
  password: GivenPassword,
  grant_type: z.literal("password").optional(),
  scope: z.string().max(500).optional().describe("ignored; a session has the permissions of its role"),
  client_id: z.string().max(200).optional().describe("ignored"),
  client_secret: z.string().max(200).optional().describe("ignored"),
  client: ClientKind.default("token"),
  device: z
    .string()
    .trim()
    .min(1)
    .max(80)
    .refine(isStorableText, "must be well-formed text")
    .optional()
    .describe("name of the session, e.g. `cli on desk-7`"),
});
export type LoginInput = z.infer<typeof LoginInput>;

/** A session's tokens, named for our own clients and for generic OAuth2 ones. */
export const TokenAnswer = z
  .object({
    signedIn: z.literal(true),
    accessToken: z.string(),
    access_token: z.string(),
    tokenType: z.literal("Bearer"),
    token_type: z.literal("Bearer"),
    expiresIn: z.int().describe("seconds"),
    expires_in: z.int(),
    refreshToken: z.string().nullable().describe("null where it went into the cookie"),
    refresh_token: z.string().nullable(),
    refreshExpiresAt: IsoTime,
    csrfToken: z.string().nullable().describe("with a cookie: send it as X-CSRF-Token when refreshing or signing out"),
    me: Me,
  })
  .meta({ id: "TokenAnswer" });
export type TokenAnswer = z.infer<typeof TokenAnswer>;

/** The password was right; a second factor is still needed. */
export const SecondFactorNeeded = z
  .object({
    signedIn: z.literal(false),
    challenge: z.string().describe("send it back with the second factor within five minutes"),
    methods: z.array(z.enum(["totp", "recoveryCode", "passkey"])),
    expiresAt: IsoTime,
  })
  .meta({ id: "SecondFactorNeeded" });
export type SecondFactorNeeded = z.infer<typeof SecondFactorNeeded>;

export const LoginAnswer = z
  .discriminatedUnion("signedIn", [TokenAnswer, SecondFactorNeeded])
  .meta({ id: "LoginAnswer" });
export type LoginAnswer = z.infer<typeof LoginAnswer>;

export const RefreshInput = z.strictObject({
  refreshToken: z.string().min(1).max(200).optional().describe("left out by browsers, whose cookie carries it"),
  refresh_token: z.string().min(1).max(200).optional(),
  grant_type: z.literal("refresh_token").optional(),
});
export type RefreshInput = z.infer<typeof RefreshInput>;

export const LogoutInput = z.strictObject({ refreshToken: z.string().min(1).max(200).optional() });
export type LogoutInput = z.infer<typeof LogoutInput>;

export const RequestPasswordResetInput = z.strictObject({ email: Email });
export type RequestPasswordResetInput = z.infer<typeof RequestPasswordResetInput>;

export const ResetPasswordInput = z.strictObject({ token: z.string().min(1).max(200), password: NewPassword });
export type ResetPasswordInput = z.infer<typeof ResetPasswordInput>;

export const VerifyEmailInput = z.strictObject({ token: z.string().min(1).max(200) });
export type VerifyEmailInput = z.infer<typeof VerifyEmailInput>;

/** Proof that the person at the keyboard is still the account's owner. One of the fields. */
export const ConfirmInput = z.strictObject({
  password: GivenPassword.optional(),
  code: z
    .string()
    .regex(/^\d{6}$/, "must be the six digits of the authenticator app")
    .optional(),
});
export type ConfirmInput = z.infer<typeof ConfirmInput>;
export const Confirmation = z.object({ confirmedUntil: IsoTime }).meta({ id: "Confirmation" });
export type Confirmation = z.infer<typeof Confirmation>;

/** Signing keys in the form of RFC 7517. */
export const KeySet = z.object({ keys: z.array(z.record(z.string(), z.unknown())) }).meta({ id: "KeySet" });
export type KeySet = z.infer<typeof KeySet>;
