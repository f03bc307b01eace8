import { dayNumberOf, dayText } from "@cryptodesk/quant/calendar/utc-day";
import type { PriceHistory } from "../calculation/portfolio-ledger.ts";

/** A closing price with the day that it is of, which is an earlier one where a price was carried. */
export interface DayPrice {
  price: string;
  source: string | null;
  day: string;
}

/** Reads closing prices by day as the daily values do: an older one stands in for one that is missing, for some days. */
export class PriceOnDay {
  readonly #history: PriceHistory | null;
  readonly #fromDay: number;
  readonly #carryDays: number;

  constructor(history: PriceHistory | null | undefined, carryDays: number) {
    this.#history = history ?? null;
    this.#fromDay = this.#history === null ? 0 : dayNumberOf(this.#history.fromDay);
    this.#carryDays = carryDays;
  }

  /** @returns null where the price is unknown, or was unknown for longer than one is carried */
  on(day: string): DayPrice | null {
    const at = dayNumberOf(day) - this.#fromDay;
    for (let age = 0; age <= this.#carryDays; age += 1) {
      const price = this.#history?.prices[at - age];
      if (price === undefined || price === null) continue;
      return { price, source: this.#history?.sources[at - age] ?? null, day: dayText(this.#fromDay + at - age) };
    }
    return null;
  }
}
