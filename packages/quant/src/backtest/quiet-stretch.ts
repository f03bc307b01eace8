import type { CoinBook } from "./coin-book.ts";
import type { Simulation } from "./simulation.ts";
import { trailingLevel, widenRange } from "./tranche.ts";

const BLOCK = 1024;

/** Where a stretch writes what each step came to; a step's place is its candle less `first`. */
export interface StepRecord {
  readonly equity: Float64Array;
  readonly exposure: Float64Array;
  /** The coin's candle of the first step. */
  readonly first: number;
}

/** Finds set bytes one after the other without looking at any twice. */
export class SignalCursor {
  readonly #bits: Uint8Array | null;
  #at = -1;

  constructor(bits: Uint8Array | null) {
    this.#bits = bits;
  }

  /** The first candle from `from` on at which the signal holds; Infinity: none. To be asked with rising numbers. */
  next(from: number): number {
    if (this.#bits === null) return Number.POSITIVE_INFINITY;
    if (this.#at < from) {
      const found = this.#bits.indexOf(1, from);
      this.#at = found === -1 ? Number.POSITIVE_INFINITY : found;
    }
    return this.#at;
  }
}

/** Finds the candles that begin another series. */
class SplitCursor {
  readonly #book: CoinBook;
  readonly #intervalMs: number;
  #at = -1;

  constructor(book: CoinBook, intervalMs: number) {
    this.#book = book;
    this.#intervalMs = intervalMs;
  }

  /** The first one from `from` on, above 0; Infinity: none. To be asked with rising numbers. */
  next(from: number): number {
    if (this.#at < from) this.#at = this.#find(from);
    return this.#at;
  }

  #find(from: number): number {
    const { length } = this.#book.candles.time;
    for (let at = from; at < length; at += BLOCK) {
      const end = Math.min(length, at + BLOCK);
      if (this.#isUnbroken(at - 1, end - 1)) continue;
      for (let index = at; index < end; index += 1) if (this.#book.splitsAt(index)) return index;
    }
    return Number.POSITIVE_INFINITY;
  }

  /** No candle is missing between the two, and both are of one series. */
  #isUnbroken(first: number, last: number): boolean {
    const { time, segment } = this.#book.candles;
    const distance = (time[last] as number) - (time[first] as number);
    return distance === (last - first) * this.#intervalMs && segment[first] === segment[last];
  }
}

/**
 * Goes through candles of a run of one coin in which nothing happens but that the position is valued: the same results as
 * step by step, to the bit.
 * @param from the candle to begin with
 * @param to the candle to end before
 * @returns the first candle that needs a step of its own, or `to`
 */
export class QuietStretches {
  readonly #run: Simulation;
  readonly #book: CoinBook;
  readonly #record: StepRecord;
  readonly #enterLong: SignalCursor;
  readonly #enterShort: SignalCursor;
  readonly #exitLong: SignalCursor;
  readonly #exitShort: SignalCursor;
  readonly #splits: SplitCursor;

  constructor(run: Simulation, book: CoinBook, record: StepRecord) {
    this.#run = run;
    this.#book = book;
    this.#record = record;
    this.#enterLong = new SignalCursor(book.signals.enterLong);
    this.#enterShort = new SignalCursor(book.signals.enterShort);
    this.#exitLong = new SignalCursor(book.signals.exitLong);
    this.#exitShort = new SignalCursor(book.signals.exitShort);
    this.#splits = new SplitCursor(book, run.intervalMs);
  }

  pass(from: number, to: number): number {
    const book = this.#book;
    if (book.order) return from;
    const until = book.quantity === 0 ? this.#passFlat(from, to) : this.#passHolding(from, to);
    if (until > from) {
      book.index = until - 1;
      book.mark = book.candles.close[until - 1] as number;
      this.#run.equity = this.#record.equity[until - 1 - this.#record.first] as number;
    }
    return until;
  }

  #passFlat(from: number, to: number): number {
    const { cash, settings, warmUpCandles } = this.#run;
    const cooled = settings.cooldownCandles > 0 ? this.#book.closedIndex + settings.cooldownCandles : 0;
    const entered = Math.max(from, cooled, warmUpCandles);
    const until = Math.min(to, this.#enterLong.next(entered), this.#enterShort.next(entered));
    const { equity, first } = this.#record;
    equity.fill(cash, from - first, until - first);
    return until;
  }

  #passHolding(from: number, to: number): number {
    const { settings } = this.#run;
    const book = this.#book;
    const { tranches } = book;
    if ((hasTrailing(this.#run) && tranches.length > 1) || book.isExiting) return from;
    if (book.quantity < 0 && settings.fundingPerCandle !== 0) return from;
    const isLong = book.quantity > 0;
    let until = Math.min(to, this.#splits.next(from), (isLong ? this.#exitLong : this.#exitShort).next(from));
    if (tranches.length < settings.tranches) {
      until = Math.min(until, (isLong ? this.#enterLong : this.#enterShort).next(from));
    }
    for (const tranche of tranches) until = Math.min(until, tranche.enteredIndex + settings.mostCandles);
    return until > from ? this.#hold(from, until) : from;
  }

  /** Values the position candle by candle until one touches a level. */
  #hold(from: number, to: number): number {
    const run = this.#run;
    const book = this.#book;
    const { close } = book.candles;
    const { equity, exposure, first } = this.#record;
    const { quantity } = book;
    const { cash } = run;
    const { side, better, worse } = sidesOf(book);
    const trails = hasTrailing(run);
    const levels = levelsOf(run, book);
    const { target } = levels;
    let { level, best } = levels;
    let worst = Number.POSITIVE_INFINITY;
    let at = from;
    for (; at < to; at += 1) {
      const lowest = (worse[at] as number) * side;
      const highest = (better[at] as number) * side;
      if (lowest <= level || highest >= target) break;
      const value = quantity * (close[at] as number);
      const worth = cash + value;
      if (!(worth > 0)) break;
      equity[at - first] = worth;
      exposure[at - first] = value / worth;
      worst = Math.min(worst, lowest);
      if (highest > best) {
        best = highest;
        if (trails) level = raisedLevel(run, book, best, level);
      }
    }
    for (const tranche of book.tranches) widenRange(tranche, best, worst);
    run.stepsInMarket += at - from;
    return at;
  }
}

function hasTrailing({ settings }: Simulation): boolean {
  return !Number.isNaN(settings.trailingShare) || !Number.isNaN(settings.trailingAtrs);
}

function sidesOf(book: CoinBook): { side: 1 | -1; better: Float64Array; worse: Float64Array } {
  const { high, low } = book.candles;
  return book.quantity > 0 ? { side: 1, better: high, worse: low } : { side: -1, better: low, worse: high };
}

/** The nearest signed levels of all tranches. */
function levelsOf(run: Simulation, book: CoinBook): { level: number; target: number; best: number } {
  let level = Number.NEGATIVE_INFINITY;
  let target = Number.POSITIVE_INFINITY;
  let best = Number.POSITIVE_INFINITY;
  for (const tranche of book.tranches) {
    level = Math.max(level, tranche.stop, trailingLevel(tranche, run.settings));
    target = Math.min(target, tranche.target);
    best = Math.min(best, tranche.best);
  }
  return { level, target, best };
}

/** The level after a new best price. Where something trails there is one tranche only. */
function raisedLevel(run: Simulation, book: CoinBook, best: number, level: number): number {
  const [only] = book.tranches;
  if (!only || book.tranches.length > 1) return level;
  only.best = best;
  return Math.max(only.stop, trailingLevel(only, run.settings));
}
