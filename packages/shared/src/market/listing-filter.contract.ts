import { z } from "zod";
import { NonNegativeDecimal } from "../money/decimal.ts";
import { CoinId } from "./source.contract.ts";

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
