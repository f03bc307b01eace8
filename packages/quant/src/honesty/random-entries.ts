import type { Honesty } from "@cryptodesk/shared/strategy/backtest.contract";
import type { StrategyRules } from "@cryptodesk/shared/strategy/rules.contract";
import type { BacktestOutcome } from "../backtest/outcome.ts";
import { RunCancelled } from "../backtest/run-cancelled.ts";
import { simulate } from "../backtest/simulate.ts";
import { firstAt } from "../backtest/steps.ts";
import type { CoinSignals, SignalSet } from "../signals/signal-set.ts";
import type { RandomSource } from "../statistics/random-source.ts";
import { type Position, positionsOf } from "./positions.ts";
import { quantileBand } from "./quantile-band.ts";
import type { Variants } from "./variants.ts";

const BUDGET = 20_000_000;
const FEWEST_RUNS = 50;
const MOST_RUNS = 1000;
const FEWEST_POSITIONS = 5;
// Positions that fill the time leave no other times to be entered at.
const LEAST_FREE = 0.05;

/**
 * Enters at random times instead of those of the rules: as many positions of each coin and side, as long, in tranches that
 * lie as far apart, sized and charged as the rules say, by the same simulator. Stops, targets and cool-down are left out, as
 * it is they that made the positions as long as they were. Where one position is held at a time, random ones do not overlap
 * either; where there may be several they do not overlap on one coin, and what exceeds the most positions is not entered.
 * @param signals of the examined run, for the volatility that positions are sized by
 * @returns null for fewer than five positions, and where they leave less than a twentieth of the time free
 */
export function enterAtRandom(variants: Variants, signals: SignalSet, random: RandomSource): Honesty["randomEntries"] {
  const { rules, market, options, outcome } = variants.examined;
  const plan = planOf(variants);
  if (plan === null) return null;
  const own = growthOf(outcome);
  const board = new SignalBoard(variants, signals);
  const totals = new Float64Array(variants.affordable(BUDGET, FEWEST_RUNS, MOST_RUNS));
  const { onProgress, entries, ...span } = { ...options, from: outcome.time[0] ?? 0 };
  const without = withoutExits(rules);
  let below = 0;
  for (let run = 0; run < totals.length; run += 1) {
    if (options.isCancelled?.()) throw new RunCancelled();
    for (const lane of plan) placeAtRandom(lane, board, random);
    const total = growthOf(simulate(without, market, board.signals, span));
    totals[run] = 100 * total;
    below += total < own ? 1 : 0;
    below += total === own ? 0.5 : 0;
    board.clear();
  }
  return { runs: totals.length, totalReturnPct: quantileBand(totals), betterThanPct: (100 * below) / totals.length };
}

function growthOf({ equity, capital }: BacktestOutcome): number {
  return (equity.at(-1) ?? capital) / capital - 1;
}

function withoutExits(rules: StrategyRules): StrategyRules {
  const adding = rules.adding && { tranches: rules.adding.tranches };
  return { ...rules, stops: {}, cooldownCandles: 0, adding };
}

/** A position in steps of the run. */
interface PlannedPosition {
  readonly coin: number;
  readonly side: 1 | -1;
  readonly length: number;
  /** Of each tranche, steps after the first entry. */
  readonly offsets: readonly number[];
}

/** Positions that must not overlap, and the steps that are left between them. */
interface Lane {
  readonly positions: PlannedPosition[];
  readonly free: number;
}

function planOf({ examined }: Variants): Lane[] | null {
  const { outcome, rules } = examined;
  const { time } = outcome;
  const positions = positionsOf(outcome.trades);
  if (positions.length < FEWEST_POSITIONS) return null;
  const lanes = new Map<number, PlannedPosition[]>();
  for (const position of positions) {
    const lane = rules.maxPositions === 1 ? 0 : position.coin;
    lanes.set(lane, [...(lanes.get(lane) ?? []), inSteps(position, time)]);
  }
  const plan = [...lanes.values()].map((lane) => {
    // A step between two positions: what is closed and what is entered at one open exclude each other.
    const taken = lane.reduce((sum, { length }) => sum + length + 1, 0);
    return { positions: lane, free: Math.max(0, time.length - 1 - taken) };
  });
  const free = plan.reduce((sum, lane) => sum + lane.free, 0);
  return free < LEAST_FREE * time.length * plan.length ? null : plan;
}

function inSteps({ coin, side, from, to, entries }: Position, time: Float64Array): PlannedPosition {
  const first = firstAt(time, from);
  const offsets = entries.map((entry) => firstAt(time, entry) - first);
  const length = Math.max(1, firstAt(time, to) - first);
  return { coin, side, length, offsets: offsets.filter((offset) => offset < length) };
}

/** Puts the positions of a lane in random order, with random pauses that add up to the free steps at most. */
function placeAtRandom({ positions, free }: Lane, board: SignalBoard, random: RandomSource): void {
  const order = Int32Array.from(positions.keys());
  random.shuffle(order);
  const pauses = Float64Array.from(positions, () => random.below(free + 1)).sort();
  let taken = 0;
  for (const [place, index] of order.entries()) {
    const position = positions[index];
    if (position === undefined) continue;
    const step = (pauses[place] ?? 0) + taken;
    board.hold(position, step);
    taken += position.length + 1;
  }
}

/** Signals that are written anew for each run; only what was written is wiped out. */
class SignalBoard {
  readonly signals: SignalSet;
  readonly #written: { bits: Uint8Array; at: number }[] = [];
  readonly #time: Float64Array;
  readonly #candleTimes: readonly Float64Array[];

  constructor({ examined }: Variants, signals: SignalSet) {
    this.#time = examined.outcome.time;
    this.#candleTimes = examined.market.coins.map(({ candles }) => candles.time);
    const coins = examined.market.coins.map(({ candles }, coin): CoinSignals => {
      const blank = () => new Uint8Array(candles.time.length);
      return {
        enterLong: blank(),
        exitLong: blank(),
        enterShort: blank(),
        exitShort: blank(),
        stopAtr: null,
        trailingAtr: null,
        targetAtr: null,
        volatility: signals.coins[coin]?.volatility ?? null,
      };
    });
    this.signals = { coins, warmUpCandles: signals.warmUpCandles };
  }

  /** Signals a position at a step, and its end. */
  hold({ coin, side, length, offsets }: PlannedPosition, step: number): void {
    const ofCoin = this.signals.coins[coin];
    const [enter, exit] = side === 1 ? [ofCoin?.enterLong, ofCoin?.exitLong] : [ofCoin?.enterShort, ofCoin?.exitShort];
    if (!enter || !exit) return;
    for (const offset of offsets) this.#write(enter, coin, step + offset);
    this.#write(exit, coin, step + length);
  }

  clear(): void {
    for (const { bits, at } of this.#written) bits[at] = 0;
    this.#written.length = 0;
  }

  #write(bits: Uint8Array, coin: number, step: number): void {
    const at = firstAt(this.#candleTimes[coin] ?? new Float64Array(), this.#time[step] ?? Number.POSITIVE_INFINITY);
    if (at >= bits.length) return;
    bits[at] = 1;
    this.#written.push({ bits, at });
  }
}
