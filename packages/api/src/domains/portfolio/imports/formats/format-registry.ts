import type { ImportFormat } from "@cryptodesk/shared/portfolio/import.contract";
import { binanceStatement } from "./binance-statement.ts";
import { binanceOrders, binanceTrades } from "./binance-trades.ts";
import { bisq } from "./bisq.ts";
import { bitstamp } from "./bitstamp.ts";
import { bittrexOrders, bittrexTransfers } from "./bittrex.ts";
import { blockpit } from "./blockpit.ts";
import { coinbase } from "./coinbase.ts";
import { coinbasePro } from "./coinbase-pro.ts";
import { coinledger } from "./coinledger.ts";
import { cointracking } from "./cointracking.ts";
import { cryptoCom } from "./crypto-com.ts";
import { cryptodesk } from "./cryptodesk.ts";
import { delta } from "./delta.ts";
import { genericFormat } from "./generic.ts";
import type { FormatDefinition } from "./import-format.ts";
import { koinly } from "./koinly.ts";
import { krakenLedgers, krakenTrades } from "./kraken.ts";
import { kucoin } from "./kucoin.ts";
import { nexo } from "./nexo.ts";
import { rotkiEvents, rotkiTrades } from "./rotki.ts";
import { bitcoinTax, bittytax, shapeshift } from "./tax-tools.ts";

/** Every format with a header of its own. */
export const FORMATS: readonly FormatDefinition[] = [
  cryptodesk,
  binanceStatement,
  binanceTrades,
  binanceOrders,
  ...coinbase,
  coinbasePro,
  krakenLedgers,
  krakenTrades,
  bitstamp,
  kucoin,
  cryptoCom,
  bittrexOrders,
  bittrexTransfers,
  nexo,
  bisq,
  blockpit,
  cointracking,
  coinledger,
  koinly,
  rotkiEvents,
  rotkiTrades,
  delta,
  shapeshift,
  bitcoinTax,
  bittytax,
];

export const GENERIC: FormatDefinition = genericFormat({ date: "date" });

/** @returns null for `generic`, which is made of its mapping */
export function formatNamed(format: ImportFormat): FormatDefinition | null {
  return FORMATS.find((each) => each.format === format) ?? null;
}

/** Columns by name; a name that comes again gets its number, as in `cur.#2`. */
export function columnsOf(header: readonly string[]): Map<string, number> {
  const columns = new Map<string, number>();
  for (const [at, text] of header.entries()) {
    const name = text
      .replace(/^\ufeff/, "")
      .trim()
      .replace(/\s+/g, " ")
      .toLowerCase();
    let unique = name;
    for (let again = 2; columns.has(unique); again += 1) unique = `${name}#${again}`;
    columns.set(unique, at);
  }
  return columns;
}

/** The format whose columns are all there; of several the one that asks for most. */
export function recognise(columns: ReadonlyMap<string, number>): FormatDefinition | null {
  let best: { definition: FormatDefinition; size: number } | null = null;
  for (const definition of FORMATS) {
    for (const header of definition.headers) {
      if (header.length > (best?.size ?? 0) && header.every((name) => columns.has(name)))
        best = { definition, size: header.length };
    }
  }
  return best?.definition ?? null;
}
