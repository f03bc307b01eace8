import type { TradeColumns } from "../backtest/outcome.ts";

/** What was held of a coin from the first entry until nothing of it was left: its tranches are one decision. */
export interface Position {
  /** Index into the coins of the market data. */
  readonly coin: number;
  readonly side: 1 | -1;
  /** ms */
  readonly from: number;
  readonly to: number;
  /** Times at which tranches were entered, ms, ascending. */
  readonly entries: readonly number[];
}

/** Puts trades of a coin and side together that overlap in time. In order of their beginning. */
export function positionsOf(trades: TradeColumns): Position[] {
  const order = Array.from({ length: trades.length }, (_, at) => at).sort(
    (one, other) => (trades.enteredAt[one] ?? 0) - (trades.enteredAt[other] ?? 0) || one - other,
  );
  const positions: { coin: number; side: 1 | -1; from: number; to: number; entries: Set<number> }[] = [];
  const newest = new Map<number, (typeof positions)[number]>();
  for (const at of order) {
    const coin = trades.coin[at] ?? 0;
    const side = trades.side[at] === -1 ? -1 : 1;
    const from = trades.enteredAt[at] ?? 0;
    const to = trades.exitedAt[at] ?? from;
    const open = newest.get(coin);
    if (open !== undefined && open.side === side && (from < open.to || from === open.from)) {
      open.to = Math.max(open.to, to);
      open.entries.add(from);
      continue;
    }
    const begun = { coin, side, from, to, entries: new Set([from]) } as const;
    const position = { ...begun };
    positions.push(position);
    newest.set(coin, position);
  }
  return positions.map((position) => ({ ...position, entries: [...position.entries] }));
}
