import type { CoinBook } from "./coin-book.ts";
import { takeOut } from "./fills.ts";
import type { Simulation } from "./simulation.ts";
import { type Tranche, trailingLevel, widenRange } from "./tranche.ts";

/**
 * What happens to a position inside a candle. The order of its prices is not known, so the worse is assumed: where stop and
 * target were both touched, the stop counts. Only what the open is beyond already is certain: a stop is filled at the open
 * then, a target at its own price, as a resting order is not counted on to get a better one.
 */
export function passCandle(run: Simulation, book: CoinBook): void {
  if (book.quantity === 0) return;
  let isTouched = false;
  for (const tranche of book.tranches) {
    if (tranche.exiting === null && touch(run, book, tranche)) isTouched = true;
  }
  if (isTouched) book.tidy();
  for (const tranche of book.tranches) {
    widenRange(tranche, favourable(book, tranche.side), adverse(book, tranche.side));
  }
}

function touch(run: Simulation, book: CoinBook, tranche: Tranche): boolean {
  const { side, target, quantity } = tranche;
  const open = (book.candles.open[book.index] as number) * side;
  const trailing = trailingLevel(tranche, run.settings);
  const level = Math.max(tranche.stop, trailing);
  const isBeyondTarget = open >= target && open > level;
  if (!isBeyondTarget && adverse(book, side) <= level) {
    const reason = trailing > tranche.stop ? "trailing" : "stop";
    const reference = Math.min(open, level) * side;
    const left = takeOut(run, book, tranche, { reason, reference, quantity, how: "taker", isInside: true });
    if (left > 0) tranche.exiting = reason;
    return true;
  }
  if (!isBeyondTarget && favourable(book, side) < target) return false;
  takeOut(run, book, tranche, { reason: "target", reference: target * side, quantity, how: "maker", isInside: true });
  return true;
}

function adverse(book: CoinBook, side: 1 | -1): number {
  const { low, high } = book.candles;
  return ((side === 1 ? low : high)[book.index] as number) * side;
}

function favourable(book: CoinBook, side: 1 | -1): number {
  const { low, high } = book.candles;
  return ((side === 1 ? high : low)[book.index] as number) * side;
}
