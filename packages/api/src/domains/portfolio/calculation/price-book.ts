import { DAY_MS, dayNumberOf, dayText } from "@cryptodesk/quant/calendar/utc-day";
import type { CoinName } from "../../market/market.public.ts";
import type { LiveQuote, PriceNeeds } from "./thread-messages.ts";

/** A list of `DaySeries` as it comes from the database. */
interface SeriesText {
  id: string;
  days: string;
  values: string;
  sources: string;
}

/** Values by day: the first one stands for `fromDay`, in days since 1970; a day of which nothing is known is null. */
export interface Series {
  fromDay: number;
  values: (string | null)[];
  sources: (string | null)[];
  /** Grows with every change. */
  version: number;
  /** Day back to which it was asked for, and day up to which. */
  askedFrom: number;
  askedOn: number;
  /** When it was asked for last, ms. */
  askedAt: number;
}

// What a source had not at one time it may have later.
const ASK_AGAIN_MS = 600_000;
// The last days of a series may have been written while they were not over.
const REFRESHED_DAYS = 2;

/** What a thread knows of the market: closing prices and rates by day, names, live prices. In US dollars. */
export class PriceBook {
  readonly closes = new Map<string, Series>();
  readonly rates = new Map<string, Series>();
  readonly names = new Map<string, CoinName>();
  readonly live = new Map<string, LiveQuote>();
  /** Grows with every change of prices or rates by day. */
  version = 0;

  /** What of these wishes has to be asked for. */
  lacking(
    kind: "closes" | "rates",
    wishes: ReadonlyMap<string, number>,
    nowMs: number,
  ): { id: string; fromDay: string }[] {
    const today = Math.floor(nowMs / DAY_MS);
    return [...wishes].flatMap(([id, wanted]) => {
      const from = lackingFrom(this[kind].get(id), Math.min(wanted, today), today, nowMs);
      return from === null ? [] : [{ id, fromDay: dayText(from) }];
    });
  }

  /** Takes what was asked for; series that the answer lacks are known to be empty. */
  take(kind: "closes" | "rates", text: string, wanted: PriceNeeds["coins"], nowMs: number): void {
    const found = new Map((JSON.parse(text) as SeriesText[]).map((each) => [each.id, each]));
    for (const { id, fromDay } of wanted) {
      const known = this[kind].get(id);
      this[kind].set(id, merged(known, found.get(id), dayNumberOf(fromDay), nowMs));
    }
    this.version += 1;
  }
}

function lackingFrom(known: Series | undefined, wanted: number, today: number, nowMs: number): number | null {
  if (known === undefined || wanted < known.askedFrom) return wanted;
  if (nowMs - known.askedAt > ASK_AGAIN_MS && !isWhole(known, wanted, today)) return wanted;
  return known.askedOn < today ? Math.max(wanted, known.askedOn - REFRESHED_DAYS) : null;
}

function isWhole({ fromDay, values }: Series, wanted: number, today: number): boolean {
  return fromDay <= wanted && fromDay + values.length >= today && !values.includes(null);
}

function merged(known: Series | undefined, text: SeriesText | undefined, askedFrom: number, nowMs: number): Series {
  const asked = { askedOn: Math.floor(nowMs / DAY_MS), askedAt: nowMs, version: (known?.version ?? 0) + 1 };
  const fresh = readSeries(text);
  if (known === undefined || askedFrom <= known.askedFrom) return { ...fresh, ...asked, askedFrom };
  // Only the end of it was asked for.
  const kept = Math.max(0, Math.min(known.values.length, askedFrom - known.fromDay));
  if (known.values.length === 0) return { ...fresh, ...asked, askedFrom: known.askedFrom };
  const values = known.values.slice(0, kept);
  const sources = known.sources.slice(0, kept);
  for (const [at, value] of fresh.values.entries()) {
    const place = fresh.fromDay + at - known.fromDay;
    while (values.length < place) {
      values.push(null);
      sources.push(null);
    }
    if (place < 0) continue;
    values[place] = value;
    sources[place] = fresh.sources[at] ?? null;
  }
  return { fromDay: known.fromDay, values, sources, ...asked, askedFrom: known.askedFrom };
}

/** Values of the days named, null for those between. */
export function readSeries(text: SeriesText | undefined): Pick<Series, "fromDay" | "values" | "sources"> {
  if (text === undefined) return { fromDay: 0, values: [], sources: [] };
  const days = text.days.split(",");
  const given = text.values.split(",");
  const named = text.sources.includes(",") ? text.sources.split(",") : null;
  const fromDay = Number(days[0]);
  const length = Number(days.at(-1)) - fromDay + 1;
  const values = new Array<string | null>(length).fill(null);
  const sources = new Array<string | null>(length).fill(null);
  for (const [at, day] of days.entries()) {
    values[Number(day) - fromDay] = given[at] ?? null;
    sources[Number(day) - fromDay] = named === null ? text.sources : (named[at] ?? null);
  }
  return { fromDay, values, sources };
}

/** Rates that an owner says, by currency. */
export function readOwnRates(text: string): Map<string, Pick<Series, "fromDay" | "values" | "sources">> {
  return new Map((JSON.parse(text) as SeriesText[]).map((each) => [each.id, readSeries(each)]));
}
