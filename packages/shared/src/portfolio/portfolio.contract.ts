import { z } from "zod";
import { Currency } from "../market/rates.contract.ts";
import { CoinId, IsoTime } from "../market/source.contract.ts";
import { DecimalString } from "../money/decimal.ts";
import { isStorableText } from "../text/storable.ts";

const withoutControls = (text: string) => !/\p{Cc}/u.test(text);

/** A line of text that people write: a name, a tag. */
export function lineOf(max: number) {
  return z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine(withoutControls, "must not hold control characters")
    .refine(isStorableText, "must be well-formed text");
}

/** Text of several lines. */
export function noteOf(max: number) {
  return z.string().max(max).refine(isStorableText, "must be well-formed text without NUL");
}

/** Calendar day. */
export const Day = z.iso.date().meta({ id: "Day", description: "Calendar day, UTC", example: "2026-01-31" });
export type Day = z.infer<typeof Day>;

/**
 * What a portfolio can hold: a coin of the market by its id, money kept in an account as `fiat:eur`, anything else as
 * `other:NAME`, for which there are no prices.
 */
export const AssetId = CoinId.refine((id) => {
  const [kind, rest] = id.startsWith("fiat:")
    ? ["fiat", id.slice(5)]
    : ["", id.startsWith("other:") ? id.slice(6) : id];
  return kind === "fiat" ? /^[a-z]{3}$/.test(rest ?? "") : rest !== "";
}, "must be a coin's id, fiat: with a currency code of three small letters, or other: with a name").meta({
  id: "AssetId",
  description: "Coin id, `fiat:eur` for money that is kept, or `other:NAME` for what the market does not know",
  example: "bitcoin",
});
export type AssetId = z.infer<typeof AssetId>;

/** An asset as it is shown. */
export const AssetRef = z
  .object({
    id: AssetId,
    symbol: z.string(),
    name: z.string(),
    kind: z.enum(["coin", "fiat", "other"]).describe("other: the market does not know it, so it has no price"),
  })
  .meta({ id: "AssetRef" });
export type AssetRef = z.infer<typeof AssetRef>;

export const CostMethod = z
  .enum(["fifo", "lifo", "hifo", "lofo", "average", "section-104", "specific"])
  .meta({ id: "CostMethod" })
  .describe(
    "how units that go out find the units that came in: oldest, youngest, dearest, cheapest first, at the mean cost, by the United Kingdom's Section 104, or the lots a sale names",
  );
export type CostMethod = z.infer<typeof CostMethod>;

/** How a portfolio counts. */
export const LedgerRules = z
  .strictObject({
    methods: z
      .array(z.strictObject({ fromDay: Day, method: CostMethod }))
      .min(1)
      .max(60)
      .refine(
        (methods) => methods.every(({ fromDay }, at) => at === 0 || fromDay > (methods[at - 1]?.fromDay ?? "")),
        "must be in order, each day once",
      )
      .describe("the cost method from a day on, e.g. the first day of a tax year; the first one counts from the start"),
    feesInCost: z.boolean().describe("fees raise the cost of what is bought and lower what a sale brings"),
    longTermDays: z
      .int()
      .min(1)
      .max(36_500)
      .nullable()
      .describe("held for more days than these is long-term; null: no such difference"),
    shorts: z.enum(["refuse", "allow"]).describe("whether more may be sold than is held"),
    lots: z.enum(["account", "portfolio"]).describe("whether each wallet keeps its own lots"),
    giftsReceived: z.enum(["income", "acquisition"]),
    giftsMade: z.enum(["disposal", "removal"]),
    losses: z.enum(["disposal", "removal"]).describe("whether what is lost or stolen realises a loss"),
    unpriced: z
      .enum(["market", "leave"])
      .describe("a transaction without a value takes the day's closing price of the market, or stays without"),
  })
  .meta({ id: "LedgerRules" });
export type LedgerRules = z.infer<typeof LedgerRules>;

export const DEFAULT_RULES: LedgerRules = {
  methods: [{ fromDay: "1970-01-01", method: "fifo" }],
  feesInCost: true,
  longTermDays: 365,
  shorts: "refuse",
  lots: "portfolio",
  giftsReceived: "acquisition",
  giftsMade: "removal",
  losses: "removal",
  unpriced: "market",
};

/** What a portfolio is measured against: a coin, the whole market, or a basket of coins by weight. */
export const Benchmark = z
  .union([
    z.strictObject({ kind: z.literal("coin"), coinId: CoinId }),
    z.strictObject({ kind: z.literal("total-market") }),
    z.strictObject({
      kind: z.literal("basket"),
      parts: z
        .array(z.strictObject({ coinId: CoinId, weight: z.number().positive().max(1_000_000) }))
        .min(1)
        .max(20),
    }),
  ])
  .meta({ id: "Benchmark" });
export type Benchmark = z.infer<typeof Benchmark>;

export const Portfolio = z
  .object({
    id: z.uuid(),
    name: z.string(),
    description: z.string().nullable(),
    currency: Currency.describe("what everything is counted in"),
    isActive: z.boolean().describe("false: put aside, not in totals over all portfolios"),
    isPublic: z.boolean().describe("somebody with a link can see it"),
    isDemo: z.boolean(),
    rules: LedgerRules,
    benchmark: Benchmark.nullable(),
    transactionCount: z.int(),
    walletCount: z.int(),
    version: z.int().describe("counts changes of the portfolio itself; the ETag"),
    revision: z.int().describe("counts every change of the portfolio and of its transactions"),
    createdAt: IsoTime,
    updatedAt: IsoTime,
    deletedAt: IsoTime.nullable().describe("deleted, and may still be restored"),
  })
  .meta({ id: "Portfolio" });
export type Portfolio = z.infer<typeof Portfolio>;

/** How old the calculated figures are, and what is being done about it. */
export const CalculationState = z
  .object({
    state: z
      .enum(["fresh", "recomputing", "failed"])
      .describe("recomputing: the figures are those of an earlier revision; failed: `problem` says why"),
    revision: z.int().nullable().describe("of the figures shown; null: there are none yet"),
    calculatedAt: IsoTime.nullable(),
    progress: z.number().min(0).max(1).nullable().describe("of the calculation that runs"),
    problem: z
      .object({ detail: z.string(), transactionId: z.uuid().nullable() })
      .nullable()
      .describe("a transaction that contradicts itself or another"),
  })
  .meta({ id: "CalculationState" });
export type CalculationState = z.infer<typeof CalculationState>;

/** The sums of a portfolio, in its currency. */
export const PortfolioTotals = z
  .object({
    currentValue: DecimalString.nullable().describe("null while the price of anything held is unknown"),
    knownValue: DecimalString.describe("value of what has a price"),
    costBasisTotal: DecimalString.nullable().describe("null while the cost of anything held is unknown"),
    knownCostBasis: DecimalString,
    unrealizedPnl: DecimalString.nullable(),
    unrealizedPnlPct: DecimalString.nullable().describe("of the cost basis"),
    realizedPnl: DecimalString.describe("sum of the known gains"),
    income: DecimalString.describe("sum of the known income"),
    fees: DecimalString.describe("sum of the known fees"),
    change24h: DecimalString.nullable().describe("of the value of what is held now"),
    change24hPct: DecimalString.nullable(),
    unpriced: z.int().describe("assets held whose price is unknown"),
    unknownIncome: z.int().describe("entries of income whose value is unknown"),
    unknownFees: z.int(),
    missing: z.int().describe("entries of the queue of missing acquisitions"),
  })
  .meta({ id: "PortfolioTotals" });
export type PortfolioTotals = z.infer<typeof PortfolioTotals>;

/** A portfolio in the list, with what it is worth. */
export const PortfolioListItem = z
  .object({ portfolio: Portfolio, totals: PortfolioTotals.nullable(), calculation: CalculationState })
  .meta({ id: "PortfolioListItem" });
export type PortfolioListItem = z.infer<typeof PortfolioListItem>;

export const PortfolioList = z
  .object({ items: z.array(PortfolioListItem), nextCursor: z.string().nullable() })
  .meta({ id: "PortfolioList" });
export type PortfolioList = z.infer<typeof PortfolioList>;

export const ListPortfoliosInput = z.strictObject({
  deleted: z.boolean().default(false).describe("those that were deleted and may be restored"),
});
export type ListPortfoliosInput = z.infer<typeof ListPortfoliosInput>;

export const portfolioFields = {
  name: lineOf(80),
  description: noteOf(2_000).nullable(),
  currency: Currency,
  isActive: z.boolean(),
  rules: LedgerRules,
  benchmark: Benchmark.nullable(),
};

/** An id that the client chose, so that trying again makes nothing twice. */
export const NewId = z
  .uuid({ version: "v7" })
  .optional()
  .describe("UUIDv7 chosen by the client: the same request again answers what was made the first time");

export const CreatePortfolioInput = z.strictObject({
  id: NewId,
  name: portfolioFields.name,
  description: portfolioFields.description.default(null),
  currency: Currency.default("usd"),
  rules: LedgerRules.partial().default({}).describe("what is not given is as on a new portfolio"),
  benchmark: portfolioFields.benchmark.default({ kind: "coin", coinId: "bitcoin" }),
});
export type CreatePortfolioInput = z.infer<typeof CreatePortfolioInput>;

/** The version a change was made to: a body's field, or at REST the field If-Match. */
export const BaseVersion = z
  .int()
  .min(1)
  .max(2_000_000_000)
  .describe("version this change was made to, also as If-Match; refused with 412 where it was changed since");

export const PortfolioRef = z.strictObject({ portfolioId: z.uuid() });
export type PortfolioRef = z.infer<typeof PortfolioRef>;

export const UpdatePortfolioInput = z.strictObject({
  portfolioId: z.uuid(),
  version: BaseVersion,
  name: portfolioFields.name.optional(),
  description: portfolioFields.description.optional(),
  currency: Currency.optional(),
  isActive: z.boolean().optional(),
  rules: LedgerRules.partial().optional(),
  benchmark: portfolioFields.benchmark.optional(),
});
export type UpdatePortfolioInput = z.infer<typeof UpdatePortfolioInput>;

export const DeletePortfolioInput = z.strictObject({ portfolioId: z.uuid(), version: BaseVersion });
export type DeletePortfolioInput = z.infer<typeof DeletePortfolioInput>;
