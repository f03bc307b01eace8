import { z } from "zod";
import { DecimalString } from "../money/decimal.ts";
import { IsoTime, ProviderId } from "./source.contract.ts";

/** ISO 4217 in lower case. */
export const Currency = z
  .string()
  .regex(/^[a-z]{3}$/, "must be a currency code of three letters, such as eur")
  .meta({ id: "Currency", description: "Currency code, ISO 4217 in lower case", example: "eur" });
export type Currency = z.infer<typeof Currency>;

/** What one US dollar is worth in other money. The dollar itself is always there; the others only while they are known. */
export const FiatRates = z
  .object({
    base: z.literal("usd"),
    rates: z
      .array(
        z.object({
          currency: Currency,
          name: z.string(),
          perUsd: DecimalString.describe("units of the currency for one US dollar"),
        }),
      )
      .describe("by currency code"),
    source: ProviderId.nullable().describe("null: no provider has given rates yet"),
    asOf: IsoTime.nullable(),
    simulated: z.boolean(),
  })
  .meta({ id: "FiatRates" });
export type FiatRates = z.infer<typeof FiatRates>;
