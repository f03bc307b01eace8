import { dayNumberOf, dayText } from "../calendar/utc-day.ts";
import {
  fromScaled,
  halfScaledOf,
  multiplyScaled,
  SCALED_DECIMALS,
  toHalfScaled,
  toScaled,
} from "../decimals/scaled.ts";
import { sumKnown } from "../lots/scaled-event.ts";
import type { AssetDays } from "../performance/contribution.ts";
import type { ValueDay } from "../performance/value-day.ts";
import type { AssetDay, AssetLedger, FlowSums } from "./asset-ledger.ts";
import type { Replay } from "./replay.ts";

/** Prices of an asset in the base currency at the end of days that follow each other. */
export interface DailyPrices {
  assetId: string;
  /** Day of the first price, `YYYY-MM-DD`. */
  fromDay: string;
  /** Null where it is unknown. */
  prices: readonly (string | null)[];
}

/** An asset day by day: scaled amounts, one for each day of the replay. */
interface AssetColumns {
  assetId: string;
  quantity: bigint[];
  value: (bigint | null)[];
  /** Only of days on which something flowed. */
  flows: DayFlows[];
  /** Positions of days whose price is that of an earlier one. */
  carried: number[];
}

/** What flowed on a day of the replay; null where units flowed whose value and price are unknown: scaled amounts. */
interface DayFlows {
  at: number;
  outside: Record<"inflow" | "outflow", bigint | null>;
  between: Record<"inflow" | "outflow", bigint | null>;
}

const NOTHING = { inflow: 0n, outflow: 0n };

/** The days of a replay with what was held, its value, and what flowed; in the form that the returns take. */
export class DailyValues {
  readonly #firstDay: number;
  readonly #length: number;
  readonly #cash: ReadonlyMap<number, bigint>;
  readonly #assets = new Map<string, AssetColumns>();
  readonly #dayTexts: string[] = [];

  /**
   * @param carryDays for how many days after its own a price may stand in for an unknown one; such days are listed by
   * `carried`. With 0 an unknown price makes the value of what is held unknown.
   * @throws RangeError for prices that are no decimals or below 0, or two lists for one asset
   */
  constructor(replay: Replay, prices: readonly DailyPrices[], carryDays = 0) {
    this.#firstDay = replay.firstDay ?? replay.lastDay;
    this.#length = replay.firstDay === null ? 0 : replay.lastDay - replay.firstDay + 1;
    this.#cash = replay.cash;
    const byAsset = new Map(prices.map((each) => [each.assetId, each]));
    if (byAsset.size < prices.length) throw new RangeError("two lists of prices for one asset");
    for (const ledger of replay.assets) {
      const opening = replay.openings.get(ledger.assetId) ?? 0n;
      this.#assets.set(ledger.assetId, this.#columns(ledger, opening, byAsset.get(ledger.assetId), carryDays));
    }
  }

  /** The portfolio by day: only what came from outside or went there flows. */
  portfolio(): ValueDay[] {
    const value = new Array<bigint | null>(this.#length).fill(0n);
    const inflow = new Array<bigint | null>(this.#length).fill(0n);
    const outflow = new Array<bigint | null>(this.#length).fill(0n);
    for (const [dayNumber, cash] of this.#cash)
      addAt(cash > 0n ? inflow : outflow, dayNumber - this.#firstDay, magnitude(cash));
    for (const columns of this.#assets.values()) {
      for (let at = 0; at < this.#length; at += 1) addAt(value, at, amountAt(columns.value, at));
      for (const { at, outside } of columns.flows) {
        addAt(inflow, at, outside.inflow);
        addAt(outflow, at, outside.outflow);
      }
    }
    return this.#days((at) => ({
      value: amountAt(value, at),
      inflow: amountAt(inflow, at),
      outflow: amountAt(outflow, at),
    }));
  }

  /**
   * One asset by day: what was exchanged against other assets flows too.
   * @param from first day wanted, by its place among the days of the replay; `until` the place after the last one
   * @throws RangeError for an asset of which the replay knows nothing
   */
  asset(assetId: string, from = 0, until = this.#length): AssetDays {
    const { value, flows } = this.#column(assetId);
    const byDay = new Map(flows.map((each) => [each.at, each]));
    const days = this.#days(
      (at) => {
        const { outside = NOTHING, between = NOTHING } = byDay.get(at) ?? {};
        return {
          value: amountAt(value, at),
          inflow: sumKnown(outside.inflow, between.inflow),
          outflow: sumKnown(outside.outflow, between.outflow),
        };
      },
      from,
      until,
    );
    return { assetId, days };
  }

  /**
   * Units of an asset at the end of each day.
   * @throws RangeError for an asset of which the replay knows nothing
   */
  quantities(assetId: string): { day: string; quantity: string }[] {
    return this.#column(assetId).quantity.map((quantity, at) => {
      return { day: this.#dayAt(at), quantity: fromScaled(quantity) };
    });
  }

  /**
   * Units of an asset at the end of one day, by its place among the days of the replay.
   * @throws RangeError for an asset of which the replay knows nothing
   */
  quantityAt(assetId: string, at: number): string {
    return fromScaled(this.#column(assetId).quantity[at] ?? 0n);
  }

  /** Days on which a price of an earlier day stood in for an unknown one while something was held or flowed. */
  carried(): { assetId: string; days: string[] }[] {
    return [...this.#assets.values()]
      .filter(({ carried }) => carried.length > 0)
      .map(({ assetId, carried }) => ({ assetId, days: carried.map((at) => dayText(this.#firstDay + at)) }));
  }

  #column(assetId: string): AssetColumns {
    const columns = this.#assets.get(assetId);
    if (columns === undefined) throw new RangeError(`nothing is known of ${assetId}`);
    return columns;
  }

  #days(
    of: (at: number) => Record<"value" | "inflow" | "outflow", bigint | null>,
    from = 0,
    until = this.#length,
  ): ValueDay[] {
    return Array.from({ length: Math.max(0, until - from) }, (_, index) => {
      const at = from + index;
      const { value, inflow, outflow } = of(at);
      return { day: this.#dayAt(at), value: text(value), inflow: text(inflow), outflow: text(outflow) };
    });
  }

  /** Written once for all assets: it takes longer than the amounts. */
  #dayAt(at: number): string {
    const day = this.#dayTexts[at] ?? dayText(this.#firstDay + at);
    this.#dayTexts[at] = day;
    return day;
  }

  #columns(ledger: AssetLedger, opening: bigint, prices: DailyPrices | undefined, carryDays: number): AssetColumns {
    const length = this.#length;
    const empty = { quantity: new Array(length).fill(0n), value: new Array(length).fill(0n), carried: [] };
    const columns: AssetColumns = { assetId: ledger.assetId, ...empty, flows: [] };
    const price = new PriceReader(prices, carryDays);
    let day = { quantity: opening, half: halfScaledOf(opening) };
    let next = 0;
    for (let at = 0; at < length; at += 1) {
      const marked = ledger.days[next];
      const isMarked = marked?.dayNumber === this.#firstDay + at;
      if (isMarked) {
        day = { quantity: marked.quantity, half: halfScaledOf(marked.quantity) };
        next += 1;
      }
      columns.quantity[at] = day.quantity;
      if (day.quantity === 0n && !isMarked) continue;
      const found = price.on(this.#firstDay + at);
      if (price.isCarried) columns.carried.push(at);
      if (day.quantity !== 0n) columns.value[at] = worth(day, found);
      if (isMarked) columns.flows.push(flowsOf(at, marked, found));
    }
    return columns;
  }
}

/** Prices by day, looked at when they are needed. */
class PriceReader {
  isCarried = false;
  readonly #prices: readonly (string | null)[];
  readonly #fromDay: number;
  readonly #carryDays: number;

  constructor(prices: DailyPrices | undefined, carryDays: number) {
    this.#prices = prices?.prices ?? [];
    this.#fromDay = prices === undefined ? 0 : dayNumberOf(prices.fromDay);
    this.#carryDays = carryDays;
  }

  on(dayNumber: number): string | null {
    const at = dayNumber - this.#fromDay;
    for (let age = 0; age <= this.#carryDays; age += 1) {
      const found = this.#prices[at - age];
      if (found === undefined || found === null) continue;
      this.isCarried = age > 0;
      if (found.startsWith("-")) throw new RangeError(`a price of ${found}`);
      return found;
    }
    this.isCarried = false;
    return null;
  }
}

/** Quantity times price; without a division where neither has more than 18 decimals. */
function worth({ quantity, half }: { quantity: bigint; half: bigint | null }, price: string | null): bigint | null {
  if (price === null) return null;
  const point = price.indexOf(".");
  const isShort = point < 0 || price.length - 1 - point <= SCALED_DECIMALS / 2;
  return half !== null && isShort ? half * toHalfScaled(price) : multiplyScaled(quantity, toScaled(price));
}

function flowsOf(at: number, { outside, between }: AssetDay, price: string | null): DayFlows {
  return { at, outside: pricedFlows(outside, price), between: pricedFlows(between, price) };
}

function pricedFlows({ inflow, outflow, unpricedIn, unpricedOut }: FlowSums, price: string | null) {
  if (unpricedIn === 0n && unpricedOut === 0n) return { inflow, outflow };
  const unit = price === null ? null : toScaled(price);
  return {
    inflow: sumKnown(inflow, amountOf(unpricedIn, unit)),
    outflow: sumKnown(outflow, amountOf(unpricedOut, unit)),
  };
}

function amountOf(quantity: bigint, price: bigint | null): bigint | null {
  if (quantity === 0n) return 0n;
  return price === null ? null : multiplyScaled(quantity, price);
}

// Most amounts of most days are zero, and adding zero makes a new number.
function addAt(sums: (bigint | null)[], at: number, amount: bigint | null): void {
  if (amount !== 0n) sums[at] = sumKnown(amountAt(sums, at), amount);
}

function amountAt(column: readonly (bigint | null)[], at: number): bigint | null {
  const amount = column[at];
  return amount === undefined ? 0n : amount;
}

function magnitude(amount: bigint): bigint {
  return amount < 0n ? -amount : amount;
}

function text(amount: bigint | null): string | null {
  if (amount === 0n) return "0";
  return amount === null ? null : fromScaled(amount);
}
