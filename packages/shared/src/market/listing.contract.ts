import { z } from "zod";
import { DecimalString } from "../money/decimal.ts";
import { ListingFilter, ListingSort, ListingSortKey, SortDirection } from "./listing-filter.contract.ts";
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

export const ListingCount = z
  .object({
    matching: z.int().describe("coins that match the filter; the list of the same filter has as many"),
    coins: z.int().describe("all coins of this desk"),
  })
  .meta({ id: "ListingCount" });
export type ListingCount = z.infer<typeof ListingCount>;

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
