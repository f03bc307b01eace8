import { z } from "zod";
import { Currency } from "../market/rates.contract.ts";
import { IsoTime } from "../market/source.contract.ts";
import { DecimalString } from "../money/decimal.ts";
import { Benchmark, Day, LedgerRules, lineOf, NewId, noteOf } from "./portfolio.contract.ts";
import { LedgerQuantity, TransactionDraft } from "./transaction.contract.ts";
import { WalletKind } from "./wallet.contract.ts";

const MAX_EXPORTED = 500_000;

/** One transaction of an exported portfolio; ids are those of the document and are made anew when it is read in. */
const ExportedTransaction = TransactionDraft.extend({
  id: z.uuid(),
  walletId: z.uuid(),
  linkedId: z.uuid().optional().describe("the other side of a transfer within the document"),
});

/** A portfolio whole: reading it in makes one with the same figures, to the last decimal. */
export const PortfolioDocument = z
  .strictObject({
    kind: z.literal("cryptodesk-portfolio"),
    schema: z.literal(1),
    exportedAt: IsoTime,
    portfolio: z.strictObject({
      name: lineOf(80),
      description: noteOf(2_000).nullable(),
      currency: Currency,
      rules: LedgerRules,
      benchmark: Benchmark.nullable(),
    }),
    wallets: z
      .array(z.strictObject({ id: z.uuid(), name: lineOf(80), kind: WalletKind, note: noteOf(2_000).nullable() }))
      .max(500),
    transactions: z.array(ExportedTransaction).max(MAX_EXPORTED),
  })
  .meta({ id: "PortfolioDocument" });
export type PortfolioDocument = z.infer<typeof PortfolioDocument>;

/** An exchange rate that the owner says, for days of which the desk knows none. */
export const OwnRate = z
  .object({
    currency: Currency,
    day: Day,
    perUsd: DecimalString.describe("units of the currency for one US dollar"),
    note: z.string().nullable(),
  })
  .meta({ id: "OwnRate" });
export type OwnRate = z.infer<typeof OwnRate>;

/** Exchange rates by day: those the desk has stored, and the owner's own, which count first. */
export const DayRateList = z
  .object({
    items: z.array(
      z.object({
        currency: Currency,
        day: Day,
        perUsd: DecimalString,
        source: z.string().describe("`own` for the owner's"),
        asOf: IsoTime.nullable(),
      }),
    ),
    nextCursor: z.string().nullable(),
  })
  .meta({ id: "DayRateList" });
export type DayRateList = z.infer<typeof DayRateList>;

export const ListDayRatesInput = z.strictObject({
  currency: Currency,
  from: Day.optional(),
  to: Day.optional(),
  limit: z.int().min(1).max(250).default(100),
  cursor: z.string().max(100).optional(),
});
export type ListDayRatesInput = z.infer<typeof ListDayRatesInput>;

export const SetOwnRatesInput = z.strictObject({
  rates: z
    .array(
      z.strictObject({
        currency: Currency.refine((currency) => currency !== "usd", "is the dollar itself"),
        day: Day,
        perUsd: LedgerQuantity.nullable().describe("null: the own rate is taken away"),
        note: lineOf(200).nullable().default(null),
      }),
    )
    .min(1)
    .max(1_000),
});
export type SetOwnRatesInput = z.infer<typeof SetOwnRatesInput>;

export const SetOwnRatesAnswer = z.object({ set: z.int(), removed: z.int() }).meta({ id: "SetOwnRatesAnswer" });
export type SetOwnRatesAnswer = z.infer<typeof SetOwnRatesAnswer>;

export const CreateDemoInput = z.strictObject({ id: NewId, currency: Currency.default("usd") });
export type CreateDemoInput = z.infer<typeof CreateDemoInput>;
