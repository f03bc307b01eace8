import type { ExitReason } from "@cryptodesk/shared/strategy/backtest.contract";
import type { EntryOrder } from "./coin-book.ts";
import type { RunSettings } from "./run-settings.ts";

/**
 * One entry of a position. Levels, `best` and `worst` are signed: prices times `side`, so that higher is better and a stop
 * lies below for longs and shorts alike.
 */
export interface Tranche {
  /** 1: long, -1: short. */
  readonly side: 1 | -1;
  readonly signalAt: number;
  readonly enteredAt: number;
  /** The coin's candle at whose open it was entered. */
  readonly enteredIndex: number;
  /** Units that are left. */
  quantity: number;
  /** Mean price of its fills, slippage included, USD. */
  entryPrice: number;
  /** Fees of entering what is left, USD. */
  fees: number;
  /** Funding paid for what is left, USD. */
  funding: number;
  stop: number;
  target: number;
  /** Distances in USD, as known at the signal; NaN: none. */
  readonly stopDistance: number;
  readonly trailingDistance: number;
  readonly targetDistance: number;
  best: number;
  worst: number;
  /** Why it is being closed, while the volume of candles has not sufficed for that. */
  exiting: ExitReason | null;
}

/** A tranche of nothing, to be filled by `extendTranche`. */
export function openTranche(order: EntryOrder, enteredAt: number, enteredIndex: number): Tranche {
  return {
    side: order.side,
    signalAt: order.signalAt,
    enteredAt,
    enteredIndex,
    quantity: 0,
    entryPrice: Number.NaN,
    fees: 0,
    funding: 0,
    stop: Number.NEGATIVE_INFINITY,
    target: Number.POSITIVE_INFINITY,
    stopDistance: order.stopDistance,
    trailingDistance: order.trailingDistance,
    targetDistance: order.targetDistance,
    best: Number.NEGATIVE_INFINITY,
    worst: Number.POSITIVE_INFINITY,
    exiting: null,
  };
}

/** Adds a fill to a tranche. Its levels follow the mean price. */
export function extendTranche(
  tranche: Tranche,
  settings: RunSettings,
  fill: { readonly quantity: number; readonly price: number; readonly fee: number },
): void {
  const { side, quantity } = tranche;
  const total = quantity + fill.quantity;
  tranche.entryPrice =
    quantity === 0 ? fill.price : (tranche.entryPrice * quantity + fill.price * fill.quantity) / total;
  tranche.quantity = total;
  tranche.fees += fill.fee;
  const entry = tranche.entryPrice * side;
  const size = tranche.entryPrice;
  tranche.stop = Math.max(orNever(entry - size * settings.stopShare), orNever(entry - tranche.stopDistance));
  tranche.target = -Math.max(orNever(-entry - size * settings.targetShare), orNever(-entry - tranche.targetDistance));
  tranche.best = Math.max(tranche.best, entry);
  tranche.worst = Math.min(tranche.worst, entry);
}

/** The signed level that trails the best price so far; -Infinity where nothing trails. */
export function trailingLevel(tranche: Tranche, settings: RunSettings): number {
  const best = tranche.best;
  return Math.max(orNever(best - Math.abs(best) * settings.trailingShare), orNever(best - tranche.trailingDistance));
}

/** Candles have gone by: how far it was ahead and behind. Both are signed prices. */
export function widenRange(tranche: Tranche, highest: number, lowest: number): void {
  if (highest > tranche.best) tranche.best = highest;
  if (lowest < tranche.worst) tranche.worst = lowest;
}

function orNever(level: number): number {
  return Number.isNaN(level) ? Number.NEGATIVE_INFINITY : level;
}
