import { z } from "zod";

/** /api/v3/klines: rows that are checked one by one. */
export const BinanceKlines = z.array(z.unknown());

const price = z.string().max(60);
/** [open time ms, open, high, low, close, volume in base units, close time ms, ...] */
export const BinanceKline = z.tuple([z.number(), price, price, price, price, price, z.number()]).rest(z.unknown());
export type BinanceKline = z.infer<typeof BinanceKline>;

export const BinancePing = z.looseObject({});
