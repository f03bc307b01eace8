import { z } from "zod";
import { IsoTime } from "../market/source.contract.ts";
import { BaseVersion, lineOf, NewId, noteOf } from "./portfolio.contract.ts";

export const WalletKind = z.enum(["exchange", "wallet", "bank", "other"]).meta({ id: "WalletKind" });
export type WalletKind = z.infer<typeof WalletKind>;

/** Where a portfolio keeps things: an account at an exchange, a wallet, a bank. */
export const Wallet = z
  .object({
    id: z.uuid(),
    portfolioId: z.uuid(),
    name: z.string(),
    kind: WalletKind,
    note: z.string().nullable(),
    transactionCount: z.int(),
    version: z.int(),
    createdAt: IsoTime,
    updatedAt: IsoTime,
  })
  .meta({ id: "Wallet" });
export type Wallet = z.infer<typeof Wallet>;

export const WalletList = z
  .object({ items: z.array(Wallet), nextCursor: z.string().nullable() })
  .meta({ id: "WalletList" });
export type WalletList = z.infer<typeof WalletList>;

export const CreateWalletInput = z.strictObject({
  portfolioId: z.uuid(),
  id: NewId,
  name: lineOf(80),
  kind: WalletKind.default("wallet"),
  note: noteOf(2_000).nullable().default(null),
});
export type CreateWalletInput = z.infer<typeof CreateWalletInput>;

export const UpdateWalletInput = z.strictObject({
  portfolioId: z.uuid(),
  walletId: z.uuid(),
  version: BaseVersion,
  name: lineOf(80).optional(),
  kind: WalletKind.optional(),
  note: noteOf(2_000).nullable().optional(),
});
export type UpdateWalletInput = z.infer<typeof UpdateWalletInput>;

export const DeleteWalletInput = z.strictObject({
  portfolioId: z.uuid(),
  walletId: z.uuid(),
  version: BaseVersion,
});
export type DeleteWalletInput = z.infer<typeof DeleteWalletInput>;
