import type { Series } from "./price-book.ts";

/** How the source of an assumed price is called, wherever it is shown. */
export const PEG = "1 US dollar assumed from its peg";

// Coins that promise to be redeemed at one dollar, the largest of them. Not those that only aim at it.
const PEGGED = new Set([
  "tether",
  "usd-coin",
  "binance-usd",
  "true-usd",
  "paxos-standard",
  "gemini-dollar",
  "first-digital-usd",
  "paypal-usd",
  "husd",
]);

type Values = Pick<Series, "fromDay" | "values" | "sources">;

/** Whether a coin's price may be taken for one dollar on a day of which none is stored. */
export function isPegged(assetId: string): boolean {
  return PEGGED.has(assetId);
}

/**
 * Closing prices in US dollars with the peg on days of which none is known: most trades of the past were made against
 * such coins, and sources reach back a year or two. The source says that it is an assumption.
 * @param firstDay and today days since 1970: from the first one on, and before the other one
 */
export function withPeg(
  assetId: string,
  series: Values | undefined,
  firstDay: number,
  today: number,
): Values | undefined {
  if (!isPegged(assetId)) return series;
  const fromDay = Math.min(firstDay, series?.fromDay ?? firstDay);
  const length = Math.max(0, today - fromDay);
  const at = (day: number) => day + fromDay - (series?.fromDay ?? fromDay);
  const days = Array.from({ length }, (_, day) => at(day));
  return {
    fromDay,
    values: days.map((day) => series?.values[day] ?? "1"),
    sources: days.map((day) => (series?.values[day] ? (series.sources[day] ?? null) : PEG)),
  };
}
