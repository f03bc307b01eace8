import { z } from "zod";
import { GivenPassword } from "../identity/account.contract.ts";
import { pageInput } from "../market/provider.contract.ts";
import { IsoTime } from "../market/source.contract.ts";
import { DecimalString } from "../money/decimal.ts";
import { PerformancePeriod, Returns } from "./performance.contract.ts";
import { AssetRef, Day, lineOf, NewId } from "./portfolio.contract.ts";

/** A link with which others see a portfolio. */
export const Share = z
  .object({
    id: z.uuid(),
    portfolioId: z.uuid(),
    name: z.string(),
    hidesAmounts: z.boolean().describe("only percentages are shown"),
    hasPassword: z.boolean(),
    expiresAt: IsoTime.nullable(),
    createdAt: IsoTime,
    lastViewedAt: IsoTime.nullable(),
    views: z.int(),
    state: z.enum(["live", "expired", "revoked", "blocked"]).describe("blocked: by an admin of the desk"),
    blockedReason: z.string().nullable(),
  })
  .meta({ id: "Share" });
export type Share = z.infer<typeof Share>;

export const ShareList = z
  .object({ items: z.array(Share), nextCursor: z.string().nullable() })
  .meta({ id: "ShareList" });
export type ShareList = z.infer<typeof ShareList>;

export const CreateShareInput = z.strictObject({
  portfolioId: z.uuid(),
  id: NewId,
  name: lineOf(80).default("Link"),
  hidesAmounts: z.boolean().default(true),
  password: z.string().min(8).max(128).nullable().default(null),
  expiresAt: IsoTime.nullable().default(null),
});
export type CreateShareInput = z.infer<typeof CreateShareInput>;

/** The link, shown once: it cannot be read again. */
export const CreatedShare = z.object({ share: Share, token: z.string(), url: z.string() }).meta({ id: "CreatedShare" });
export type CreatedShare = z.infer<typeof CreatedShare>;

export const ShareRef = z.strictObject({ portfolioId: z.uuid(), shareId: z.uuid() });
export type ShareRef = z.infer<typeof ShareRef>;

export const OpenShareInput = z.strictObject({
  token: z
    .string()
    .min(10)
    .max(100)
    .regex(/^[A-Za-z0-9_-]+$/, "must be the token of a link"),
  password: GivenPassword.optional(),
  period: PerformancePeriod.default("1y"),
});
export type OpenShareInput = z.infer<typeof OpenShareInput>;

/** What somebody with a link sees. Amounts are null where the owner hides them. */
export const SharedPortfolio = z
  .object({
    name: z.string(),
    description: z.string().nullable(),
    currency: z.string(),
    hidesAmounts: z.boolean(),
    currentValue: DecimalString.nullable(),
    unrealizedPnl: DecimalString.nullable(),
    unrealizedPnlPct: DecimalString.nullable(),
    change24hPct: DecimalString.nullable(),
    returns: Returns.omit({ gain: true, invested: true }),
    holdings: z.array(
      z.object({
        asset: AssetRef,
        allocationPct: DecimalString.nullable(),
        change24hPct: DecimalString.nullable(),
        unrealizedPnlPct: DecimalString.nullable(),
        quantity: DecimalString.nullable(),
        currentValue: DecimalString.nullable(),
      }),
    ),
    series: z.array(z.object({ day: Day, index: DecimalString.nullable(), value: DecimalString.nullable() })),
    calculatedAt: IsoTime.nullable(),
    simulated: z.boolean(),
  })
  .meta({ id: "SharedPortfolio" });
export type SharedPortfolio = z.infer<typeof SharedPortfolio>;

/** A link as an admin of the desk sees it: nothing of what is in the portfolio. */
export const ModeratedShare = z
  .object({ share: Share, portfolioName: z.string(), ownerEmail: z.string() })
  .meta({ id: "ModeratedShare" });
export type ModeratedShare = z.infer<typeof ModeratedShare>;

export const ModeratedShareList = z
  .object({ items: z.array(ModeratedShare), nextCursor: z.string().nullable() })
  .meta({ id: "ModeratedShareList" });
export type ModeratedShareList = z.infer<typeof ModeratedShareList>;

export const ListModeratedSharesInput = z.strictObject({ ...pageInput });
export type ListModeratedSharesInput = z.infer<typeof ListModeratedSharesInput>;

export const BlockShareInput = z.strictObject({
  shareId: z.uuid(),
  blocked: z.boolean(),
  reason: lineOf(300).nullable().default(null).describe("shown to the owner"),
});
export type BlockShareInput = z.infer<typeof BlockShareInput>;
