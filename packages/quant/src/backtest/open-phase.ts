import type { ExitReason } from "@cryptodesk/shared/strategy/backtest.contract";
import type { CoinBook, EntryOrder } from "./coin-book.ts";
import { LEAST_SHARE, putIn, takeOut } from "./fills.ts";
import type { Simulation } from "./simulation.ts";
import { sizeAt } from "./sizing.ts";
import { openTranche, type Tranche } from "./tranche.ts";

/** Candles after a signal in which its entry may be filled. */
const MOST_ENTRY_CANDLES = 5;

/**
 * A series has broken off or goes on as another coin: what is open is closed at its last known price, and no order is carried
 * over. To be called before the book moves to the candle after the break.
 */
export function closeBrokenSeries(run: Simulation, book: CoinBook): void {
  if (book.order) run.notes.count("missing-candle");
  book.order = null;
  if (book.quantity === 0) return;
  run.notes.count("broken-off");
  for (const tranche of book.tranches) {
    const { quantity } = tranche;
    takeOut(run, book, tranche, { reason: "gap", reference: book.mark, quantity, how: "taker", isInside: true });
  }
  book.tidy();
}

/** Fills at the open what is to be closed: signals, what is left of stops, coins that left the universe, time. */
export function fillExits(run: Simulation, book: CoinBook): void {
  if (book.quantity === 0) return;
  if (!book.isMember(run.now)) book.exit("left-universe");
  for (const tranche of book.tranches) {
    if (book.index - tranche.enteredIndex >= run.settings.mostCandles) tranche.exiting ??= "time";
    if (tranche.exiting) closeAtOpen(run, book, tranche, tranche.exiting);
  }
  book.tidy();
}

function closeAtOpen(run: Simulation, book: CoinBook, tranche: Tranche, reason: ExitReason): void {
  const { quantity } = tranche;
  takeOut(run, book, tranche, { reason, reference: book.mark, quantity, how: "taker", isInside: false });
}

/** Whether positions are brought back to their size at the open of this step: each n-th candle counted from 1970-01-01. */
export function isRebalanced(run: Simulation): boolean {
  const every = run.settings.rebalanceCandles;
  return every > 0 && Math.floor(run.now / run.intervalMs) % every === 0;
}

/**
 * USD that a position lacks (above 0) or has too many (below 0) by what was known at the last close; 0 where the drift is
 * within its band.
 */
export function rebalanceAmount(run: Simulation, book: CoinBook): number {
  if (book.quantity === 0 || book.index === 0 || book.order || book.isExiting) return 0;
  const before = book.index - 1;
  const target = sizeAt(run, book, before) * book.tranches.length;
  const value = Math.abs(book.quantity) * (book.candles.close[before] as number);
  const amount = target - value;
  if (Number.isNaN(amount) || Math.abs(amount) <= run.capital * LEAST_SHARE) return 0;
  return Math.abs(amount) > run.settings.driftShare * run.equity ? amount : 0;
}

/** Sells from the oldest tranche on, at the open, what is worth so much at the last close. */
export function reducePosition(run: Simulation, book: CoinBook, amount: number): void {
  let left = amount / (book.candles.close[book.index - 1] as number);
  for (const tranche of book.tranches) {
    if (!(left > 0)) break;
    const quantity = Math.min(left, tranche.quantity);
    takeOut(run, book, tranche, { reason: "rebalance", reference: book.mark, quantity, how: "taker", isInside: false });
    left -= quantity;
  }
  book.tidy();
}

/** Buys more into the newest tranche. What the cash or the volume does not suffice for waits for the next rebalance. */
export function growPosition(run: Simulation, book: CoinBook, amount: number): void {
  const newest = book.tranches.at(-1);
  if (!newest) return;
  putIn(run, book, newest, amount);
  book.tidy();
}

/** Fills the order of a coin as far as cash, the most positions and the volume allow. */
export function fillEntry(run: Simulation, book: CoinBook, order: EntryOrder): void {
  const isFirst = order.tranche === null;
  if (!mayFill(run, book, order)) return;
  const tranche = order.tranche ?? openTranche(order, run.now, book.index);
  const asked = order.amount;
  const isCutByVolume = book.volumeLeft < asked / book.mark;
  const value = putIn(run, book, tranche, asked);
  if (value > 0) {
    if (isFirst) {
      book.tranches.push(tranche);
      if (book.quantity === 0) run.openPositions += 1;
    }
    order.tranche = tranche;
    book.tidy();
  }
  order.amount = asked - value;
  if (!isCutByVolume || order.amount <= run.capital * LEAST_SHARE) book.order = null;
  else giveUpInTime(run, book, order);
}

function mayFill(run: Simulation, book: CoinBook, order: EntryOrder): boolean {
  const { settings } = run;
  if (!book.followsAt(book.index) || !book.isMember(run.now)) {
    if (book.isMember(run.now)) run.notes.count("missing-candle");
    book.order = null;
    return false;
  }
  // What it is filled into was closed meanwhile: the rest of the order goes with it.
  if (order.tranche?.quantity === 0) {
    book.order = null;
    return false;
  }
  if (order.tranche) return true;
  if (book.isExiting) {
    giveUpInTime(run, book, order);
    return false;
  }
  if (book.quantity !== 0 || run.openPositions < settings.maxPositions) return true;
  run.notes.count("full");
  book.order = null;
  return false;
}

function giveUpInTime(run: Simulation, book: CoinBook, order: EntryOrder): void {
  if (book.index - order.signalIndex < MOST_ENTRY_CANDLES) return;
  if (order.tranche) run.notes.count("lapsed");
  book.order = null;
}
