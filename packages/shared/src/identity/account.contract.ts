import { z } from "zod";
import { pageInput } from "../market/provider.contract.ts";
import { IsoTime } from "../market/source.contract.ts";
import { isStorableText } from "../text/storable.ts";
import { PermissionName, Role } from "./permission.ts";

const withoutControls = (text: string) => !/\p{Cc}/u.test(text);

export const PASSWORD_MIN = 8;
export const PASSWORD_MAX = 128;

/** An address to sign in with. Compared without case and in Unicode's compatible form; shown as it was typed. */
export const Email = z
  .string()
  .max(254)
  .regex(/^[^\s@]+@[^\s@]+$/, "must be an e-mail address")
  .refine(withoutControls, "must not hold control characters")
  .refine(isStorableText, "must be well-formed text")
  .describe("e-mail address");

/** Any characters, counted as code points; nothing is trimmed or cut off. */
export const NewPassword = z
  .string()
  .max(PASSWORD_MAX * 2)
  .refine((text) => [...text].length >= PASSWORD_MIN, `must have at least ${PASSWORD_MIN} characters`)
  .refine((text) => [...text].length <= PASSWORD_MAX, `must have at most ${PASSWORD_MAX} characters`)
  .describe(`new password: ${PASSWORD_MIN} to ${PASSWORD_MAX} characters of any kind`);

/** A password that is compared, not chosen. */
export const GivenPassword = z.string().min(1).max(1024);

export const DisplayName = z
  .string()
  .trim()
  .min(1)
  .max(80)
  .refine(withoutControls, "must not hold control characters")
  .refine(isStorableText, "must be well-formed text")
  .describe("name shown to others");

/** The account that asks. */
export const Me = z
  .object({
    id: z.uuid(),
    email: z.string(),
    name: z.string(),
    role: Role,
    permissions: z.array(PermissionName),
    emailVerified: z.boolean(),
    createdAt: IsoTime,
    via: z.enum(["session", "apiKey"]),
    sessionId: z.uuid().nullable().describe("null for an API key"),
    confirmedUntil: IsoTime.nullable().describe("until then sensitive actions need no further confirmation"),
    secondFactors: z.array(z.enum(["totp", "passkey"])),
    secondFactorRequired: z.boolean().describe("the role needs a second factor that is not set up yet"),
    hasPassword: z.boolean(),
    impersonatedBy: z.string().nullable().describe("e-mail of the admin who acts as this account"),
    unreadNotices: z.int(),
  })
  .meta({ id: "Me" });
export type Me = z.infer<typeof Me>;

export const UpdateAccountInput = z.strictObject({ name: DisplayName });
export type UpdateAccountInput = z.infer<typeof UpdateAccountInput>;

export const ChangePasswordInput = z.strictObject({
  currentPassword: GivenPassword.optional().describe("not needed where the account has none yet"),
  newPassword: NewPassword,
});
export type ChangePasswordInput = z.infer<typeof ChangePasswordInput>;

export const ChangeEmailInput = z.strictObject({ email: Email });
export type ChangeEmailInput = z.infer<typeof ChangeEmailInput>;

export const DeleteAccountInput = z.strictObject({
  confirmEmail: z.string().max(254).describe("the account's own e-mail address, to be sure"),
});
export type DeleteAccountInput = z.infer<typeof DeleteAccountInput>;

/** Everything an account owns, without secrets. */
export const AccountExport = z
  .object({
    exportedAt: IsoTime,
    account: z.object({
      id: z.uuid(),
      email: z.string(),
      name: z.string(),
      role: Role,
      createdAt: IsoTime,
      emailVerified: z.boolean(),
    }),
    sessions: z.array(z.record(z.string(), z.unknown())),
    apiKeys: z.array(z.record(z.string(), z.unknown())),
    passkeys: z.array(z.record(z.string(), z.unknown())),
    externalIdentities: z.array(z.record(z.string(), z.unknown())),
    workspace: z.record(z.string(), z.unknown()).describe("documents by name"),
    notices: z.array(z.record(z.string(), z.unknown())),
    audit: z.array(z.record(z.string(), z.unknown())),
    ownRates: z.array(z.record(z.string(), z.unknown())),
    portfolioLinks: z.array(z.record(z.string(), z.unknown())).describe("without the tokens that open them"),
    strategies: z.array(z.record(z.string(), z.unknown())).describe("each with all versions of its rules"),
    paperAccounts: z.array(z.record(z.string(), z.unknown())).describe("each with its signals and trades"),
    portfolios: z
      .array(z.record(z.string(), z.unknown()))
      .describe("each a PortfolioDocument, which can be read in again"),
  })
  .meta({ id: "AccountExport" });
export type AccountExport = z.infer<typeof AccountExport>;

/** Something the account's owner should know, e.g. a sign-in from a device not seen before. */
export const Notice = z
  .object({
    id: z.uuid(),
    kind: z.enum([
      "newDevice",
      "refreshReuse",
      "passwordChanged",
      "secondFactorChanged",
      "externalIdentityChanged",
      "keyCreated",
      "linkModerated",
    ]),
    detail: z.string(),
    ip: z.string().nullable(),
    createdAt: IsoTime,
    readAt: IsoTime.nullable(),
  })
  .meta({ id: "Notice" });
export type Notice = z.infer<typeof Notice>;
export const ListNoticesInput = z.strictObject(pageInput);
export type ListNoticesInput = z.infer<typeof ListNoticesInput>;
export const NoticePage = z
  .object({ items: z.array(Notice), nextCursor: z.string().nullable() })
  .meta({ id: "NoticePage" });
export type NoticePage = z.infer<typeof NoticePage>;

export const ReadCount = z.object({ read: z.int() }).meta({ id: "ReadCount" });
export type ReadCount = z.infer<typeof ReadCount>;
