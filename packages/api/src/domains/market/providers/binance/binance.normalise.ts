import { positive, timeOf, zeroOrMore } from "../foreign-values.ts";
import { shapeError } from "../listing-batch.ts";
import type { CandleDraft } from "../market-provider.ts";
import { BinanceKline } from "./binance.schema.ts";

interface Span {
  from: Date;
  /** Exclusive. */
  to: Date;
}

/**
 * Candles inside the span, ascending, one for each open time (the last row wins). A row that cannot be read leaves a
 * hole. Outages (no volume), fantastic first candles and other coins under an old ticker are what the venue reports and
 * stay as they are.
 * @throws z.ZodError when no row of an answer can be read
 */
export function normaliseKlines(rows: readonly unknown[], { from, to }: Span, now: Date): CandleDraft[] {
  const candles = rows.flatMap((row) => readKline(row, now));
  if (rows.length > 0 && candles.length === 0) throw shapeError(`all ${rows.length} candles are malformed`);
  const unique = new Map(candles.map((candle) => [candle.openTime.getTime(), candle]));
  return [...unique.values()]
    .filter(({ openTime }) => openTime >= from && openTime < to)
    .sort((a, b) => a.openTime.getTime() - b.openTime.getTime());
}

function readKline(row: unknown, now: Date): CandleDraft[] {
  const parsed = BinanceKline.safeParse(row);
  if (!parsed.success) return [];
  const [openMs, o, h, l, c, v, closeMs] = parsed.data;
  const openTime = timeOf(openMs);
  const [open, high, low, close] = [o, h, l, c].map(positive);
  if (openTime === null || !open || !high || !low || !close) return [];
  return [{ openTime, open, high, low, close, volume: zeroOrMore(v), complete: closeMs < now.getTime() }];
}
