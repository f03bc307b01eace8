import { divideDecimals } from "@cryptodesk/quant/decimals/divide-decimals";
import { roundDecimal } from "@cryptodesk/quant/decimals/round-decimal";
import { fromScaled, multiplyScaled, toScaled } from "@cryptodesk/quant/decimals/scaled";
import type { StoredDraft } from "../transactions/stored-draft.ts";

/** Closing prices of a coin in the portfolio's currency, one for each of the plan's days; above 0. */
export interface DemoCoin {
  id: string;
  closes: readonly string[];
}

/** A transaction of the demo portfolio; the two sides of a transfer have the same `move`. */
export interface DemoTransaction {
  draft: StoredDraft;
  move: number | null;
}

export interface DemoPlaces {
  currency: string;
  exchangeId: string;
  coldId: string;
}

type Said = Partial<Omit<StoredDraft, "at" | "type">> & { type: StoredDraft["type"]; move?: number };

/** Something that happens on a day; days are counted from the first. */
interface Step {
  day: number;
  happens: (day: number) => Said[];
}

const FEE_SHARE = "0.005";
const SAVINGS = 24;
const REWARDS = 14;
const REWARD_SHARE = "0.004";
const QUANTITY_DIGITS = 8;
const MONEY_DECIMALS = 2;
const FIRST_HOUR = 9;

/**
 * What somebody might have done over these days: saved in the two largest coins, sold one with a gain and one with a loss,
 * swapped, staked, moved units to a wallet of their own and paid fees in coins. The same days give the same transactions.
 * @param days `YYYY-MM-DD`, ascending, at least 30
 * @param coins largest first, at least two
 */
export function planDemo(days: readonly string[], coins: readonly DemoCoin[], places: DemoPlaces): DemoTransaction[] {
  const story = new DemoStory(days.length - 1, coins, places);
  const steps = story.steps().toSorted((left, right) => left.day - right.day);
  const hours = new Map<number, number>();
  return steps.flatMap(({ day, happens }) => {
    const hour = hours.get(day) ?? FIRST_HOUR;
    hours.set(day, hour + 1);
    const at = new Date(Date.parse(`${days[day]}T00:00:00Z`) + hour * 3_600_000);
    return happens(day).map(({ move, ...said }) => ({ draft: { ...EMPTY, ...said, at }, move: move ?? null }));
  });
}

/** The story as it goes: what is held is known when its next step happens. */
class DemoStory {
  readonly #last: number;
  readonly #places: DemoPlaces;
  readonly #coins: readonly DemoCoin[];
  readonly #held = new Map<string, bigint>();

  constructor(last: number, coins: readonly DemoCoin[], places: DemoPlaces) {
    this.#last = last;
    this.#coins = coins;
    this.#places = places;
  }

  steps(): Step[] {
    const [first, second] = [this.#coin(0), this.#coin(1)];
    const loser = this.#coin(2);
    const winner = this.#coin(3);
    const swapped = this.#coin(4);
    const peak = worst(loser.closes);
    const trough = best(winner.closes);
    return [
      ...every(SAVINGS, (part, index) =>
        this.#at(part, (day) => [this.#buy(index % 3 === 2 ? second : first, "250", day)]),
      ),
      this.#at(0.02, (day) => [this.#buy(second, "1200", day, "To begin with")]),
      this.#at(0.06, (day) => [this.#buy(swapped, "600", day)]),
      this.#at(0.3, () => this.#move(first, "0.6", 0)),
      this.#at(0.31, () => [this.#feeInCoin(second, "0.002")]),
      this.#at(0.45, (day) => this.#swap(swapped, second, "0.5", day)),
      ...every(REWARDS, (part) => this.#at(0.5 + part / 2, (day) => [this.#reward(second, day)])),
      { day: trough.from, happens: (day) => [this.#buy(winner, "800", day, "Looks cheap")] },
      { day: trough.to, happens: (day) => [this.#sell(winner, "0.7", day, "Taking some profit")] },
      { day: peak.from, happens: (day) => [this.#buy(loser, "500", day, "Everybody talks about it")] },
      { day: peak.to, happens: (day) => [this.#sell(loser, "0.8", day, "Enough")] },
    ];
  }

  /** The coin of a place; where there are fewer, the last. */
  #coin(place: number): DemoCoin {
    const coin = this.#coins[Math.min(place, this.#coins.length - 1)];
    if (!coin) throw new RangeError("a demo needs coins");
    return coin;
  }

  #at(part: number, happens: Step["happens"]): Step {
    return { day: Math.round(part * this.#last), happens };
  }

  #buy(coin: DemoCoin, money: string, day: number, note: string | null = null): Said {
    const quantity = divideDecimals(money, priceOf(coin, day), QUANTITY_DIGITS);
    this.#hold(coin, toScaled(quantity));
    return { ...this.#trade("buy", coin, quantity, money), note, tags: note === null ? ["savings plan"] : [] };
  }

  #sell(coin: DemoCoin, share: string, day: number, note: string): Said {
    const quantity = this.#take(coin, share);
    return { ...this.#trade("sell", coin, quantity, worth(quantity, priceOf(coin, day))), note };
  }

  #trade(type: "buy" | "sell", { id }: DemoCoin, quantity: string, value: string): Said {
    return { ...this.#onExchange(), type, assetId: id, quantity, value, fees: worth(value, FEE_SHARE) };
  }

  /** Pays with a coin for having paid: a fee in an asset. */
  #feeInCoin(coin: DemoCoin, share: string): Said {
    const note = "Fee of the network";
    return { ...this.#onExchange(), type: "fee", fees: this.#take(coin, share), feeAssetId: coin.id, note };
  }

  #swap(from: DemoCoin, to: DemoCoin, share: string, day: number): Said[] {
    const quantity = this.#share(from, share);
    const value = worth(quantity, priceOf(from, day));
    const toQuantity = divideDecimals(value, priceOf(to, day), QUANTITY_DIGITS);
    // What has become worthless buys nothing.
    if (toQuantity === "0") return [];
    this.#hold(from, -toScaled(quantity));
    this.#hold(to, toScaled(toQuantity));
    return [{ ...this.#onExchange(), type: "swap", assetId: from.id, quantity, toAssetId: to.id, toQuantity, value }];
  }

  #reward(coin: DemoCoin, day: number): Said {
    const quantity = this.#share(coin, REWARD_SHARE);
    this.#hold(coin, toScaled(quantity));
    const price = priceOf(coin, day);
    return { ...this.#onExchange(), type: "staking-reward", assetId: coin.id, quantity, price };
  }

  #move(coin: DemoCoin, share: string, move: number): Said[] {
    const quantity = this.#share(coin, share);
    // What is moved away is not on the exchange any more, where all else happens.
    this.#hold(coin, -toScaled(quantity));
    const said = { ...this.#onExchange(), assetId: coin.id, quantity, move };
    return [
      { ...said, type: "transfer-out" },
      { ...said, type: "transfer-in", walletId: this.#places.coldId },
    ];
  }

  #onExchange() {
    return { walletId: this.#places.exchangeId, currency: this.#places.currency };
  }

  #take(coin: DemoCoin, share: string): string {
    const quantity = this.#share(coin, share);
    this.#hold(coin, -toScaled(quantity));
    return quantity;
  }

  #share(coin: DemoCoin, share: string): string {
    return rounded(multiplyScaled(this.#of(coin), toScaled(share)));
  }

  #of({ id }: DemoCoin): bigint {
    return this.#held.get(id) ?? 0n;
  }

  #hold(coin: DemoCoin, units: bigint): void {
    this.#held.set(coin.id, this.#of(coin) + units);
  }
}

function every<T>(count: number, make: (part: number, index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index / count, index));
}

/** Where a purchase and a later sale would have earned most. */
function best(closes: readonly string[]): { from: number; to: number } {
  return widest(closes, (low, high) => high / low);
}

/** Where they would have lost most. */
function worst(closes: readonly string[]): { from: number; to: number } {
  return widest(closes, (high, low) => high / low);
}

/** The two days, one before the other, between which the ratio is largest. Only to choose days: floats will do. */
function widest(closes: readonly string[], ratio: (from: number, to: number) => number): { from: number; to: number } {
  let start = 0;
  let found = { from: 0, to: closes.length - 1, size: 0 };
  const prices = closes.map(Number);
  for (const [to, price] of prices.entries()) {
    const size = ratio(prices[start] ?? price, price);
    if (to > start && size > found.size) found = { from: start, to, size };
    if (size < 1) start = to;
  }
  return found;
}

function priceOf({ id, closes }: DemoCoin, day: number): string {
  const price = closes[day];
  if (price === undefined) throw new RangeError(`no price of ${id} on day ${day}`);
  return price;
}

function worth(quantity: string, price: string): string {
  return roundDecimal(fromScaled(multiplyScaled(toScaled(quantity), toScaled(price))), MONEY_DECIMALS);
}

/** Eight decimals are what exchanges count in; never more than there was. */
function rounded(units: bigint): string {
  const step = 10n ** 28n;
  return fromScaled((units / step) * step);
}

const EMPTY = {
  walletId: "",
  assetId: null,
  quantity: null,
  price: null,
  value: null,
  currency: "",
  fees: null,
  feeAssetId: null,
  toAssetId: null,
  toQuantity: null,
  cost: null,
  acquiredAt: null,
  splitFrom: null,
  splitTo: null,
  lots: [],
  tags: [],
  note: null,
} satisfies Omit<StoredDraft, "at" | "type">;
