import { z } from "zod";
import { pageInput } from "../market/provider.contract.ts";
import { IsoTime } from "../market/source.contract.ts";
import { DisplayName, Email } from "./account.contract.ts";
import { Role } from "./permission.ts";

/** An account as an admin sees it. */
export const AccountSummary = z
  .object({
    id: z.uuid(),
    email: z.string(),
    name: z.string(),
    role: Role,
    isActive: z.boolean(),
    emailVerified: z.boolean(),
    createdAt: IsoTime,
    lastLoginAt: IsoTime.nullable(),
    secondFactors: z.array(z.enum(["totp", "passkey"])),
    sessions: z.int(),
    apiKeys: z.int(),
  })
  .meta({ id: "AccountSummary" });
export type AccountSummary = z.infer<typeof AccountSummary>;

export const ListAccountsInput = z.strictObject({
  search: z
    .string()
    .min(1)
    .max(200)
    .refine((value) => !value.includes("\u0000"), "must not hold the NUL character")
    .optional()
    .describe("part of the address or the name"),
  role: Role.optional(),
  isActive: z.boolean().optional(),
  ...pageInput,
});
export type ListAccountsInput = z.infer<typeof ListAccountsInput>;
export const AccountPage = z
  .object({ items: z.array(AccountSummary), nextCursor: z.string().nullable() })
  .meta({ id: "AccountPage" });
export type AccountPage = z.infer<typeof AccountPage>;

export const AccountIdInput = z.strictObject({ id: z.uuid() });
export type AccountIdInput = z.infer<typeof AccountIdInput>;

export const ChangeAccountInput = z
  .strictObject({ id: z.uuid(), role: Role.optional(), isActive: z.boolean().optional() })
  .refine(
    ({ role, isActive }) => role !== undefined || isActive !== undefined,
    "name what to change: role or isActive",
  );
export type ChangeAccountInput = z.infer<typeof ChangeAccountInput>;

export const CreateAccountInput = z.strictObject({
  email: Email,
  name: DisplayName.optional(),
  role: Role.default("analyst"),
});
export type CreateAccountInput = z.infer<typeof CreateAccountInput>;

/** A link that sets a password once. Hand it to its owner yourself where the desk cannot send mail. */
export const PasswordLink = z
  .object({
    accountId: z.uuid(),
    token: z.string(),
    path: z.string().describe("page of the desk that takes the token"),
    expiresAt: IsoTime,
  })
  .meta({ id: "PasswordLink" });
export type PasswordLink = z.infer<typeof PasswordLink>;

/** What the desk asks of accounts. */
export const SignInPolicy = z
  .object({ secondFactorRoles: z.array(Role).describe("roles that need a second factor") })
  .meta({ id: "SignInPolicy" });
export type SignInPolicy = z.infer<typeof SignInPolicy>;
export const ChangePolicyInput = z.strictObject({ secondFactorRoles: z.array(Role).max(3) });
export type ChangePolicyInput = z.infer<typeof ChangePolicyInput>;

/** A limit that somebody runs into at the moment. */
export const ActiveLimit = z
  .object({
    key: z.string(),
    kind: z.string(),
    failures: z.int(),
    blockedUntil: IsoTime.nullable(),
    updatedAt: IsoTime,
  })
  .meta({ id: "ActiveLimit" });
export type ActiveLimit = z.infer<typeof ActiveLimit>;
export const ActiveLimitList = z
  .object({ items: z.array(ActiveLimit), nextCursor: z.string().nullable() })
  .meta({ id: "ActiveLimitList" });
export type ActiveLimitList = z.infer<typeof ActiveLimitList>;

export const SigningKey = z
  .object({ kid: z.string(), createdAt: IsoTime, signsUntil: IsoTime.nullable(), verifiesUntil: IsoTime.nullable() })
  .meta({ id: "SigningKey" });
export type SigningKey = z.infer<typeof SigningKey>;
export const SigningKeyList = z
  .object({ items: z.array(SigningKey), nextCursor: z.string().nullable() })
  .meta({ id: "SigningKeyList" });
export type SigningKeyList = z.infer<typeof SigningKeyList>;
