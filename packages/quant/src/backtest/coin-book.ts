import { MAX_JOINED_GAP_INTERVALS } from "@cryptodesk/shared/market/timeframe";
import type { ExitReason } from "@cryptodesk/shared/strategy/backtest.contract";
import type { CoinSignals } from "../signals/signal-set.ts";
import type { CandleColumns, CoinCandles } from "./market-data.ts";
import type { Tranche } from "./tranche.ts";

/** An entry that was signalled and is not filled yet, or not wholly. */
export interface EntryOrder {
  readonly side: 1 | -1;
  /** The coin's candle at whose close it was signalled. */
  readonly signalIndex: number;
  readonly signalAt: number;
  /** USD that are still to be put in. */
  amount: number;
  readonly stopDistance: number;
  readonly trailingDistance: number;
  readonly targetDistance: number;
  /** What has been filled of it. */
  tranche: Tranche | null;
}

/** What the simulator knows of one coin while it goes through the candles. */
export class CoinBook {
  /** Index into the coins of the market data. */
  readonly coin: number;
  readonly name: string;
  readonly candles: CandleColumns;
  readonly signals: CoinSignals;
  /** The candle of the current step, or the last one before it. */
  index: number;
  isPresent = false;
  /** Price at which the position is valued now: the open, then the close of the candle; the last one known without. */
  mark = Number.NaN;
  /** Units held; below 0 for a short. */
  quantity = 0;
  /** Oldest first. */
  readonly tranches: Tranche[] = [];
  order: EntryOrder | null = null;
  /** The candle in which the last position was closed. */
  closedIndex = Number.NEGATIVE_INFINITY;
  /** Units that fills of this candle may still take. */
  volumeLeft = Number.POSITIVE_INFINITY;
  readonly #members: CoinCandles["members"];
  readonly #intervalMs: number;

  constructor(
    market: { readonly coin: CoinCandles; readonly at: number; readonly intervalMs: number },
    signals: CoinSignals,
  ) {
    this.coin = market.at;
    this.name = market.coin.coin;
    this.candles = market.coin.candles;
    this.#members = market.coin.members;
    this.#intervalMs = market.intervalMs;
    this.signals = signals;
    this.index = -1;
  }

  get hasMembership(): boolean {
    return this.#members !== null;
  }

  isMember(atMs: number): boolean {
    if (this.#members === null) return true;
    return this.#members.some(({ from, to }) => from <= atMs && (to === null || atMs < to));
  }

  /** Whether the candle begins another series: another coin under the name, or one that was away for too long. */
  splitsAt(index: number): boolean {
    if (index === 0) return false;
    const { time, segment } = this.candles;
    if (segment[index] !== segment[index - 1]) return true;
    return this.#isSplit((time[index] as number) - (time[index - 1] as number));
  }

  /** Whether the candle follows the one before it without a hole. */
  followsAt(index: number): boolean {
    if (index === 0) return false;
    const { time } = this.candles;
    return (time[index] as number) - (time[index - 1] as number) === this.#intervalMs && !this.splitsAt(index);
  }

  /** Whether there has been no candle for so long that one that still comes begins another series. */
  isLost(atMs: number): boolean {
    return this.#isSplit(atMs - (this.candles.time[this.index] as number));
  }

  #isSplit(distanceMs: number): boolean {
    return distanceMs > (MAX_JOINED_GAP_INTERVALS + 1) * this.#intervalMs;
  }

  /** Marks what is open to be closed at the next open; what is being closed already keeps its reason. */
  exit(reason: ExitReason): void {
    for (const tranche of this.tranches) tranche.exiting ??= reason;
  }

  get isExiting(): boolean {
    return this.tranches.some(({ exiting }) => exiting !== null);
  }

  /** Takes out tranches that are closed, and adds up what is left. */
  tidy(): void {
    let kept = 0;
    let quantity = 0;
    for (const tranche of this.tranches) {
      if (tranche.quantity === 0) continue;
      this.tranches[kept] = tranche;
      kept += 1;
      quantity += tranche.quantity * tranche.side;
    }
    if (kept === 0 && this.tranches.length > 0) this.closedIndex = this.index;
    this.tranches.length = kept;
    this.quantity = quantity;
  }
}
