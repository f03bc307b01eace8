import { z } from "zod";
import { DecimalString, NonNegativeDecimal } from "../money/decimal.ts";
import { CoinId, IsoTime, ProviderId } from "./source.contract.ts";

const pct = z.number().nullable().describe("percent; 2.5 means +2.5 %; null when unknown");

/** One coin's latest figures. Unknown is null, never 0; amounts are exact decimals. */
export const Listing = z
  .object({
    id: CoinId,
    symbol: z.string().describe("upper case; not unique; may be empty"),
    name: z.string(),
    imageUrl: z.string().nullable(),
    rank: z.int().nullable().describe("market-cap rank as the source gives it"),
    priceUsd: DecimalString,
    marketCapUsd: DecimalString.nullable(),
    fullyDilutedValuationUsd: DecimalString.nullable(),
    volume24hUsd: DecimalString.nullable(),
    high24hUsd: DecimalString.nullable(),
    low24hUsd: DecimalString.nullable(),
    change1hPct: pct,
    change24hPct: pct,
    change7dPct: pct,
    circulatingSupply: DecimalString.nullable(),
    totalSupply: DecimalString.nullable(),
    maxSupply: DecimalString.nullable(),
    athUsd: DecimalString.nullable(),
    athAt: IsoTime.nullable(),
    athChangePct: pct,
    atlUsd: DecimalString.nullable(),
    atlAt: IsoTime.nullable(),
    atlChangePct: pct,
    categories: z.array(z.string()),
    listedAt: IsoTime.describe("when the source first listed the coin, or when this desk first saw it"),
    source: ProviderId.describe("who said the price"),
    simulated: z.boolean().describe("true for the sandbox market"),
    asOf: IsoTime.describe("the source's own time of the price"),
    receivedAt: IsoTime.describe("when this desk received it"),
    quarantined: z.boolean().describe("an unconfirmed jump is being held back; priceUsd is the last good value"),
    sparkline7d: z
      .array(z.number().nullable())
      .nullable()
      .describe("prices of the last 7 days, oldest first, one for every 6 hours; only when asked for by `fields`"),
  })
  .meta({ id: "Listing" });
export type Listing = z.infer<typeof Listing>;

export const ListingField = z.enum(Object.keys(Listing.shape) as [keyof Listing, ...(keyof Listing)[]]);
export type ListingField = z.infer<typeof ListingField>;

/** A listing cut down to the asked fields; `id` is always there. */
export const ListingView = Listing.partial().required({ id: true }).meta({ id: "ListingView" });
export type ListingView = z.infer<typeof ListingView>;

export const ListingSort = z.enum([
  "marketCap",
  "volume",
  "price",
  "change1h",
  "change24h",
  "change7d",
  "athChange",
  "circulatingSupply",
  "name",
  "rank",
  "age",
]);
export type ListingSort = z.infer<typeof ListingSort>;

export const SortDirection = z.enum(["asc", "desc"]);
export type SortDirection = z.infer<typeof SortDirection>;

/** A further key of an order with its direction: `volume:desc`. */
export const ListingSortKey = z
  .templateLiteral([ListingSort, ":", SortDirection], {
    error: `must be a sort and a direction such as volume:desc; sorts: ${ListingSort.options.join(", ")}`,
  })
  .meta({
    id: "ListingSortKey",
    description: "sort and direction, e.g. `volume:desc`",
    example: "volume:desc",
  });
export type ListingSortKey = z.infer<typeof ListingSortKey>;

// The database's text cannot hold it.
const withoutNul = [(text: string) => !text.includes("\u0000"), "must not hold the NUL character"] as const;

/** A filter on listings. Bounds include their value; a coin whose figure is unknown never matches a bound on it. */
export const ListingFilter = z.strictObject({
  ids: z.array(CoinId).min(1).max(250).optional(),
  symbols: z
    .array(
      z
        .string()
        .min(1)
        .max(64)
        .refine(...withoutNul),
    )
    .min(1)
    .max(250)
    .optional()
    .describe("any case"),
  search: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .refine(...withoutNul)
    .optional()
    .describe("text in id, symbol or name: exact, prefix, inside, then similar spelling"),
  category: z
    .string()
    .min(1)
    .max(100)
    .refine(...withoutNul)
    .optional(),
  minMarketCapUsd: NonNegativeDecimal.optional(),
  maxMarketCapUsd: NonNegativeDecimal.optional(),
  minPriceUsd: NonNegativeDecimal.optional(),
  maxPriceUsd: NonNegativeDecimal.optional(),
  minVolume24hUsd: NonNegativeDecimal.optional(),
  maxVolume24hUsd: NonNegativeDecimal.optional(),
  minChange1hPct: z.number().optional(),
  maxChange1hPct: z.number().optional(),
  minChange24hPct: z.number().optional(),
  maxChange24hPct: z.number().optional(),
  minChange7dPct: z.number().optional(),
  maxChange7dPct: z.number().optional(),
  minAthChangePct: z.number().optional().describe("distance from the all-time high, e.g. -20"),
  maxAthChangePct: z.number().optional(),
  minRank: z.int().min(1).optional(),
  maxRank: z.int().min(1).optional(),
  quarantined: z.boolean().optional().describe("only coins with a price held back, or only those without"),
});
export type ListingFilter = z.infer<typeof ListingFilter>;

export const ListListingsInput = ListingFilter.extend({
  sort: ListingSort.optional().describe(
    "default: marketCap; with `search`, how well the text matches. `age`: newest coins first",
  ),
  direction: SortDirection.optional().describe(
    "default: desc for amounts and changes, asc for name and rank, newest first for age",
  ),
  // biome-ignore lint/suspicious/noThenProperty: a parameter of the API; a list is not callable, so nothing awaits it
  then: z
    .array(ListingSortKey)
    .min(1)
    .max(2)
    .optional()
    .describe("further keys for coins that are equal in `sort`, each key once"),
  cursor: z
    .string()
    .max(2000)
    .optional()
    .describe("`nextCursor` of the page before; the other parameters stay as they were"),
  limit: z.int().min(1).max(250).default(50),
  fields: z
    .array(ListingField)
    .min(1)
    .max(40)
    .optional()
    .describe("only these fields (and id); sparkline7d comes only when named"),
});
export type ListListingsInput = z.infer<typeof ListListingsInput>;

export const ListingPage = z
  .object({ items: z.array(ListingView), nextCursor: z.string().nullable() })
  .meta({ id: "ListingPage" });
export type ListingPage = z.infer<typeof ListingPage>;

export const GetListingInput = z.strictObject({
  id: CoinId.describe("coin id, or a symbol: then the best-ranked coin of that symbol"),
});
export type GetListingInput = z.infer<typeof GetListingInput>;

export const CoinReference = z
  .object({ id: CoinId, symbol: z.string(), name: z.string(), rank: z.int().nullable() })
  .meta({ id: "CoinReference" });
export type CoinReference = z.infer<typeof CoinReference>;

/** What a second source says of the same coin. */
export const SecondOpinion = z
  .object({ source: ProviderId, priceUsd: DecimalString, asOf: IsoTime, differencePct: z.number() })
  .meta({ id: "SecondOpinion" });

export const CoinDetail = z
  .object({
    listing: Listing,
    resolvedBy: z.enum(["id", "symbol"]),
    alternatives: z.array(CoinReference).describe("other coins with this symbol, best rank first"),
    secondOpinion: SecondOpinion.nullable(),
    ranges: z.object({
      high52wUsd: DecimalString.nullable(),
      low52wUsd: DecimalString.nullable(),
      volatility30dPct: z
        .number()
        .nullable()
        .describe("annualised standard deviation of daily log returns, 365 days a year"),
    }),
    history: z.object({
      dailyFrom: IsoTime.nullable(),
      hourlyFrom: IsoTime.nullable(),
      gaps: z.int().describe("holes in stored daily and hourly history"),
    }),
  })
  .meta({ id: "CoinDetail" });
export type CoinDetail = z.infer<typeof CoinDetail>;
