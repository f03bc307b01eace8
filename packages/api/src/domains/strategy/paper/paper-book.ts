import type { RunSettings } from "@cryptodesk/quant/backtest/run-settings";
import { kellyShare } from "@cryptodesk/quant/backtest/sizing";
import type { BacktestTrade, ExitReason } from "@cryptodesk/shared/strategy/backtest.contract";
import { noteOf } from "./paper-notes.ts";
import { equityOf, type PaperState, type PaperTranche } from "./paper-state.ts";

/** What an entry needs besides the money. */
export interface PaperEntry {
  coin: string;
  side: 1 | -1;
  signalAt: number;
  stopDistance: number | null;
  trailingDistance: number | null;
  targetDistance: number | null;
  trace: string;
}

interface PaperClosing {
  reason: ExitReason;
  /** USD, before slippage. */
  price: number;
  /** Maker: an order that rested in the book, without slippage. */
  how: "taker" | "maker";
  /** Units; the whole tranche unless given. */
  quantity?: number;
}

interface BookParts {
  settings: RunSettings;
  capital: number;
  intervalMs: number;
  now: Date;
  /** Live prices by coin, USD; coins without one now are left out. */
  prices: ReadonlyMap<string, number>;
}

// What is less than a millionth of the capital is not worth an entry.
const LEAST_SHARE = 1e-6;
const MOST_RESULTS = 1_000;

/**
 * The book of a paper account at one moment: fills at the live prices of that moment, with the costs and the slippage of the
 * rules. Changes the state it is given.
 */
export class PaperBook {
  readonly state: PaperState;
  readonly settings: RunSettings;
  readonly intervalMs: number;
  readonly now: number;
  readonly prices: ReadonlyMap<string, number>;
  readonly leastUsd: number;
  /** Trades that were closed, in order. */
  readonly closed: BacktestTrade[] = [];

  constructor(state: PaperState, { settings, capital, intervalMs, now, prices }: BookParts) {
    this.state = state;
    this.settings = settings;
    this.intervalMs = intervalMs;
    this.now = now.getTime();
    this.prices = prices;
    this.leastUsd = capital * LEAST_SHARE;
    for (const { coin } of state.tranches) {
      const price = prices.get(coin);
      if (price !== undefined) state.marks[coin] = price;
    }
  }

  get equity(): number {
    return equityOf(this.state, this.prices);
  }

  tranchesOf(coin: string): PaperTranche[] {
    return this.state.tranches.filter((tranche) => tranche.coin === coin);
  }

  openCoins(): number {
    return new Set(this.state.tranches.map(({ coin }) => coin)).size;
  }

  /** USD of an entry by the rules' sizing. @param volatility a year, a share; NaN where unknown */
  sizeOf(volatility: number): number {
    const { sizing } = this.settings;
    switch (sizing.kind) {
      case "cash":
        return sizing.amount;
      case "equity":
        return sizing.share * this.equity;
      case "volatility":
        return Math.min(sizing.mostShare, sizing.targetShare / volatility) * this.equity;
      case "kelly": {
        const { results } = this.state;
        return kellyShare(sizing, { length: results.length, profitShareAt: (at) => results[at] ?? 0 }) * this.equity;
      }
    }
  }

  /**
   * Buys, or sells short, for so much at the live price, as far as cash and volume go.
   * @param volume units that traded in the last candle; NaN where unknown
   * @param into a tranche that grows; else a new one is opened
   * @returns price of the fill, or why there was none
   */
  enter(
    entry: PaperEntry,
    amount: number,
    volume: number,
    into?: PaperTranche,
  ): { price: number } | { refused: string } {
    const live = this.prices.get(entry.coin);
    if (live === undefined) return { refused: noteOf("no-live-price") };
    const spend = Math.min(amount, this.#freeCash() / (1 + this.settings.takerShare));
    if (!(spend > this.leastUsd)) return { refused: noteOf("no-cash-left") };
    const wanted = Math.min(spend / live, this.#mostUnits(volume));
    if (!(wanted > 0)) return { refused: noteOf("volume-unknown") };
    const price = this.#taken(live, entry.side, wanted, volume);
    const quantity = Math.min(wanted, spend / price);
    if (!(price > 0) || !(quantity > 0)) return { refused: noteOf("too-much-slippage") };
    const fee = quantity * price * this.settings.takerShare;
    this.state.cash -= entry.side * quantity * price + fee;
    this.state.marks[entry.coin] = live;
    if (into) extend(into, { quantity, price, fee });
    else this.state.tranches.push(trancheOf(entry, { quantity, price, fee }, this.now));
    return { price };
  }

  /** Closes a tranche, or a part of it, and writes down the trade. @returns the price it was closed at */
  close(tranche: PaperTranche, { reason, price: reference, how, quantity: part }: PaperClosing): number {
    const quantity = Math.min(part ?? tranche.quantity, tranche.quantity);
    const share = quantity / tranche.quantity;
    const away = tranche.side === 1 ? -1 : 1;
    const price = how === "maker" ? reference : this.#taken(reference, away, quantity, Number.NaN);
    const fee = quantity * price * (how === "maker" ? this.settings.makerShare : this.settings.takerShare);
    const [entryFees, funding] = [tranche.fees * share, tranche.funding * share];
    this.state.cash += tranche.side * quantity * price - fee;
    const profitUsd = tranche.side * (price - tranche.entryPrice) * quantity - fee - entryFees - funding;
    const signed = price * tranche.side;
    tranche.best = Math.max(tranche.best, signed);
    tranche.worst = Math.min(tranche.worst, signed);
    this.#writeDown(tranche, { price, quantity, reason, profitUsd, feesUsd: fee + entryFees });
    tranche.quantity -= quantity;
    tranche.fees -= entryFees;
    tranche.funding -= funding;
    if (share === 1) {
      this.state.tranches = this.state.tranches.filter((other) => other !== tranche);
      if (this.tranchesOf(tranche.coin).length === 0) this.#forget(tranche.coin);
    }
    return price;
  }

  /** Shorts pay for what is borrowed, by the value and the time since they last did. */
  payFunding(): void {
    const { state, settings } = this;
    const from = state.fundedAt ?? this.now;
    state.fundedAt = this.now;
    for (const tranche of state.tranches) {
      if (tranche.side === 1) continue;
      const elapsed = Math.max(0, this.now - Math.max(from, tranche.enteredAt)) / this.intervalMs;
      const price = state.marks[tranche.coin] ?? tranche.entryPrice;
      const funding = tranche.quantity * price * settings.fundingPerCandle * elapsed;
      tranche.funding += funding;
      state.cash -= funding;
    }
  }

  /** What a short brought in is locked, and as much again is its margin. */
  #freeCash(): number {
    return this.state.tranches.reduce((free, { coin, side, quantity, entryPrice }) => {
      return side === 1 ? free : free - 2 * quantity * (this.state.marks[coin] ?? entryPrice);
    }, this.state.cash);
  }

  #mostUnits(volume: number): number {
    const { volumeShare } = this.settings;
    return volumeShare === Number.POSITIVE_INFINITY ? volumeShare : volumeShare * volume;
  }

  #taken(reference: number, direction: 1 | -1, quantity: number, volume: number): number {
    const { impactShare, slippageShare } = this.settings;
    const share = volume > 0 ? quantity / volume : Math.min(1, this.settings.volumeShare);
    const moved = impactShare > 0 ? impactShare * share * share : slippageShare;
    return reference * Math.max(0, 1 + direction * moved);
  }

  #writeDown(
    { coin, side, signalAt, enteredAt, entryPrice, best, worst, trace }: PaperTranche,
    done: Pick<BacktestTrade, "quantity" | "reason" | "profitUsd" | "feesUsd"> & { price: number },
  ): void {
    const { price, quantity, reason, profitUsd, feesUsd } = done;
    const profitShare = profitUsd / (entryPrice * quantity);
    const isInside = reason === "stop" || reason === "trailing" || reason === "target";
    this.state.trades += 1;
    this.state.results = [...this.state.results, profitShare].slice(-MOST_RESULTS);
    this.closed.push({
      number: this.state.trades,
      coin,
      side: side === 1 ? "long" : "short",
      signalAt: new Date(signalAt).toISOString(),
      enteredAt: new Date(enteredAt).toISOString(),
      exitedAt: new Date(this.now).toISOString(),
      entryPrice,
      exitPrice: price,
      quantity,
      reason,
      profitUsd,
      profitPct: 100 * profitShare,
      feesUsd,
      candles: Math.floor((this.now - signalAt) / this.intervalMs) + (isInside ? 1 : 0),
      bestPct: 100 * (best / entryPrice - side),
      worstPct: 100 * (worst / entryPrice - side),
      trace,
    });
  }

  #forget(coin: string): void {
    this.state.closedAt[coin] = this.now;
    delete this.state.marks[coin];
  }
}

interface Fill {
  quantity: number;
  price: number;
  fee: number;
}

function trancheOf(entry: PaperEntry, { quantity, price, fee }: Fill, now: number): PaperTranche {
  const signed = price * entry.side;
  return { ...entry, quantity, entryPrice: price, fees: fee, funding: 0, enteredAt: now, best: signed, worst: signed };
}

/** Its levels follow the mean price. */
function extend(tranche: PaperTranche, { quantity, price, fee }: Fill): void {
  const total = tranche.quantity + quantity;
  tranche.entryPrice = (tranche.entryPrice * tranche.quantity + price * quantity) / total;
  tranche.quantity = total;
  tranche.fees += fee;
}
