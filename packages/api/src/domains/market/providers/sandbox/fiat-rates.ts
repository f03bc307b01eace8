import { toDecimalString } from "@cryptodesk/shared/money/decimal";
import type { RatesDraft } from "../market-provider.ts";
import { normal } from "./noise.ts";

const HOUR_MS = 3_600_000;
const HOURS = 240;
// An hour's move of a major currency: about 0.1 % a day.
const HOURLY_DEVIATION = 0.0002;
const STREAM_FIAT = 97;

/** Around which each currency moves, units for one dollar. */
const CURRENCIES = [
  ["aud", "Australian Dollar", 1.52],
  ["brl", "Brazil Real", 5.4],
  ["cad", "Canadian Dollar", 1.37],
  ["chf", "Swiss Franc", 0.86],
  ["cny", "Chinese Yuan", 7.15],
  ["eur", "Euro", 0.91],
  ["gbp", "British Pound Sterling", 0.78],
  ["inr", "Indian Rupee", 84.1],
  ["jpy", "Japanese Yen", 149],
  ["krw", "South Korean Won", 1360],
  ["pln", "Polish Zloty", 3.92],
  ["sek", "Swedish Krona", 10.3],
] as const;

/** Simulated exchange rates: a function of the seed and the hour, within a few percent of a fixed level. */
export function fiatRates(seedKey: number, now: Date): RatesDraft {
  const hour = Math.floor(now.getTime() / HOUR_MS);
  const rates = CURRENCIES.map(([currency, name, level], index) => {
    let sum = 0;
    for (let back = 0; back < HOURS; back += 1) sum += normal(seedKey ^ (STREAM_FIAT + index), hour - back);
    const rate = level * Math.exp(HOURLY_DEVIATION * sum);
    return { currency, name, perUsd: toDecimalString(Number(rate.toPrecision(8))) ?? String(level) };
  });
  return { rates, asOf: new Date(hour * HOUR_MS) };
}
