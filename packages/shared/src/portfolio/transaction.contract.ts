import { z } from "zod";
import { pageInput } from "../market/provider.contract.ts";
import { Currency } from "../market/rates.contract.ts";
import { IsoTime } from "../market/source.contract.ts";
import { DecimalString } from "../money/decimal.ts";
import { isStorableText } from "../text/storable.ts";
import { AssetId, AssetRef, BaseVersion, Day, lineOf, NewId, noteOf } from "./portfolio.contract.ts";

export const TRANSACTION_TYPES = [
  "buy",
  "sell",
  "swap",
  "deposit",
  "withdrawal",
  "transfer-out",
  "transfer-in",
  "fee",
  "staking-reward",
  "interest",
  "airdrop",
  "mining",
  "gift-in",
  "gift-out",
  "lost",
  "stolen",
  "split",
  "opening-balance",
] as const;

export const TransactionType = z.enum(TRANSACTION_TYPES).meta({ id: "TransactionType" });
export type TransactionType = z.infer<typeof TransactionType>;

// As many digits as the ledger's exact arithmetic keeps: 36 after the point.
const LIMITED = /^-?\d{1,30}(?:\.\d{1,36})?$/;
const isKept = (text: string) => LIMITED.test(text);
const KEPT = "must have at most 30 digits before and 36 after the point";

/** An amount that the ledger keeps exactly. */
export const LedgerDecimal = DecimalString.refine(isKept, KEPT);
export const LedgerAmount = LedgerDecimal.refine((text) => !text.startsWith("-"), "must not be negative");
export const LedgerQuantity = LedgerAmount.refine((text) => /[1-9]/.test(text), "must be above 0");

const tags = z.array(lineOf(40)).max(20);
const day = IsoTime.refine((at) => at >= "1970-01-01" && at < "2200-01-01", "must lie between 1970 and 2200");

/** So many units of a lot, for a sale that names the lots it sells. */
export const NamedLot = z.strictObject({
  lotId: z.string().max(80).refine(isStorableText, "must be well-formed text"),
  quantity: LedgerQuantity,
});

/**
 * What is said of a transaction. Which fields a type needs:
 * `split` assetId, splitFrom, splitTo; `fee` fees; `swap` assetId, quantity, toAssetId, toQuantity; all others assetId
 * and quantity. A transfer within the desk is a transfer-out with `toWalletId`; its other side is made with it.
 */
export const transactionFields = {
  type: TransactionType,
  date: day.describe("when it happened"),
  walletId: z.uuid().optional().describe("the portfolio's first wallet unless given"),
  assetId: AssetId.optional().describe("what was bought, sold, moved; of a swap what went out"),
  quantity: LedgerQuantity.optional().describe("units, always above 0"),
  price: LedgerAmount.nullable().optional().describe("of one unit, in `currency`; give it or `value`, or neither"),
  value: LedgerAmount.nullable().optional().describe("of all units without fees, in `currency`; null: unknown"),
  currency: Currency.optional().describe("of price, value, cost and fees; the portfolio's unless given"),
  fees: LedgerDecimal.nullable()
    .optional()
    .describe("in `currency`, negative for a rebate; or units of feeAssetId. null: none"),
  feeAssetId: AssetId.nullable().optional().describe("the asset that paid the fee"),
  toAssetId: AssetId.optional().describe("of a swap, what came in"),
  toQuantity: LedgerQuantity.optional(),
  toWalletId: z.uuid().optional().describe("of a transfer-out: the wallet that receives, of this portfolio or another"),
  cost: LedgerAmount.nullable()
    .optional()
    .describe("of a deposit or opening balance: what the units once cost, in `currency`; null: unknown"),
  acquiredAt: day.nullable().optional().describe("of a deposit or opening balance: when the units were acquired"),
  splitFrom: LedgerQuantity.optional().describe("of a split: so many old units"),
  splitTo: LedgerQuantity.optional().describe("became so many new ones"),
  lots: z.array(NamedLot).max(200).optional().describe("the lots that go, for specific identification"),
  tags: tags.optional(),
  note: noteOf(4_000).nullable().optional(),
};

export const TransactionDraft = z.strictObject(transactionFields);
export type TransactionDraft = z.infer<typeof TransactionDraft>;

/** A transaction as it is kept. */
export const Transaction = z
  .object({
    id: z.uuid(),
    portfolioId: z.uuid(),
    walletId: z.uuid(),
    type: TransactionType,
    date: IsoTime,
    asset: AssetRef.nullable().describe("null for a fee"),
    quantity: DecimalString.nullable(),
    price: DecimalString.nullable(),
    value: DecimalString.nullable().describe("in `currency`; null: it was not said"),
    currency: Currency,
    fees: DecimalString.nullable(),
    feeAsset: AssetRef.nullable().describe("null: the fee is money of `currency`"),
    toAsset: AssetRef.nullable(),
    toQuantity: DecimalString.nullable(),
    cost: DecimalString.nullable(),
    acquiredAt: IsoTime.nullable(),
    splitFrom: DecimalString.nullable(),
    splitTo: DecimalString.nullable(),
    lots: z.array(z.object({ lotId: z.string(), quantity: DecimalString })),
    linked: z
      .object({ transactionId: z.uuid(), portfolioId: z.uuid(), walletId: z.uuid() })
      .nullable()
      .describe("the other side of a transfer"),
    tags: z.array(z.string()),
    note: z.string().nullable(),
    importId: z.uuid().nullable(),
    importRow: z.int().nullable().describe("line of the imported file"),
    version: z.int(),
    createdAt: IsoTime,
    updatedAt: IsoTime,
    deletedAt: IsoTime.nullable(),
  })
  .meta({ id: "Transaction" });
export type Transaction = z.infer<typeof Transaction>;

export const TransactionPage = z
  .object({
    items: z.array(Transaction),
    nextCursor: z.string().nullable(),
    total: z.int().describe("of all that the filters let through"),
  })
  .meta({ id: "TransactionPage" });
export type TransactionPage = z.infer<typeof TransactionPage>;

export const ListTransactionsInput = z.strictObject({
  portfolioId: z.uuid(),
  walletId: z.uuid().optional(),
  assetId: AssetId.optional().describe("on either side of a swap, or paying a fee"),
  types: z.array(TransactionType).max(TRANSACTION_TYPES.length).optional(),
  from: Day.optional().describe("first day"),
  to: Day.optional().describe("last day"),
  tag: lineOf(40).optional(),
  importId: z.uuid().optional(),
  text: lineOf(100).optional().describe("part of a note, a tag, an asset's id"),
  deleted: z.boolean().default(false).describe("those that were deleted and may be restored"),
  order: z.enum(["newest", "oldest"]).default("newest"),
  ...pageInput,
});
export type ListTransactionsInput = z.infer<typeof ListTransactionsInput>;

export const TransactionRef = z.strictObject({ portfolioId: z.uuid(), transactionId: z.uuid() });
export type TransactionRef = z.infer<typeof TransactionRef>;

/** Whether units may go out that are not known to have come in. */
export const AllowMissing = z
  .boolean()
  .default(false)
  .describe("record it although more goes out than is held then; the units are listed as missing");

export const CreateTransactionInput = z.strictObject({
  portfolioId: z.uuid(),
  id: NewId,
  ...transactionFields,
  allowMissing: AllowMissing,
});
export type CreateTransactionInput = z.infer<typeof CreateTransactionInput>;

export const UpdateTransactionInput = z.strictObject({
  portfolioId: z.uuid(),
  transactionId: z.uuid(),
  version: BaseVersion,
  ...TransactionDraft.partial().shape,
  allowMissing: AllowMissing,
});
export type UpdateTransactionInput = z.infer<typeof UpdateTransactionInput>;

export const DeleteTransactionInput = z.strictObject({
  portfolioId: z.uuid(),
  transactionId: z.uuid(),
  version: BaseVersion,
  allowMissing: AllowMissing,
});
export type DeleteTransactionInput = z.infer<typeof DeleteTransactionInput>;

/** One change of many transactions at once; all of it or nothing. */
export const BulkEditInput = z.strictObject({
  portfolioId: z.uuid(),
  transactionIds: z.array(z.uuid()).min(1).max(500),
  change: z
    .strictObject({
      delete: z.literal(true).optional(),
      restore: z.literal(true).optional(),
      walletId: z.uuid().optional(),
      addTags: tags.optional(),
      removeTags: tags.optional(),
      note: noteOf(4_000).nullable().optional(),
    })
    .refine((change) => Object.values(change).some((each) => each !== undefined), "says nothing to change")
    .refine(({ delete: gone, restore }) => !(gone && restore), "cannot delete and restore"),
  allowMissing: AllowMissing,
});
export type BulkEditInput = z.infer<typeof BulkEditInput>;

export const BulkEditAnswer = z
  .object({ changed: z.int(), revision: z.int().describe("of the portfolio, now") })
  .meta({ id: "BulkEditAnswer" });
export type BulkEditAnswer = z.infer<typeof BulkEditAnswer>;
