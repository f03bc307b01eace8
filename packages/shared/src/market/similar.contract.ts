import { z } from "zod";
import { CoinReference } from "./listing.contract.ts";
import { CoinId, IsoTime } from "./source.contract.ts";

export const SimilarWindow = z.enum(["30d", "90d", "1y"]);
export type SimilarWindow = z.infer<typeof SimilarWindow>;

export const SimilarOrder = z.enum(["most", "least"]);
export type SimilarOrder = z.infer<typeof SimilarOrder>;

export const GetSimilarInput = z.strictObject({
  id: CoinId.describe("coin id, or a symbol: then the best-ranked coin of that symbol"),
  window: SimilarWindow.default("90d"),
  limit: z.int().min(1).max(50).default(8),
  order: SimilarOrder.default("most").describe(
    "`most`: highest correlation first; `least`: lowest first, so what moved against the coin leads",
  ),
});
export type GetSimilarInput = z.infer<typeof GetSimilarInput>;

/** Another coin and how its daily log returns went with those of the coin that was asked about. */
export const SimilarCoin = z
  .object({
    coin: CoinReference,
    correlation: z.number().describe("Pearson, daily log returns, from -1 to 1"),
    observations: z.int().describe("days on which both have a return; never fewer than 20"),
    changePct: z.number().describe("percent, over the coin's own stored days of the window"),
  })
  .meta({ id: "SimilarCoin" });
export type SimilarCoin = z.infer<typeof SimilarCoin>;

export const SimilarCoins = z
  .object({
    id: CoinId,
    window: SimilarWindow,
    order: SimilarOrder,
    from: IsoTime.describe("start of the first day that counts; the running day does not"),
    simulated: z.boolean(),
    compared: z
      .int()
      .describe("of the 200 largest other coins, those with enough common days in the stored daily history"),
    items: z.array(SimilarCoin),
  })
  .meta({ id: "SimilarCoins" });
export type SimilarCoins = z.infer<typeof SimilarCoins>;
