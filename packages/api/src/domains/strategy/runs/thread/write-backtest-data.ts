import type { CoinCandles } from "@cryptodesk/quant/backtest/market-data";
import { describeRemark } from "@cryptodesk/quant/remarks/remark";
import { isoOf } from "../../candles/run-span.ts";
import type { WriteQuestion } from "./standing-questions.ts";

// Texts of a column are made and forgotten by so many values.
const VALUES_AT_ONCE = 20_000;

/** The candles of a run as the JSON of the contract's `BacktestData`, in UTF-8 and a buffer of its own. */
export function writeBacktestData({ data, timeframe }: WriteQuestion): Uint8Array {
  const { market, symbols, remarks, simulated, coverage, benchmark, fromMs, toMs } = data;
  const about = {
    timeframe,
    intervalMs: market.intervalMs,
    simulated,
    from: isoOf(fromMs),
    to: isoOf(toMs),
    benchmark,
    coverage,
    notes: remarks.map(describeRemark),
    remarks,
  };
  const parts: Buffer[] = [Buffer.from(`${JSON.stringify(about).slice(0, -1)},"coins":[`)];
  for (const [index, coin] of market.coins.entries()) {
    if (index > 0) parts.push(Buffer.from(","));
    writeCoin(parts, coin, symbols.get(coin.coin) ?? null);
  }
  parts.push(Buffer.from("]}"));
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function writeCoin(parts: Buffer[], { coin, candles, members, inUniverse }: CoinCandles, symbol: string | null): void {
  const about = { coin, symbol, members: members?.map(({ from, to }) => ({ from, to })) ?? null, inUniverse };
  parts.push(Buffer.from(JSON.stringify(about).slice(0, -1)));
  for (const name of ["time", "open", "high", "low", "close", "volume", "segment"] as const) {
    parts.push(Buffer.from(`,"${name}":[`));
    writeColumn(parts, candles[name]);
    parts.push(Buffer.from("]"));
  }
  parts.push(Buffer.from("}"));
}

/** JSON has no NaN: what is unknown is null. */
function writeColumn(parts: Buffer[], column: Float64Array | Int32Array): void {
  for (let from = 0; from < column.length; from += VALUES_AT_ONCE) {
    const text = JSON.stringify(Array.from(column.subarray(from, from + VALUES_AT_ONCE))).slice(1, -1);
    parts.push(Buffer.from(from === 0 ? text : `,${text}`));
  }
}
