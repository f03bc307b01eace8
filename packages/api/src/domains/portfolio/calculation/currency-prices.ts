import { dayNumberOf, dayText } from "@cryptodesk/quant/calendar/utc-day";
import { divideScaled, fromScaled, multiplyScaled, toScaled } from "@cryptodesk/quant/decimals/scaled";
import type { SourcedPrice } from "@cryptodesk/shared/portfolio/holding.contract";
import { isPegged, PEG, withPeg } from "./dollar-peg.ts";
import { isCoin } from "./named-assets.ts";
import type { PriceHistory, PricePart, PriceParts } from "./portfolio-ledger.ts";
import type { PriceBook, Series } from "./price-book.ts";

/** For how many days an older price or rate stands in for a missing one. */
export const CARRY_DAYS = 7;
/** How an owner's own rate is named as a source. */
export const OWN_RATE = "own rate";

type Values = Pick<Series, "fromDay" | "values" | "sources">;

/** What one US dollar was worth in a currency: scaled, with who says so. */
interface Rate {
  perUsd: bigint;
  source: string;
  dayNumber: number;
}

const DOLLAR = "usd";
const ONE = toScaled("1");

/** Prices in one currency: those in US dollars times the day's rate, an owner's own rate before the desk's. */
export class CurrencyPrices {
  readonly currency: string;
  readonly #book: PriceBook;
  readonly #own: ReadonlyMap<string, Values>;
  readonly #histories = new Map<string, { version: number; today: number; history: PriceHistory | null }>();
  readonly #found = new Map<string, Rate | null>();
  #ratesVersion = -1;
  #today = Number.POSITIVE_INFINITY;
  #now = "";

  constructor(book: PriceBook, currency: string, own: ReadonlyMap<string, Values>) {
    this.#book = book;
    this.currency = currency;
    this.#own = own;
  }

  /** Turns the clock: from today on the latest price stands for the day's closing one. */
  turnTo(now: string): void {
    this.#now = now;
    this.#today = dayNumberOf(now.slice(0, 10));
  }

  /** Units of the currency for one of another on a day; null where no rate is known. */
  rateOf(currency: string, dayNumber: number): SourcedPrice | null {
    const [from, to] = [this.#rate(currency, dayNumber), this.#rate(this.currency, dayNumber)];
    if (from === null || to === null) return null;
    const price = from.perUsd === ONE ? to.perUsd : divideScaled(to.perUsd, from.perUsd);
    const said = [from, to].filter(({ source }) => source !== "");
    const sources = new Set(said.map(({ source }) => source));
    const oldest = Math.min(...said.map((each) => each.dayNumber), dayNumber);
    return { price: fromScaled(price), source: [...sources].join(", "), at: endOf(oldest) };
  }

  /** What one unit was worth at the end of a day; up to seven days an older price stands in. */
  priceOn(assetId: string, dayNumber: number): SourcedPrice | null {
    if (assetId.startsWith("fiat:")) {
      const code = assetId.slice(5);
      if (code === this.currency) return { price: "1", source: "the portfolio's currency", at: endOf(dayNumber) };
      return this.rateOf(code, dayNumber);
    }
    const live = dayNumber >= this.#today ? this.live(assetId) : null;
    if (live !== null) return live;
    const series = this.#book.closes.get(assetId);
    for (let age = 0; series !== undefined && age <= CARRY_DAYS; age += 1) {
      const at = dayNumber - age - series.fromDay;
      const value = series.values[at];
      if (value === undefined || value === null) continue;
      return this.#converted(value, series.sources[at] ?? "", {
        dayNumber: dayNumber - age,
        at: endOf(dayNumber - age),
      });
    }
    return isPegged(assetId) ? this.#converted("1", PEG, { dayNumber, at: endOf(dayNumber) }) : null;
  }

  /** The two amounts that the price of a day was made of; null where it was found as it is, or not at all. */
  partsOn(assetId: string, dayNumber: number): PriceParts | null {
    const code = assetId.startsWith("fiat:") ? assetId.slice(5) : null;
    if (this.currency === DOLLAR && code === null) return null;
    if (code !== null) return code === this.currency ? null : this.#rateParts(code, dayNumber);
    const found = this.#dollarsOn(assetId, dayNumber);
    const rate = found === null ? null : this.#rate(this.currency, found.dayNumber);
    if (found === null || rate === null) return null;
    const { dayNumber: _, ...price } = found;
    const first = { name: "price in US dollars", ...price };
    return { operation: "product", first, second: this.#ratePart(this.currency, rate) };
  }

  #rateParts(code: string, dayNumber: number): PriceParts | null {
    const [from, to] = [this.#rate(code, dayNumber), this.#rate(this.currency, dayNumber)];
    if (from === null || to === null || from.perUsd === ONE) return null;
    return { operation: "quotient", first: this.#ratePart(this.currency, to), second: this.#ratePart(code, from) };
  }

  #ratePart(currency: string, { perUsd, source, dayNumber }: Rate): PricePart {
    const name = `${currency.toUpperCase()} for one US dollar`;
    return { name, price: fromScaled(perUsd), source: source === "" ? "by definition" : source, at: endOf(dayNumber) };
  }

  /** A coin's price in dollars, the live one from today on, else the close of the day or an older one. */
  #dollarsOn(assetId: string, dayNumber: number): (SourcedPrice & { dayNumber: number }) | null {
    const quote = dayNumber >= this.#today ? this.#book.live.get(assetId) : undefined;
    if (quote !== undefined) {
      return { price: quote.priceUsd, source: quote.source, at: quote.asOf, dayNumber: this.#today };
    }
    const series = this.#book.closes.get(assetId);
    for (let day = dayNumber; series !== undefined && day >= dayNumber - CARRY_DAYS; day -= 1) {
      const told = valueOn(series, day);
      if (told !== null) return { price: told.value, source: told.source, at: endOf(day), dayNumber: day };
    }
    return null;
  }

  /** What one unit is worth now. */
  live(assetId: string): SourcedPrice | null {
    const [today, now] = [this.#today, this.#now];
    if (!isCoin(assetId)) {
      const price = assetId.startsWith("fiat:") ? this.priceOn(assetId, today) : null;
      const isOver = price !== null && price.at < now;
      return price === null || isOver ? price : { ...price, at: now };
    }
    const quote = this.#book.live.get(assetId);
    if (quote === undefined) return null;
    return this.#converted(quote.priceUsd, quote.source, { dayNumber: today, at: quote.asOf });
  }

  /** Closing prices by day since the first one known; today's is the live one. Null: nothing is known. */
  history(assetId: string, firstDay: number): PriceHistory | null {
    const today = this.#today;
    const series = withPeg(assetId, this.#book.closes.get(assetId), firstDay, today);
    const live = this.live(assetId);
    if (!isCoin(assetId)) return this.#fiatHistory(assetId, firstDay, today, live);
    if (series === undefined || (series.values.length === 0 && live === null)) return null;
    const known = this.#histories.get(assetId);
    const isKnown = known?.version === this.#book.version && known.today === today && !isPegged(assetId);
    const past = isKnown ? known.history : this.#closes(assetId, series, today);
    if (!isKnown) this.#histories.set(assetId, { version: this.#book.version, today, history: past });
    return withLast(past, assetId, today, live);
  }

  #closes(assetId: string, series: Values, today: number): PriceHistory | null {
    if (series.values.length === 0) return null;
    const days = Math.max(0, Math.min(series.values.length, today - series.fromDay));
    const fromDay = dayText(series.fromDay);
    if (this.currency === DOLLAR) {
      return { assetId, fromDay, prices: series.values.slice(0, days), sources: series.sources.slice(0, days) };
    }
    const prices: (string | null)[] = [];
    const sources: (string | null)[] = [];
    for (let at = 0; at < days; at += 1) {
      const value = series.values[at] ?? null;
      const rate = value === null ? null : this.#rate(this.currency, series.fromDay + at);
      const isKnown = value !== null && rate !== null;
      prices.push(isKnown ? fromScaled(multiplyScaled(toScaled(value), rate.perUsd)) : null);
      sources.push(isKnown ? `${series.sources[at]}, ${rate.source}` : null);
    }
    return { assetId, fromDay, prices, sources };
  }

  #fiatHistory(assetId: string, firstDay: number, today: number, live: SourcedPrice | null): PriceHistory | null {
    if (!assetId.startsWith("fiat:")) return null;
    const days = Array.from({ length: Math.max(0, today - firstDay) }, (_, at) => this.priceOn(assetId, firstDay + at));
    const past = {
      assetId,
      fromDay: dayText(firstDay),
      prices: days.map((day) => day?.price ?? null),
      sources: days.map((day) => day?.source ?? null),
    };
    return withLast(past, assetId, today, live);
  }

  #converted(usd: string, source: string, { dayNumber, at }: { dayNumber: number; at: string }): SourcedPrice | null {
    if (this.currency === DOLLAR) return { price: usd, source, at };
    const rate = this.#rate(this.currency, dayNumber);
    if (rate === null) return null;
    return { price: fromScaled(multiplyScaled(toScaled(usd), rate.perUsd)), source: `${source}, ${rate.source}`, at };
  }

  #rate(currency: string, dayNumber: number): Rate | null {
    if (currency === DOLLAR) return { perUsd: ONE, source: "", dayNumber };
    if (this.#ratesVersion !== this.#book.version) {
      this.#found.clear();
      this.#ratesVersion = this.#book.version;
    }
    const key = `${currency}${dayNumber}`;
    const known = this.#found.get(key);
    if (known !== undefined) return known;
    const found = this.#lookUp(currency, dayNumber);
    this.#found.set(key, found);
    return found;
  }

  #lookUp(currency: string, dayNumber: number): Rate | null {
    for (let day = dayNumber; day >= dayNumber - CARRY_DAYS; day -= 1) {
      const own = valueOn(this.#own.get(currency), day);
      const told = own ?? valueOn(this.#book.rates.get(currency), day);
      if (told === null) continue;
      const who = own === null ? told.source : OWN_RATE;
      return { perUsd: toScaled(told.value), source: `${who} for ${currency}`, dayNumber: day };
    }
    return null;
  }
}

function valueOn(series: Values | undefined, dayNumber: number): { value: string; source: string } | null {
  const at = series === undefined ? -1 : dayNumber - series.fromDay;
  const value = series?.values[at];
  return value === undefined || value === null ? null : { value, source: series?.sources[at] ?? "" };
}

/** The last moment of a day, which a closing price is of. */
function endOf(dayNumber: number): string {
  return `${dayText(dayNumber)}T23:59:59.999Z`;
}

function withLast(
  past: PriceHistory | null,
  assetId: string,
  today: number,
  live: SourcedPrice | null,
): PriceHistory | null {
  if (past === null) {
    return live === null ? null : { assetId, fromDay: dayText(today), prices: [live.price], sources: [live.source] };
  }
  const length = today - dayNumberOf(past.fromDay);
  const [prices, sources] = [[...past.prices], [...past.sources]];
  while (prices.length < length) {
    prices.push(null);
    sources.push(null);
  }
  prices[length] = live?.price ?? null;
  sources[length] = live?.source ?? null;
  return { ...past, prices, sources };
}
