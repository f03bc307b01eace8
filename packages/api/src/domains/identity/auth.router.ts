import {
  BeginPasskeyLoginInput,
  PasskeyLoginInput,
  PasskeyOptions,
  SecondFactorInput,
} from "@cryptodesk/shared/identity/second-factor.contract";
import {
  Accepted,
  KeySet,
  LoginAnswer,
  LoginInput,
  LogoutInput,
  RefreshInput,
  RegisterInput,
  RequestPasswordResetInput,
  ResetPasswordInput,
  SignInOptions,
  TokenAnswer,
  VerifyEmailInput,
} from "@cryptodesk/shared/identity/sign-in.contract";
import { z } from "zod";
import { procedure, router } from "../../platform/trpc/trpc.ts";
import { completeSecondFactor } from "./complete-second-factor.ts";
import type { IdentityRuntime } from "./identity-runtime.ts";
import { logIn } from "./log-in.ts";
import { logOut } from "./log-out.ts";
import { beginPasskeyLogin, logInWithPasskey } from "./passkeys.ts";
import { requestPasswordReset, resetPassword } from "./password-reset.ts";
import { refreshSession } from "./refresh-session.ts";
import { register } from "./register.ts";
import { getKeySet, getSignInOptions } from "./sign-in-options.ts";
import { verifyEmail } from "./verify-email.ts";

/** Wiring only. */
export function createAuthRouter(identity: IdentityRuntime) {
  return router({
    options: procedure
      .meta({
        rest: { method: "GET", path: "/auth/options" },
        access: "open",
        tag: "Sign-in",
        summary: "What a caller has to know before signing in",
        cli: "auth options",
        example: {},
      })
      .input(z.strictObject({}))
      .output(SignInOptions)
      .query(() => getSignInOptions(identity)),

    register: procedure
      .meta({
        rest: { method: "POST", path: "/auth/register", status: 202 },
        access: "open",
        tag: "Sign-in",
        summary: "Make an account",
        description:
          "The first account becomes admin and needs the token that was printed at start. The answer is the same for an address that is taken.",
        cli: "auth register",
        example: { email: "ada@example.com", password: "correct horse battery staple" },
      })
      .input(RegisterInput)
      .output(Accepted)
      .mutation(({ ctx, input }) => register(identity, ctx, input)),

    login: procedure
      .meta({
        rest: { method: "POST", path: "/auth/login", form: true },
        access: "open",
        tag: "Sign-in",
        summary: "Sign in with a password",
        description:
          "Also takes the OAuth2 password form. With `client: browser` the refresh token goes into an HttpOnly cookie. Where a second factor is set up, the answer is a challenge.",
        cli: "login",
        example: { email: "ada@example.com", password: "correct horse battery staple" },
      })
      .input(LoginInput)
      .output(LoginAnswer)
      .mutation(({ ctx, input }) => logIn(identity, ctx, input)),

    completeSecondFactor: procedure
      .meta({
        rest: { method: "POST", path: "/auth/second-factor" },
        access: "open",
        tag: "Sign-in",
        summary: "Finish a sign-in with a second factor",
        cli: "auth second-factor",
        example: { challenge: "from-the-login", code: "123456" },
      })
      .input(SecondFactorInput)
      .output(TokenAnswer)
      .mutation(({ ctx, input }) => completeSecondFactor(identity, ctx, input)),

    beginPasskey: procedure
      .meta({
        rest: { method: "POST", path: "/auth/passkey/options" },
        access: "open",
        tag: "Sign-in",
        summary: "Begin a sign-in with a passkey",
        cli: "auth passkey-options",
        example: {},
      })
      .input(BeginPasskeyLoginInput)
      .output(PasskeyOptions)
      .mutation(({ ctx, input }) => beginPasskeyLogin(identity, ctx, input)),

    passkey: procedure
      .meta({
        rest: { method: "POST", path: "/auth/passkey" },
        access: "open",
        tag: "Sign-in",
        summary: "Sign in with a passkey alone",
        cli: "auth passkey",
        example: { challenge: "from-the-options", response: {} },
      })
      .input(PasskeyLoginInput)
      .output(TokenAnswer)
      .mutation(({ ctx, input }) => logInWithPasskey(identity, ctx, input)),

    refresh: procedure
      .meta({
        rest: { method: "POST", path: "/auth/refresh", form: true },
        access: "open",
        tag: "Sign-in",
        summary: "Take the next tokens of a session",
        description:
          "Each refresh token works once; one that comes back ends its session. Browsers leave it out and send X-CSRF-Token with their cookie.",
        cli: "auth refresh",
        example: { refreshToken: "from-the-login" },
      })
      .input(RefreshInput)
      .output(TokenAnswer)
      .mutation(({ ctx, input }) => refreshSession(identity, ctx, input)),

    logout: procedure
      .meta({
        rest: { method: "POST", path: "/auth/logout", status: 204 },
        access: "open",
        tag: "Sign-in",
        summary: "End the session",
        cli: "logout",
        example: {},
      })
      .input(LogoutInput)
      .output(z.void())
      .mutation(({ ctx, input }) => logOut(identity, ctx, input)),

    requestPasswordReset: procedure
      .meta({
        rest: { method: "POST", path: "/auth/password-reset", status: 202 },
        access: "open",
        tag: "Sign-in",
        summary: "Mail a link that sets a new password",
        cli: "auth request-reset",
        example: { email: "ada@example.com" },
      })
      .input(RequestPasswordResetInput)
      .output(Accepted)
      .mutation(({ ctx, input }) => requestPasswordReset(identity, ctx, input)),

    resetPassword: procedure
      .meta({
        rest: { method: "POST", path: "/auth/password-reset/confirm", status: 204 },
        access: "open",
        tag: "Sign-in",
        summary: "Set a new password with a link",
        description: "Ends every session of the account.",
        cli: "auth reset-password",
        example: { token: "from-the-link", password: "correct horse battery staple" },
      })
      .input(ResetPasswordInput)
      .output(z.void())
      .mutation(({ ctx, input }) => resetPassword(identity, ctx, input)),

    verifyEmail: procedure
      .meta({
        rest: { method: "POST", path: "/auth/verify-email", status: 204 },
        access: "open",
        tag: "Sign-in",
        summary: "Prove an address with a link",
        cli: "auth verify-email",
        example: { token: "from-the-link" },
      })
      .input(VerifyEmailInput)
      .output(z.void())
      .mutation(({ ctx, input }) => verifyEmail(identity, ctx, input)),

    keySet: procedure
      .meta({
        rest: { method: "GET", path: "/auth/keys" },
        access: "open",
        tag: "Sign-in",
        summary: "Public keys of access tokens (JWKS)",
        description: "The same as /.well-known/jwks.json.",
        cli: "auth keys",
        example: {},
      })
      .input(z.strictObject({}))
      .output(KeySet)
      .query(() => getKeySet(identity)),
  });
}
