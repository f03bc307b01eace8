import type { ExitReason } from "@cryptodesk/shared/strategy/backtest.contract";
import type { CoinBook } from "./coin-book.ts";
import type { RunSettings } from "./run-settings.ts";
import { freeCash, type Simulation } from "./simulation.ts";
import { extendTranche, type Tranche } from "./tranche.ts";

/**
 * Price of a fill that takes what is in the book: the reference moved against the one who fills.
 * @param direction 1: buys, -1: sells
 * @param quantity units; one whose volume nobody reported counts as the whole of the candle
 */
function takenPrice(
  settings: RunSettings,
  reference: number,
  direction: 1 | -1,
  quantity: number,
  volume: number,
): number {
  let moved = settings.slippageShare;
  if (settings.impactShare > 0) {
    const share = volume > 0 ? Math.min(1, quantity / volume) : 1;
    moved = settings.impactShare * share * share;
  }
  return reference * Math.max(0, 1 + direction * moved);
}

/** Units that a fill may take of the candle. */
function allowedUnits(run: Simulation, book: CoinBook, wanted: number): number {
  if (wanted <= book.volumeLeft) return wanted;
  run.notes.count(Number.isNaN(volumeOf(book)) ? "unknown-volume" : "partial");
  return book.volumeLeft;
}

function volumeOf(book: CoinBook): number {
  return book.candles.volume[book.index] as number;
}

/**
 * Puts money into a tranche at the price the book is marked at, as far as the free cash and the volume go. The cash never
 * falls below what open shorts need.
 * @param amount USD, without costs
 * @returns USD that were put in, without costs
 */
export function putIn(run: Simulation, book: CoinBook, tranche: Tranche, amount: number): number {
  const { settings } = run;
  const reference = book.mark;
  const free = freeCash(run);
  const spend = Math.min(amount, free / (1 + settings.takerShare));
  if (!(spend > run.capital * LEAST_SHARE)) {
    run.notes.count("no-cash");
    return 0;
  }
  if (spend < amount * (1 - CUT_SHARE)) run.notes.count("cut");
  const wanted = spend / reference;
  const allowed = allowedUnits(run, book, wanted);
  const price = takenPrice(settings, reference, tranche.side, allowed, volumeOf(book));
  let quantity = Math.min(allowed, spend / price);
  if (!(quantity * price > run.capital * LEAST_SHARE)) return 0;
  while (quantity * price + quantity * price * settings.takerShare > free) quantity *= 1 - Number.EPSILON;
  const value = quantity * price;
  const fee = value * settings.takerShare;
  run.cash -= tranche.side * value + fee;
  run.feesUsd += fee;
  run.slippageUsd += Math.abs(price - reference) * quantity;
  run.tradedUsd += value;
  book.volumeLeft -= quantity;
  extendTranche(tranche, settings, { quantity, price, fee });
  return value;
}

// What is less than a millionth of the capital is not worth an entry.
export const LEAST_SHARE = 1e-6;
// Entries of all the equity are always cut by their costs, which is no news.
const CUT_SHARE = 0.02;

export interface Closing {
  readonly reason: ExitReason;
  /** Price before slippage. */
  readonly reference: number;
  /** Units; no more than the tranche has. */
  readonly quantity: number;
  /** Maker: an order that rested in the book, without slippage. Valued: nothing is sold, so nothing is paid. */
  readonly how: "taker" | "maker" | "valued";
  /** False: at the open, before anything of the candle happened. */
  readonly isInside: boolean;
}

/**
 * Closes a tranche or a part of it, and writes down the trade.
 * @returns units that are left because the volume did not suffice
 */
export function takeOut(run: Simulation, book: CoinBook, tranche: Tranche, closing: Closing): number {
  const { settings } = run;
  const { side } = tranche;
  // What is closed at the last known price is closed on paper: no candle is there whose volume could limit it.
  const isLimited = closing.reason !== "gap" && closing.how !== "valued";
  const quantity = isLimited ? allowedUnits(run, book, closing.quantity) : closing.quantity;
  if (!(quantity > 0)) return closing.quantity;
  const price =
    closing.how === "taker"
      ? takenPrice(settings, closing.reference, side === 1 ? -1 : 1, quantity, volumeOf(book))
      : closing.reference;
  const value = quantity * price;
  const fee =
    closing.how === "valued" ? 0 : value * (closing.how === "maker" ? settings.makerShare : settings.takerShare);
  const isWhole = quantity >= tranche.quantity;
  const part = isWhole ? 1 : quantity / tranche.quantity;
  const entryFees = tranche.fees * part;
  const funding = tranche.funding * part;
  run.cash += side * value - fee;
  run.feesUsd += fee;
  run.slippageUsd += Math.abs(price - closing.reference) * quantity;
  if (closing.how !== "valued") run.tradedUsd += value;
  if (isLimited) book.volumeLeft -= quantity;
  run.log.add({
    coin: book.coin,
    side,
    signalAt: tranche.signalAt,
    enteredAt: tranche.enteredAt,
    exitedAt: run.now,
    entryPrice: tranche.entryPrice,
    exitPrice: price,
    quantity,
    reason: closing.reason,
    profitUsd: side * (price - tranche.entryPrice) * quantity - fee - entryFees - funding,
    feesUsd: fee + entryFees,
    candles: book.index - tranche.enteredIndex + (closing.isInside ? 1 : 0),
    bestShare: aheadShare(tranche, Math.max(tranche.best, price * side)),
    worstShare: aheadShare(tranche, Math.min(tranche.worst, price * side)),
  });
  tranche.fees -= entryFees;
  tranche.funding -= funding;
  tranche.quantity = isWhole ? 0 : tranche.quantity - quantity;
  return closing.quantity - quantity;
}

function aheadShare(tranche: Tranche, signedPrice: number): number {
  return signedPrice / tranche.entryPrice - tranche.side;
}
