import { divideDecimals } from "@cryptodesk/quant/decimals/divide-decimals";
import { positive } from "../foreign-values.ts";
import { shapeError } from "../listing-batch.ts";
import type { RatesDraft } from "../market-provider.ts";
import type { CoinGeckoRates } from "./coingecko.schema.ts";

// More than a rate that was itself divided is good for.
const DIGITS = 12;

/**
 * Fiat currencies for one US dollar, out of what one bitcoin is worth in each. The answer carries no time of its own.
 * @throws an unusable-body error where the dollar is missing
 */
export function normaliseRates({ rates }: CoinGeckoRates, now: Date): RatesDraft {
  const dollars = positive(rates.usd?.value);
  if (dollars === null) throw shapeError("there is no rate of the US dollar");
  const fiat = Object.entries(rates).flatMap(([currency, rate]) => {
    const value = rate?.type === "fiat" ? positive(rate.value) : null;
    if (rate === null || value === null || currency === "usd" || !/^[a-z]{3}$/.test(currency)) return [];
    return [{ currency, name: rate.name, perUsd: divideDecimals(value, dollars, DIGITS) }];
  });
  return { rates: fiat.sort((left, right) => left.currency.localeCompare(right.currency, "en")), asOf: now };
}
