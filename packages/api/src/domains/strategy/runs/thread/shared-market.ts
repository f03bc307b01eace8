import { setImmediate as turn } from "node:timers/promises";
import type { CandleColumns, MarketData } from "@cryptodesk/quant/backtest/market-data";

// So many bytes are copied in about a millisecond; between them others may run.
const BYTES_AT_ONCE = 2_000_000;

/** The same candles in memory that threads read without copies of their own; what is there already stays. */
export async function sharedMarket(market: MarketData): Promise<MarketData> {
  const coins: MarketData["coins"][number][] = [];
  let copied = 0;
  const shared = async <Column extends Float64Array | Int32Array>(
    column: Column,
    make: (memory: SharedArrayBuffer) => Column,
  ): Promise<Column> => {
    if (column.buffer instanceof SharedArrayBuffer) return column;
    const copy = make(new SharedArrayBuffer(column.byteLength));
    copy.set(column);
    copied += column.byteLength;
    if (copied >= BYTES_AT_ONCE) {
      copied = 0;
      await turn();
    }
    return copy;
  };
  const numbers = (column: Float64Array) => shared(column, (memory) => new Float64Array(memory));
  for (const { candles, ...coin } of market.coins) {
    const columns: CandleColumns = {
      time: await numbers(candles.time),
      open: await numbers(candles.open),
      high: await numbers(candles.high),
      low: await numbers(candles.low),
      close: await numbers(candles.close),
      volume: await numbers(candles.volume),
      segment: await shared(candles.segment, (memory) => new Int32Array(memory)),
    };
    coins.push({ ...coin, candles: columns });
  }
  return { ...market, coins };
}
