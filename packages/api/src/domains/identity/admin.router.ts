import {
  AccountIdInput,
  AccountPage,
  AccountSummary,
  ActiveLimitList,
  ChangeAccountInput,
  ChangePolicyInput,
  CreateAccountInput,
  ListAccountsInput,
  PasswordLink,
  SignInPolicy,
  SigningKeyList,
} from "@cryptodesk/shared/identity/admin.contract";
import { RevokedCount } from "@cryptodesk/shared/identity/session.contract";
import { TokenAnswer } from "@cryptodesk/shared/identity/sign-in.contract";
import { z } from "zod";
import { procedure, router } from "../../platform/trpc/trpc.ts";
import {
  changeAccount,
  createAccount,
  getAccount,
  impersonate,
  issuePasswordLink,
  listAccounts,
  revokeAccountSessions,
} from "./administer-accounts.ts";
import { changePolicy, getPolicy, listLimits, listSigningKeys, rotateSigningKeys } from "./administer-desk.ts";
import type { IdentityRuntime } from "./identity-runtime.ts";

/** Wiring only. */
export function createAdminRouter(identity: IdentityRuntime) {
  return router({
    accounts: procedure
      .meta({
        rest: { method: "GET", path: "/admin/accounts", csv: true },
        access: "admin:read",
        tag: "Administration",
        summary: "Accounts, newest first",
        cli: "admin accounts",
        example: { limit: 5 },
      })
      .input(ListAccountsInput)
      .output(AccountPage)
      .query(({ ctx, input }) => listAccounts(ctx, input)),

    account: procedure
      .meta({
        rest: { method: "GET", path: "/admin/accounts/{id}" },
        access: "admin:read",
        tag: "Administration",
        summary: "One account",
        cli: "admin account",
        example: { id: "00000000-0000-7000-8000-000000000000" },
        exampleNeeds: "account",
      })
      .input(AccountIdInput)
      .output(AccountSummary)
      .query(({ ctx, input }) => getAccount(ctx, input)),

    createAccount: procedure
      .meta({
        rest: { method: "POST", path: "/admin/accounts", status: 201 },
        access: "admin:credentials",
        confirmed: true,
        tag: "Administration",
        summary: "Make an account; its owner sets the password",
        cli: "admin create-account",
        example: { email: "grace@example.com" },
      })
      .input(CreateAccountInput)
      .output(PasswordLink)
      .mutation(({ ctx, input }) => createAccount(identity, ctx, input)),

    changeAccount: procedure
      .meta({
        rest: { method: "PATCH", path: "/admin/accounts/{id}" },
        access: "admin:users",
        confirmed: true,
        tag: "Administration",
        summary: "Change role or activity",
        description: "A disabled account is dead at once, with its sessions and keys.",
        cli: "admin change-account",
        example: { id: "00000000-0000-7000-8000-000000000000", role: "viewer" },
        exampleNeeds: "account",
      })
      .input(ChangeAccountInput)
      .output(AccountSummary)
      .mutation(({ ctx, input }) => changeAccount(identity, ctx, input)),

    resetPassword: procedure
      .meta({
        rest: { method: "POST", path: "/admin/accounts/{id}/password-link", status: 201 },
        access: "admin:credentials",
        confirmed: true,
        tag: "Administration",
        summary: "A link with which an account sets a new password",
        cli: "admin reset-password",
        example: { id: "00000000-0000-7000-8000-000000000000" },
        exampleNeeds: "account",
      })
      .input(AccountIdInput)
      .output(PasswordLink)
      .mutation(({ ctx, input }) => issuePasswordLink(identity, ctx, input)),

    revokeSessions: procedure
      .meta({
        rest: { method: "POST", path: "/admin/accounts/{id}/revoke-sessions" },
        access: "admin:users",
        tag: "Administration",
        summary: "End every session of an account",
        cli: "admin revoke-sessions",
        example: { id: "00000000-0000-7000-8000-000000000000" },
        exampleNeeds: "account",
      })
      .input(AccountIdInput)
      .output(RevokedCount)
      .mutation(({ ctx, input }) => revokeAccountSessions(identity, ctx, input)),

    impersonate: procedure
      .meta({
        rest: { method: "POST", path: "/admin/accounts/{id}/impersonate", status: 201 },
        access: "admin:credentials",
        confirmed: true,
        tag: "Administration",
        summary: "Act as another account for an hour",
        cli: "admin impersonate",
        example: { id: "00000000-0000-7000-8000-000000000000" },
        exampleNeeds: "account",
      })
      .input(AccountIdInput)
      .output(TokenAnswer)
      .mutation(({ ctx, input }) => impersonate(identity, ctx, input)),

    policy: procedure
      .meta({
        rest: { method: "GET", path: "/admin/policy" },
        access: "admin:read",
        tag: "Administration",
        summary: "What the desk asks of accounts",
        cli: "admin policy",
        example: {},
      })
      .input(z.strictObject({}))
      .output(SignInPolicy)
      .query(({ ctx }) => getPolicy(ctx)),

    changePolicy: procedure
      .meta({
        rest: { method: "PUT", path: "/admin/policy" },
        access: "admin:credentials",
        confirmed: true,
        tag: "Administration",
        summary: "Set which roles need a second factor",
        cli: "admin change-policy",
        example: { secondFactorRoles: ["admin"] },
      })
      .input(ChangePolicyInput)
      .output(SignInPolicy)
      .mutation(({ ctx, input }) => changePolicy(identity, ctx, input)),

    limits: procedure
      .meta({
        rest: { method: "GET", path: "/admin/limits" },
        access: "admin:read",
        tag: "Administration",
        summary: "Tries that were counted within the last hour",
        cli: "admin limits",
        example: {},
      })
      .input(z.strictObject({}))
      .output(ActiveLimitList)
      .query(({ ctx }) => listLimits(ctx)),

    signingKeys: procedure
      .meta({
        rest: { method: "GET", path: "/admin/signing-keys" },
        access: "admin:read",
        tag: "Administration",
        summary: "Keys of access tokens",
        cli: "admin signing-keys",
        example: {},
      })
      .input(z.strictObject({}))
      .output(SigningKeyList)
      .query(({ ctx }) => listSigningKeys(ctx)),

    rotateSigningKeys: procedure
      .meta({
        rest: { method: "POST", path: "/admin/signing-keys/rotate" },
        access: "admin:credentials",
        confirmed: true,
        tag: "Administration",
        summary: "Let a new key sign from now on",
        cli: "admin rotate-keys",
        example: {},
      })
      .input(z.strictObject({}))
      .output(SigningKeyList)
      .mutation(({ ctx }) => rotateSigningKeys(identity, ctx)),
  });
}
