import * as account from "@cryptodesk/shared/identity/account.contract";
import * as admin from "@cryptodesk/shared/identity/admin.contract";
import { ApiKeyIdInput, CreateApiKeyInput } from "@cryptodesk/shared/identity/api-key.contract";
import { ListAuditInput, ListOwnAuditInput } from "@cryptodesk/shared/identity/audit.contract";
import { ExternalIdentityIdInput } from "@cryptodesk/shared/identity/external-identity.contract";
import * as factor from "@cryptodesk/shared/identity/second-factor.contract";
import { SessionIdInput } from "@cryptodesk/shared/identity/session.contract";
import * as signIn from "@cryptodesk/shared/identity/sign-in.contract";
import { SaveWorkspaceInput } from "@cryptodesk/shared/identity/workspace.contract";
import { z } from "zod";
import * as canned from "./canned-accounts.ts";
import { JOB_ID } from "./canned-answers.ts";

/** One procedure of the fake desk: whether it changes something, its input, and what it answers. */
export type FakeProcedure = [kind: "query" | "mutation", input: z.ZodType, answer: (input: unknown) => unknown];

const nothing = z.strictObject({});
const page = (items: unknown[]) => () => ({ items, nextCursor: null });
const done = () => undefined;
const CONFIRMED = { confirmedUntil: "2026-01-31T12:10:00.000Z" };
const accepted = () => ({ detail: "If there is such an account, it knows now." });
const codes = () => ({ codes: canned.RECOVERY_CODES });
const passkeyOptions = () => ({ challenge: "challenge-1", options: { rpId: "localhost" } });

export const accountProcedures: Record<string, Record<string, FakeProcedure>> = {
  auth: {
    options: ["query", nothing, () => canned.signInOptions],
    register: ["mutation", signIn.RegisterInput, accepted],
    login: ["mutation", signIn.LoginInput, () => canned.tokenAnswer(1)],
    completeSecondFactor: ["mutation", factor.SecondFactorInput, () => canned.tokenAnswer(2)],
    beginPasskey: ["mutation", factor.BeginPasskeyLoginInput, passkeyOptions],
    passkey: ["mutation", factor.PasskeyLoginInput, () => canned.tokenAnswer(3)],
    refresh: ["mutation", signIn.RefreshInput, () => canned.tokenAnswer(9)],
    logout: ["mutation", signIn.LogoutInput, done],
    requestPasswordReset: ["mutation", signIn.RequestPasswordResetInput, accepted],
    resetPassword: ["mutation", signIn.ResetPasswordInput, done],
    verifyEmail: ["mutation", signIn.VerifyEmailInput, done],
    keySet: [
      "query",
      nothing,
      () => ({ keys: [{ kid: "kid-1", alg: "RS256", use: "sig", kty: "RSA", n: "0", e: "AQAB" }] }),
    ],
  },
  account: {
    me: ["query", nothing, () => canned.ada],
    confirm: ["mutation", signIn.ConfirmInput, () => CONFIRMED],
    update: ["mutation", account.UpdateAccountInput, () => canned.ada],
    changePassword: ["mutation", account.ChangePasswordInput, done],
    changeEmail: ["mutation", account.ChangeEmailInput, () => ({ ...canned.ada, email: "ada@example.org" })],
    requestVerification: ["mutation", nothing, accepted],
    export: ["query", nothing, () => canned.accountExport],
    delete: [
      "mutation",
      account.DeleteAccountInput,
      () => ({ jobId: JOB_ID, name: "delete-account", state: "queued", joined: false, statusUrl: "/" }),
    ],
    sessions: ["query", nothing, page([canned.session])],
    externalIdentities: ["query", nothing, page([canned.externalIdentity])],
    beginOidcLink: [
      "mutation",
      nothing,
      () => ({ url: "https://id.example.com/auth", expiresAt: CONFIRMED.confirmedUntil }),
    ],
    unlinkExternal: ["mutation", ExternalIdentityIdInput, done],
    revokeSession: ["mutation", SessionIdInput, done],
    revokeOtherSessions: ["mutation", nothing, () => ({ revoked: 3 })],
    notices: ["query", account.ListNoticesInput, page([canned.notice])],
    readNotices: ["mutation", nothing, () => ({ read: 2 })],
    secondFactors: ["query", nothing, () => canned.secondFactors],
    beginTotp: ["mutation", nothing, () => canned.totpSetup],
    confirmTotp: ["mutation", factor.ConfirmTotpInput, codes],
    removeTotp: ["mutation", nothing, done],
    renewRecoveryCodes: ["mutation", nothing, codes],
    beginPasskey: ["mutation", nothing, passkeyOptions],
    addPasskey: ["mutation", factor.AddPasskeyInput, done],
    removePasskey: ["mutation", factor.PasskeyIdInput, done],
    keys: ["query", nothing, page([canned.apiKey])],
    createKey: ["mutation", CreateApiKeyInput, () => ({ ...canned.apiKey, key: canned.KEY_TEXT })],
    revokeKey: ["mutation", ApiKeyIdInput, done],
  },
  audit: {
    own: ["query", ListOwnAuditInput, page([canned.entry])],
    list: ["query", ListAuditInput, page([canned.entry])],
  },
  workspace: {
    read: [
      "query",
      nothing,
      page([{ name: "preferences", version: 3, body: { density: "compact" }, updatedAt: "2026-01-31T11:00:00.000Z" }]),
    ],
    save: [
      "mutation",
      SaveWorkspaceInput,
      (input) => ({ ...Object(input), version: 4, updatedAt: "2026-01-31T12:00:00.000Z" }),
    ],
  },
  admin: {
    accounts: ["query", admin.ListAccountsInput, page([canned.grace])],
    account: ["query", admin.AccountIdInput, () => canned.grace],
    createAccount: ["mutation", admin.CreateAccountInput, () => canned.passwordLink],
    changeAccount: ["mutation", admin.ChangeAccountInput, () => canned.grace],
    resetPassword: ["mutation", admin.AccountIdInput, () => canned.passwordLink],
    revokeSessions: ["mutation", admin.AccountIdInput, () => ({ revoked: 2 })],
    impersonate: [
      "mutation",
      admin.AccountIdInput,
      () => canned.tokenAnswer(5, { ...canned.ada, email: "grace@example.com", impersonatedBy: "ada@example.com" }),
    ],
    policy: ["query", nothing, () => canned.policy],
    changePolicy: ["mutation", admin.ChangePolicyInput, () => canned.policy],
    limits: ["query", nothing, page([canned.limit])],
    signingKeys: ["query", nothing, page([canned.signingKey])],
    rotateSigningKeys: ["mutation", nothing, page([canned.signingKey])],
  },
};
