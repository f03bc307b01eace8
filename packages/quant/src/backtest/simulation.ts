import type { CoinBook } from "./coin-book.ts";
import type { RunNotes } from "./run-notes.ts";
import type { RunSettings } from "./run-settings.ts";
import type { TradeLog } from "./trade-log.ts";

/** The state of a run, which its phases change in turn. */
export interface Simulation {
  readonly settings: RunSettings;
  readonly intervalMs: number;
  readonly capital: number;
  readonly warmUpCandles: number;
  readonly books: readonly CoinBook[];
  readonly log: TradeLog;
  readonly notes: RunNotes;
  cash: number;
  /** At the close of the last step. */
  equity: number;
  feesUsd: number;
  slippageUsd: number;
  fundingUsd: number;
  tradedUsd: number;
  stepsInMarket: number;
  /** Start of the candle of the current step, ms. */
  now: number;
  /** Coins with a position, counted before entries are filled. */
  openPositions: number;
  /** Books with orders, while those are filled. */
  readonly waiting: CoinBook[];
}

/** Units that are short count twice: what they brought in is locked, and as much again is their margin. */
export function freeCash(run: Simulation): number {
  let free = run.cash;
  for (const book of run.books) {
    if (book.quantity < 0) free += 2 * book.quantity * book.mark;
  }
  return free;
}

/** Value of all positions at their marks, USD; shorts count below 0. */
export function valueOfPositions(run: Simulation): number {
  let value = 0;
  for (const book of run.books) {
    if (book.quantity !== 0) value += book.quantity * book.mark;
  }
  return value;
}

export function openPositions(run: Simulation): number {
  let open = 0;
  for (const book of run.books) {
    if (book.quantity !== 0) open += 1;
  }
  return open;
}
