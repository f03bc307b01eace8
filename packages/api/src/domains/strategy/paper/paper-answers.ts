import { remarkOfSentence } from "@cryptodesk/quant/remarks/remark";
import type { PaperAccount, PaperDetail, PaperSignal } from "@cryptodesk/shared/strategy/paper.contract";
import type { StrategyRuntime } from "../strategy-runtime.ts";
import type { PaperRow, SignalRow } from "./paper.repository.ts";
import { equityOf } from "./paper-state.ts";

/** Row → contract, at the prices of this moment. */
export async function valuePaper(runtime: StrategyRuntime, row: PaperRow, now: Date): Promise<PaperAccount> {
  return toPaperAccount(row, await pricesOf(runtime, [row]), { now, simulated: runtime.market.simulated() });
}

/** The latest known price of every coin that is held, USD. */
export async function pricesOf(
  { livePrices }: Pick<StrategyRuntime, "livePrices">,
  rows: readonly PaperRow[],
): Promise<Map<string, number>> {
  const held = rows.flatMap(({ book }) => book.tranches.map(({ coin }) => coin));
  const found = await livePrices.of(held);
  return new Map([...found].map(([coin, { priceUsd }]) => [coin, Number(priceUsd)]));
}

export function toPaperAccount(
  row: PaperRow,
  prices: ReadonlyMap<string, number>,
  { now, simulated }: { now: Date; simulated: boolean },
): PaperAccount {
  const equity = equityOf(row.book, prices);
  return {
    id: row.id,
    strategyId: row.strategy_id,
    strategyName: row.strategy_name,
    version: row.version,
    state: row.state,
    problem: row.problem,
    capital: row.capital,
    equity,
    cash: row.book.cash,
    returnPct: 100 * (equity / row.capital - 1),
    trades: row.book.trades,
    startedAt: row.started_at.toISOString(),
    lastCandleAt: row.last_candle_at?.toISOString() ?? null,
    nextCandleAt: row.state === "running" ? (row.next_candle_at?.toISOString() ?? null) : null,
    valuedAt: now.toISOString(),
    simulated,
  };
}

/** Open positions, a line for each coin and side: its tranches together. */
export function toPositions({ book }: PaperRow, prices: ReadonlyMap<string, number>): PaperDetail["positions"] {
  const coins = new Map<string, PaperRow["book"]["tranches"]>();
  for (const tranche of book.tranches) coins.set(tranche.coin, [...(coins.get(tranche.coin) ?? []), tranche]);
  return [...coins].flatMap(([coin, tranches]) => {
    const [first] = tranches;
    if (first === undefined) return [];
    const quantity = tranches.reduce((sum, each) => sum + each.quantity, 0);
    const cost = tranches.reduce((sum, each) => sum + each.quantity * each.entryPrice, 0);
    const paid = tranches.reduce((sum, { fees, funding }) => sum + fees + funding, 0);
    const price = prices.get(coin) ?? book.marks[coin] ?? null;
    return [
      {
        coin,
        side: first.side === 1 ? ("long" as const) : ("short" as const),
        quantity,
        entryPrice: cost / quantity,
        price,
        profitUsd: price === null ? null : first.side * (price * quantity - cost) - paid,
        openedAt: new Date(Math.min(...tranches.map(({ enteredAt }) => enteredAt))).toISOString(),
      },
    ];
  });
}

export function toSignal(row: SignalRow): PaperSignal {
  return {
    id: row.id,
    coin: row.coin,
    action: row.action,
    candleAt: row.candle_at.toISOString(),
    recordedAt: row.recorded_at.toISOString(),
    closePrice: row.close_price,
    fillPrice: row.fill_price,
    filledAt: row.filled_at?.toISOString() ?? null,
    note: row.note,
    remark: row.note === null ? null : remarkOfSentence(row.note),
    trace: row.trace,
  };
}
