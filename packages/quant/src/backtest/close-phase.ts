import type { CoinBook } from "./coin-book.ts";
import { LEAST_SHARE } from "./fills.ts";
import type { Simulation } from "./simulation.ts";
import { sizeAt } from "./sizing.ts";

/** Shorts pay for what is borrowed, by its value at the close. */
export function payFunding(run: Simulation, book: CoinBook): void {
  const rate = run.settings.fundingPerCandle;
  if (rate === 0 || book.quantity >= 0) return;
  for (const tranche of book.tranches) {
    const funding = tranche.quantity * book.mark * rate;
    tranche.funding += funding;
    run.cash -= funding;
    run.fundingUsd += funding;
  }
}

/** Reads what the rules say at the close of a coin's candle, for the next open. */
export function readSignals(run: Simulation, book: CoinBook): void {
  const { index, signals } = book;
  const exitsLong = holds(signals.exitLong, index);
  const exitsShort = holds(signals.exitShort, index);
  if (exitsLong) closeSide(book, 1);
  if (exitsShort) closeSide(book, -1);
  if (index < run.warmUpCandles || book.order) return;
  // A side whose exit holds at the same close is not entered.
  const entersLong = holds(signals.enterLong, index) && !exitsLong;
  const entersShort = holds(signals.enterShort, index) && !exitsShort;
  if (!entersLong && !entersShort) return;
  const side = entersLong ? 1 : -1;
  if (!mayOrder(run, book, side)) return;
  if (!(entersLong && entersShort)) placeOrder(run, book, side);
  else if (book.quantity === 0) run.notes.count("both-sides");
}

function holds(bits: Uint8Array | null, index: number): boolean {
  return bits !== null && bits[index] === 1;
}

function closeSide(book: CoinBook, side: 1 | -1): void {
  if (book.order?.side === side) book.order = null;
  if (book.quantity * side > 0) book.exit("signal");
}

function mayOrder(run: Simulation, book: CoinBook, side: 1 | -1): boolean {
  const { settings } = run;
  if (book.quantity === 0) {
    return settings.cooldownCandles === 0 || book.index >= book.closedIndex + settings.cooldownCandles;
  }
  // All of it is going at the next open: the next position may begin there.
  if (book.tranches.every(({ exiting }) => exiting !== null)) return settings.cooldownCandles === 0;
  if (book.quantity * side < 0 || book.isExiting || book.tranches.length >= settings.tranches) return false;
  const last = book.tranches.at(-1);
  if (!last) return false;
  return (
    book.mark * side <= last.entryPrice * side - last.entryPrice * settings.spacingShare || settings.spacingShare === 0
  );
}

function placeOrder(run: Simulation, book: CoinBook, side: 1 | -1): void {
  const { settings } = run;
  const { index, signals, candles } = book;
  const amount = sizeAt(run, book, index);
  const stopDistance = distance(settings.stopAtrs, signals.stopAtr, index);
  const trailingDistance = distance(settings.trailingAtrs, signals.trailingAtr, index);
  const targetDistance = distance(settings.targetAtrs, signals.targetAtr, index);
  if (Number.isNaN(amount) || isUnknown(stopDistance) || isUnknown(trailingDistance) || isUnknown(targetDistance)) {
    run.notes.count("unknown-size");
    return;
  }
  if (!(amount > run.capital * LEAST_SHARE)) {
    run.notes.count("no-bet");
    return;
  }
  book.order = {
    side,
    signalIndex: index,
    signalAt: (candles.time[index] as number) + run.intervalMs,
    amount,
    stopDistance,
    trailingDistance,
    targetDistance,
    tranche: null,
  };
}

/** NaN: the rules have no such level; Infinity: they have, but it is not known. */
function distance(multiple: number, ranges: Float64Array | null, index: number): number {
  if (Number.isNaN(multiple)) return Number.NaN;
  const range = ranges?.[index] ?? Number.NaN;
  return Number.isNaN(range) ? Number.POSITIVE_INFINITY : multiple * range;
}

function isUnknown(distance: number): boolean {
  return distance === Number.POSITIVE_INFINITY;
}
