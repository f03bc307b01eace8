import type { ExitReason } from "@cryptodesk/shared/strategy/backtest.contract";
import type { TradeColumns } from "./outcome.ts";

/** A trade as it is closed. Times are starts of candles, ms. */
export interface ClosedTrade {
  readonly coin: number;
  readonly side: 1 | -1;
  readonly signalAt: number;
  readonly enteredAt: number;
  readonly exitedAt: number;
  readonly entryPrice: number;
  readonly exitPrice: number;
  readonly quantity: number;
  readonly reason: ExitReason;
  readonly profitUsd: number;
  readonly feesUsd: number;
  readonly candles: number;
  readonly bestShare: number;
  readonly worstShare: number;
}

const FLOATS = [
  "signalAt",
  "enteredAt",
  "exitedAt",
  "entryPrice",
  "exitPrice",
  "quantity",
  "profitUsd",
  "feesUsd",
  "bestShare",
  "worstShare",
] as const;

/** Trades in order of closing, in columns that grow. */
export class TradeLog {
  length = 0;
  #room = 256;
  readonly #reason: ExitReason[] = [];
  #coin = new Int32Array(this.#room);
  #side = new Int8Array(this.#room);
  #candles = new Int32Array(this.#room);
  #profitShare = new Float64Array(this.#room);
  readonly #floats = new Map(FLOATS.map((name) => [name, new Float64Array(this.#room)]));

  add(trade: ClosedTrade): void {
    const at = this.length;
    if (at === this.#room) this.#grow();
    this.length += 1;
    this.#reason.push(trade.reason);
    this.#coin[at] = trade.coin;
    this.#side[at] = trade.side;
    this.#candles[at] = trade.candles;
    this.#profitShare[at] = trade.profitUsd / (trade.entryPrice * trade.quantity);
    for (const [name, column] of this.#floats) column[at] = trade[name];
  }

  /** Result of the n-th trade as a share of what was put in. */
  profitShareAt(index: number): number {
    return this.#profitShare[index] ?? Number.NaN;
  }

  toColumns(): TradeColumns {
    const { length } = this;
    const column = (name: (typeof FLOATS)[number]) => (this.#floats.get(name) ?? new Float64Array()).slice(0, length);
    return {
      length,
      coin: this.#coin.slice(0, length),
      side: this.#side.slice(0, length),
      signalAt: column("signalAt"),
      enteredAt: column("enteredAt"),
      exitedAt: column("exitedAt"),
      entryPrice: column("entryPrice"),
      exitPrice: column("exitPrice"),
      quantity: column("quantity"),
      reason: this.#reason,
      profitUsd: column("profitUsd"),
      profitShare: this.#profitShare.slice(0, length),
      feesUsd: column("feesUsd"),
      candles: this.#candles.slice(0, length),
      bestShare: column("bestShare"),
      worstShare: column("worstShare"),
    };
  }

  #grow(): void {
    this.#room *= 2;
    this.#coin = grown(this.#coin, new Int32Array(this.#room));
    this.#side = grown(this.#side, new Int8Array(this.#room));
    this.#candles = grown(this.#candles, new Int32Array(this.#room));
    this.#profitShare = grown(this.#profitShare, new Float64Array(this.#room));
    for (const [name, column] of this.#floats) this.#floats.set(name, grown(column, new Float64Array(this.#room)));
  }
}

function grown<A extends Int32Array | Int8Array | Float64Array>(from: A, into: A): A {
  into.set(from);
  return into;
}
