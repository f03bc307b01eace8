import {
  AccountExport,
  ChangeEmailInput,
  ChangePasswordInput,
  DeleteAccountInput,
  ListNoticesInput,
  Me,
  NoticePage,
  ReadCount,
  UpdateAccountInput,
} from "@cryptodesk/shared/identity/account.contract";
import {
  ApiKeyIdInput,
  ApiKeyList,
  CreateApiKeyInput,
  CreatedApiKey,
} from "@cryptodesk/shared/identity/api-key.contract";
import {
  ExternalIdentityIdInput,
  ExternalIdentityList,
  OidcLink,
} from "@cryptodesk/shared/identity/external-identity.contract";
import {
  AddPasskeyInput,
  ConfirmTotpInput,
  PasskeyIdInput,
  PasskeyOptions,
  RecoveryCodes,
  SecondFactorState,
  TotpSetup,
} from "@cryptodesk/shared/identity/second-factor.contract";
import { RevokedCount, SessionIdInput, SessionList } from "@cryptodesk/shared/identity/session.contract";
import { Accepted, Confirmation, ConfirmInput } from "@cryptodesk/shared/identity/sign-in.contract";
import { JobTicket } from "@cryptodesk/shared/jobs/job.contract";
import { z } from "zod";
import { procedure, router, trusted } from "../../platform/trpc/trpc.ts";
import { createApiKey, listApiKeys, revokeApiKey } from "./api-keys.ts";
import { changeEmail, changePassword, updateAccount } from "./change-account.ts";
import { confirmIdentity } from "./confirm-identity.ts";
import { deleteAccount } from "./delete-account.ts";
import { exportAccount } from "./export-account.ts";
import { beginOidcLink, listExternalIdentities, unlinkExternal } from "./external-identities.ts";
import { getMe } from "./get-me.ts";
import type { IdentityRuntime } from "./identity-runtime.ts";
import { listNotices, readNotices } from "./notices.ts";
import { addPasskey, beginPasskey, removePasskey } from "./passkeys.ts";
import { listSessions, revokeOtherSessions, revokeSession } from "./sessions.ts";
import { beginTotp, confirmTotp, getSecondFactors, regenerateRecoveryCodes, removeTotp } from "./totp.ts";
import { requestVerification } from "./verify-email.ts";

/** Wiring only. */
export function createAccountRouter(identity: IdentityRuntime) {
  return router({
    me: procedure
      .meta({
        rest: { method: "GET", path: "/account" },
        access: "account:read",
        tag: "Account",
        summary: "The account that asks",
        cli: "whoami",
        example: {},
      })
      .input(z.strictObject({}))
      .output(Me)
      .query(({ ctx }) => getMe(identity, ctx)),

    confirm: procedure
      .meta({
        rest: { method: "POST", path: "/account/confirm" },
        access: "account:manage",
        tag: "Account",
        summary: "Prove again who is at the keyboard",
        description:
          "Sensitive actions are let through for ten minutes then. With an authenticator app it takes a code of that.",
        cli: "account confirm",
        example: { password: "correct horse battery staple" },
      })
      .input(ConfirmInput)
      .output(Confirmation)
      .mutation(({ ctx, input }) => confirmIdentity(identity, ctx, input)),

    update: procedure
      .meta({
        rest: { method: "PATCH", path: "/account" },
        access: "account:manage",
        tag: "Account",
        summary: "Change the name shown to others",
        cli: "account update",
        example: { name: "Ada" },
      })
      .input(UpdateAccountInput)
      .output(Me)
      .mutation(({ ctx, input }) => updateAccount(identity, ctx, input)),

    changePassword: procedure
      .meta({
        rest: { method: "POST", path: "/account/password", status: 204 },
        access: "account:manage",
        confirmed: true,
        tag: "Account",
        summary: "Change the password",
        description: "Ends every other session.",
        cli: "account change-password",
        example: { currentPassword: "correct horse battery staple", newPassword: "an even better one 42" },
      })
      .input(ChangePasswordInput)
      .output(z.void())
      .mutation(({ ctx, input }) => changePassword(identity, ctx, input)),

    changeEmail: procedure
      .meta({
        rest: { method: "POST", path: "/account/email" },
        access: "account:manage",
        confirmed: true,
        tag: "Account",
        summary: "Change the address to sign in with",
        cli: "account change-email",
        example: { email: "ada@example.org" },
      })
      .input(ChangeEmailInput)
      .output(Me)
      .mutation(({ ctx, input }) => changeEmail(identity, ctx, input)),

    requestVerification: procedure
      .meta({
        rest: { method: "POST", path: "/account/verify-email", status: 202 },
        access: "account:manage",
        tag: "Account",
        summary: "Mail a link that proves the address",
        cli: "account verify-email",
        example: {},
      })
      .input(z.strictObject({}))
      .output(Accepted)
      .mutation(({ ctx }) => requestVerification(identity, ctx)),

    export: procedure
      .meta({
        rest: { method: "GET", path: "/account/export" },
        access: "account:manage",
        confirmed: true,
        tag: "Account",
        summary: "Everything the account owns",
        cli: "account export",
        example: {},
      })
      .input(z.strictObject({}))
      .output(trusted(AccountExport))
      .query(({ ctx }) => exportAccount(identity, ctx)),

    delete: procedure
      .meta({
        rest: { method: "POST", path: "/account/delete", status: 202 },
        access: "account:manage",
        confirmed: true,
        tag: "Account",
        summary: "Delete the account and everything it owns",
        description: "It is dead at once; a job removes what it owned.",
        cli: "account delete",
        example: { confirmEmail: "ada@example.com" },
      })
      .input(DeleteAccountInput)
      .output(JobTicket)
      .mutation(({ ctx, input }) => deleteAccount(identity, ctx, input)),

    sessions: procedure
      .meta({
        rest: { method: "GET", path: "/account/sessions" },
        access: "account:manage",
        tag: "Account",
        summary: "Where the account is signed in",
        cli: "account sessions",
        example: {},
      })
      .input(z.strictObject({}))
      .output(SessionList)
      .query(({ ctx }) => listSessions(ctx)),

    revokeSession: procedure
      .meta({
        rest: { method: "DELETE", path: "/account/sessions/{id}", status: 204 },
        access: "account:manage",
        tag: "Account",
        summary: "End one session",
        cli: "account revoke-session",
        example: { id: "00000000-0000-7000-8000-000000000000" },
        exampleNeeds: "account",
      })
      .input(SessionIdInput)
      .output(z.void())
      .mutation(({ ctx, input }) => revokeSession(identity, ctx, input)),

    revokeOtherSessions: procedure
      .meta({
        rest: { method: "POST", path: "/account/sessions/revoke-others" },
        access: "account:manage",
        tag: "Account",
        summary: "End every other session",
        cli: "account revoke-others",
        example: {},
      })
      .input(z.strictObject({}))
      .output(RevokedCount)
      .mutation(({ ctx }) => revokeOtherSessions(identity, ctx)),

    notices: procedure
      .meta({
        rest: { method: "GET", path: "/account/notices" },
        access: "account:read",
        tag: "Account",
        summary: "What the account should know, newest first",
        cli: "account notices",
        example: { limit: 5 },
      })
      .input(ListNoticesInput)
      .output(NoticePage)
      .query(({ ctx, input }) => listNotices(ctx, input)),

    readNotices: procedure
      .meta({
        rest: { method: "POST", path: "/account/notices/read" },
        access: "account:manage",
        tag: "Account",
        summary: "Mark all notices as read",
        cli: "account read-notices",
        example: {},
      })
      .input(z.strictObject({}))
      .output(ReadCount)
      .mutation(({ ctx }) => readNotices(ctx)),

    secondFactors: procedure
      .meta({
        rest: { method: "GET", path: "/account/second-factors" },
        access: "account:manage",
        tag: "Account",
        summary: "Second factors that are set up",
        cli: "account second-factors",
        example: {},
      })
      .input(z.strictObject({}))
      .output(SecondFactorState)
      .query(({ ctx }) => getSecondFactors(identity, ctx)),

    beginTotp: procedure
      .meta({
        rest: { method: "POST", path: "/account/totp" },
        access: "account:manage",
        confirmed: true,
        tag: "Account",
        summary: "Begin setting up an authenticator app",
        cli: "account begin-totp",
        example: {},
      })
      .input(z.strictObject({}))
      .output(TotpSetup)
      .mutation(({ ctx }) => beginTotp(identity, ctx)),

    confirmTotp: procedure
      .meta({
        rest: { method: "POST", path: "/account/totp/confirm" },
        access: "account:manage",
        confirmed: true,
        tag: "Account",
        summary: "Finish it with a code of the app",
        cli: "account confirm-totp",
        example: { code: "123456" },
      })
      .input(ConfirmTotpInput)
      .output(RecoveryCodes)
      .mutation(({ ctx, input }) => confirmTotp(identity, ctx, input)),

    removeTotp: procedure
      .meta({
        rest: { method: "DELETE", path: "/account/totp", status: 204 },
        access: "account:manage",
        confirmed: true,
        tag: "Account",
        summary: "Remove the authenticator app",
        cli: "account remove-totp",
        example: {},
      })
      .input(z.strictObject({}))
      .output(z.void())
      .mutation(({ ctx }) => removeTotp(identity, ctx)),

    renewRecoveryCodes: procedure
      .meta({
        rest: { method: "POST", path: "/account/recovery-codes" },
        access: "account:manage",
        confirmed: true,
        tag: "Account",
        summary: "New recovery codes in place of the old ones",
        cli: "account recovery-codes",
        example: {},
      })
      .input(z.strictObject({}))
      .output(RecoveryCodes)
      .mutation(({ ctx }) => regenerateRecoveryCodes(identity, ctx)),

    beginPasskey: procedure
      .meta({
        rest: { method: "POST", path: "/account/passkeys/options" },
        access: "account:manage",
        confirmed: true,
        tag: "Account",
        summary: "Begin adding a passkey",
        cli: "account passkey-options",
        example: {},
      })
      .input(z.strictObject({}))
      .output(PasskeyOptions)
      .mutation(({ ctx }) => beginPasskey(identity, ctx)),

    addPasskey: procedure
      .meta({
        rest: { method: "POST", path: "/account/passkeys", status: 204 },
        access: "account:manage",
        confirmed: true,
        tag: "Account",
        summary: "Add a passkey",
        cli: "account add-passkey",
        example: { challenge: "from-the-options", name: "This laptop", response: {} },
      })
      .input(AddPasskeyInput)
      .output(z.void())
      .mutation(({ ctx, input }) => addPasskey(identity, ctx, input)),

    removePasskey: procedure
      .meta({
        rest: { method: "DELETE", path: "/account/passkeys/{id}", status: 204 },
        access: "account:manage",
        confirmed: true,
        tag: "Account",
        summary: "Remove a passkey",
        cli: "account remove-passkey",
        example: { id: "AAAA" },
        exampleNeeds: "account",
      })
      .input(PasskeyIdInput)
      .output(z.void())
      .mutation(({ ctx, input }) => removePasskey(identity, ctx, input)),

    externalIdentities: procedure
      .meta({
        rest: { method: "GET", path: "/account/external-identities" },
        access: "account:manage",
        tag: "Account",
        summary: "Sign-ons at a provider that open the account",
        cli: "account external-identities",
        example: {},
      })
      .input(z.strictObject({}))
      .output(ExternalIdentityList)
      .query(({ ctx }) => listExternalIdentities(ctx)),

    beginOidcLink: procedure
      .meta({
        rest: { method: "POST", path: "/account/external-identities/link" },
        access: "account:manage",
        confirmed: true,
        tag: "Account",
        summary: "Begin linking a sign-on at the provider",
        description:
          "Open the address in the same browser: it comes back to /account/security, with `problem` where it came to nothing. 409 where the desk has no single sign-on, or the session is not a browser's.",
        cli: "account link-external",
        example: {},
      })
      .input(z.strictObject({}))
      .output(OidcLink)
      .mutation(({ ctx }) => beginOidcLink(identity, ctx)),

    unlinkExternal: procedure
      .meta({
        rest: { method: "DELETE", path: "/account/external-identities/{id}", status: 204 },
        access: "account:manage",
        confirmed: true,
        tag: "Account",
        summary: "Unlink a sign-on at the provider",
        description: "Ends other sessions that were opened with it. 409 where nothing else is left to sign in with.",
        cli: "account unlink-external",
        example: { id: "00000000-0000-7000-8000-000000000000" },
        exampleNeeds: "account",
      })
      .input(ExternalIdentityIdInput)
      .output(z.void())
      .mutation(({ ctx, input }) => unlinkExternal(identity, ctx, input)),

    keys: procedure
      .meta({
        rest: { method: "GET", path: "/account/keys" },
        access: "account:manage",
        tag: "Account",
        summary: "API keys, newest first",
        cli: "account keys",
        example: {},
      })
      .input(z.strictObject({}))
      .output(ApiKeyList)
      .query(({ ctx }) => listApiKeys(ctx)),

    createKey: procedure
      .meta({
        rest: { method: "POST", path: "/account/keys", status: 201 },
        access: "account:manage",
        confirmed: true,
        tag: "Account",
        summary: "Make an API key",
        description: "The key is in this answer and nowhere else.",
        cli: "account create-key",
        example: { name: "reporting", scopes: ["market:read"] },
      })
      .input(CreateApiKeyInput)
      .output(CreatedApiKey)
      .mutation(({ ctx, input }) => createApiKey(identity, ctx, input)),

    revokeKey: procedure
      .meta({
        rest: { method: "DELETE", path: "/account/keys/{id}", status: 204 },
        access: "account:manage",
        tag: "Account",
        summary: "End an API key",
        cli: "account revoke-key",
        example: { id: "00000000-0000-7000-8000-000000000000" },
        exampleNeeds: "account",
      })
      .input(ApiKeyIdInput)
      .output(z.void())
      .mutation(({ ctx, input }) => revokeApiKey(identity, ctx, input)),
  });
}
