import type { StrategyRules } from "@cryptodesk/shared/strategy/rules.contract";
import { parameterValues } from "../rules/parameter-values.ts";
import type { SignalSet } from "../signals/signal-set.ts";
import { payFunding, readSignals } from "./close-phase.ts";
import { CoinBook } from "./coin-book.ts";
import { takeOut } from "./fills.ts";
import { passCandle } from "./inside-phase.ts";
import type { MarketData } from "./market-data.ts";
import {
  closeBrokenSeries,
  fillEntry,
  fillExits,
  growPosition,
  isRebalanced,
  rebalanceAmount,
  reducePosition,
} from "./open-phase.ts";
import type { BacktestOutcome } from "./outcome.ts";
import { QuietStretches } from "./quiet-stretch.ts";
import { RunCancelled } from "./run-cancelled.ts";
import { RunNotes } from "./run-notes.ts";
import { readSettings } from "./run-settings.ts";
import { openPositions, type Simulation, valueOfPositions } from "./simulation.ts";
import { firstAt, stepTimes } from "./steps.ts";
import { TradeLog } from "./trade-log.ts";

export interface SimulationOptions {
  /** USD at the start. */
  readonly capital: number;
  /** Start of the first candle whose signals count, ms; what lies before is warm-up. Default: the end of the warm-up. */
  readonly from?: number;
  /** Candles that begin here or later are not looked at, ms. */
  readonly to?: number;
  readonly parameters?: Readonly<Record<string, number>>;
  /** Told every 100,000 steps or so. */
  readonly onProgress?: (done: number, total: number) => void;
  /** Asked as often; true ends the run with `RunCancelled`. */
  readonly isCancelled?: () => boolean;
  /** Goes through every candle one by one even where nothing can happen: the same result, slower. */
  readonly everyStep?: boolean;
}

const STEPS_BETWEEN_REPORTS = 100_000;

/**
 * Trades on signals that are known already. What happens in which order is in `runBacktest`.
 * @throws RunCancelled where `isCancelled` says so
 */
export function simulate(
  rules: StrategyRules,
  market: MarketData,
  signals: SignalSet,
  options: SimulationOptions,
): BacktestOutcome {
  const run = begin(rules, market, signals, options);
  const time = stepTimes(run.books, signals.warmUpCandles, options);
  const equity = new Float64Array(time.length);
  const exposure = new Float64Array(time.length);
  if (time.length === 0) run.notes.say("no-candle");
  const steps = { run, time, equity, exposure, options };
  const done = isJumped(run, options) ? passOneCoin(steps) : passEveryStep(steps);
  options.onProgress?.(done, done);
  run.now = time[done - 1] ?? Number.NaN;
  valueWhatIsOpen(run);
  return {
    time: time.subarray(0, done),
    equity: equity.subarray(0, done),
    exposure: exposure.subarray(0, done),
    trades: run.log.toColumns(),
    capital: run.capital,
    feesUsd: run.feesUsd,
    slippageUsd: run.slippageUsd,
    fundingUsd: run.fundingUsd,
    tradedUsd: run.tradedUsd,
    stepsInMarket: run.stepsInMarket,
    warmUpCandles: signals.warmUpCandles,
    remarks: run.notes.toRemarks(),
  };
}

function begin(rules: StrategyRules, market: MarketData, signals: SignalSet, options: SimulationOptions): Simulation {
  const { intervalMs } = market;
  const books = market.coins.flatMap((coin, at) => {
    const ofCoin = signals.coins[at];
    return coin.inUniverse && ofCoin ? [new CoinBook({ coin, at, intervalMs }, ofCoin)] : [];
  });
  return {
    settings: readSettings(rules, parameterValues(rules, options.parameters), intervalMs),
    intervalMs,
    capital: options.capital,
    warmUpCandles: signals.warmUpCandles,
    books,
    log: new TradeLog(),
    notes: new RunNotes(),
    cash: options.capital,
    equity: options.capital,
    feesUsd: 0,
    slippageUsd: 0,
    fundingUsd: 0,
    tradedUsd: 0,
    stepsInMarket: 0,
    now: Number.NaN,
    openPositions: 0,
    waiting: [],
  };
}

interface Steps {
  readonly run: Simulation;
  readonly time: Float64Array;
  readonly equity: Float64Array;
  readonly exposure: Float64Array;
  readonly options: SimulationOptions;
}

function isJumped(run: Simulation, options: SimulationOptions): boolean {
  const [book, ...others] = run.books;
  if (!book || others.length > 0 || options.everyStep) return false;
  return !book.hasMembership && run.settings.rebalanceCandles === 0;
}

/** @returns steps that were made: all, or those until the equity was gone */
function passEveryStep({ run, time, equity, exposure, options }: Steps): number {
  for (const book of run.books) book.index = firstAt(book.candles.time, time[0] ?? 0) - 1;
  for (let step = 0; step < time.length; step += 1) {
    if (step % STEPS_BETWEEN_REPORTS === 0) report(options, step, time.length);
    makeStep(run, time[step] as number);
    if (!writeStep(run, step, equity, exposure)) return step + 1;
  }
  return time.length;
}

function passOneCoin({ run, time, equity, exposure, options }: Steps): number {
  const [book] = run.books;
  if (!book) return 0;
  const first = firstAt(book.candles.time, time[0] ?? 0);
  const end = first + time.length;
  const quiet = new QuietStretches(run, book, { equity, exposure, first });
  book.index = first - 1;
  for (let part = first; part < end; part += STEPS_BETWEEN_REPORTS) {
    report(options, part - first, time.length);
    const to = Math.min(end, part + STEPS_BETWEEN_REPORTS);
    for (let at = quiet.pass(part, to); at < to; at = quiet.pass(at + 1, to)) {
      makeStep(run, time[at - first] as number);
      if (!writeStep(run, at - first, equity, exposure)) return at - first + 1;
    }
  }
  return time.length;
}

function report(options: SimulationOptions, done: number, total: number): void {
  if (options.isCancelled?.()) throw new RunCancelled();
  options.onProgress?.(done, total);
}

/** All that happens to all coins in one step, to the valuation at its close. */
function makeStep(run: Simulation, now: number): void {
  run.now = now;
  const { books } = run;
  for (const book of books) arrive(run, book);
  for (const book of books) if (book.isPresent) fillExits(run, book);
  if (isRebalanced(run)) rebalance(run);
  fillEntries(run);
  for (const book of books) {
    if (!book.isPresent) continue;
    passCandle(run, book);
    book.mark = book.candles.close[book.index] as number;
    payFunding(run, book);
  }
}

/** Moves a book to its candle of this step, if it has one. */
function arrive(run: Simulation, book: CoinBook): void {
  const { candles } = book;
  const next = book.index + 1;
  book.isPresent = candles.time[next] === run.now;
  if (!book.isPresent) {
    if (book.index >= 0 && (book.quantity !== 0 || book.order) && book.isLost(run.now)) closeBrokenSeries(run, book);
    return;
  }
  if (book.splitsAt(next)) closeBrokenSeries(run, book);
  book.index = next;
  book.mark = candles.open[next] as number;
  const { volumeShare, needsVolume } = run.settings;
  if (volumeShare === Number.POSITIVE_INFINITY) return;
  const volume = candles.volume[next] as number;
  const unreported = needsVolume ? 0 : Number.POSITIVE_INFINITY;
  book.volumeLeft = Number.isNaN(volume) ? unreported : volume * volumeShare;
}

/** Sells before it buys. All are sized by the equity and the prices of the last close. */
function rebalance(run: Simulation): void {
  const amounts = run.books.map((book) => (book.isPresent ? rebalanceAmount(run, book) : 0));
  for (const [at, book] of run.books.entries()) {
    const amount = amounts[at] ?? 0;
    if (amount < 0) reducePosition(run, book, -amount);
  }
  for (const [at, book] of run.books.entries()) {
    const amount = amounts[at] ?? 0;
    if (amount > 0) growPosition(run, book, amount);
  }
}

/** In order of their signals; of those of one close in the order of the universe. */
function fillEntries(run: Simulation): void {
  const { waiting } = run;
  waiting.length = 0;
  for (const book of run.books) if (book.isPresent && book.order) waiting.push(book);
  if (waiting.length === 0) return;
  run.openPositions = openPositions(run);
  if (waiting.length > 1) waiting.sort((one, other) => (one.order?.signalAt ?? 0) - (other.order?.signalAt ?? 0));
  for (const book of waiting) if (book.order) fillEntry(run, book, book.order);
}

/** Values the step, then reads the signals of its close. @returns false where the equity is gone and the run with it */
function writeStep(run: Simulation, step: number, equity: Float64Array, exposure: Float64Array): boolean {
  const value = valueOfPositions(run);
  run.equity = run.cash + value;
  equity[step] = run.equity;
  exposure[step] = value === 0 ? 0 : value / run.equity;
  if (run.books.some(({ quantity }) => quantity !== 0)) run.stepsInMarket += 1;
  if (!(run.equity > 0)) {
    run.notes.say("used-up");
    return false;
  }
  for (const book of run.books) if (book.isPresent) readSignals(run, book);
  return true;
}

/** What is still open at the end is valued at the last close. Nothing is sold, so no costs are taken for that. */
function valueWhatIsOpen(run: Simulation): void {
  for (const book of run.books) {
    for (const tranche of book.tranches) {
      const { quantity } = tranche;
      takeOut(run, book, tranche, { reason: "end", reference: book.mark, quantity, how: "valued", isInside: true });
    }
    book.tidy();
  }
}
