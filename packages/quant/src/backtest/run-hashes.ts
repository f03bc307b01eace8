import type { StrategyRules } from "@cryptodesk/shared/strategy/rules.contract";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { CandleColumns, MarketData } from "./market-data.ts";

/** Counts up when the same rules on the same candles may come to another result. */
export const ENGINE_VERSION = "1";

/** SHA-256 of rules as canonical JSON (fields in the order of their names, no spaces), in hex. */
export function hashRules(rules: StrategyRules): string {
  return hexOf(sha256.create().update(utf8ToBytes(canonicalJson(rules))));
}

/**
 * SHA-256 of all candles that a run reads, in hex: for each coin a line of canonical JSON (coin, candles, inUniverse, members)
 * and a line break, then its columns time, open, high, low, close, volume as little-endian doubles (-1: volume not reported)
 * and segment as little-endian 32-bit integers.
 */
export function hashCandles(market: MarketData): string {
  const hash = sha256.create();
  hash.update(utf8ToBytes(`${canonicalJson({ intervalMs: market.intervalMs })}\n`));
  for (const { coin, candles, inUniverse, members } of market.coins) {
    hash.update(utf8ToBytes(`${canonicalJson({ coin, candles: candles.time.length, inUniverse, members })}\n`));
    for (const bytes of columnBytes(candles)) hash.update(bytes);
  }
  return hexOf(hash);
}

/** JSON of which there is one form only: fields in the order of their names, no spaces, nothing that is undefined. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const fields = Object.entries(value)
    .filter(([, part]) => part !== undefined)
    .toSorted(([left], [right]) => (left < right ? -1 : 1));
  return `{${fields.map(([name, part]) => `${JSON.stringify(name)}:${canonicalJson(part)}`).join(",")}}`;
}

const BLOCK = 8192;

/** The bytes of the columns in blocks, the same on every machine. */
function* columnBytes(candles: CandleColumns): Generator<Uint8Array> {
  const { time, open, high, low, close, volume, segment } = candles;
  const room = new DataView(new ArrayBuffer(BLOCK * 8));
  for (const column of [time, open, high, low, close, volume]) {
    for (let from = 0; from < column.length; from += BLOCK) {
      const count = Math.min(BLOCK, column.length - from);
      for (let at = 0; at < count; at += 1) {
        const value = column[from + at] as number;
        // Not a number has many forms in bits, and which one is kept differs between engines.
        room.setFloat64(at * 8, Number.isNaN(value) ? -1 : value, true);
      }
      yield new Uint8Array(room.buffer, 0, count * 8);
    }
  }
  for (let from = 0; from < segment.length; from += BLOCK) {
    const count = Math.min(BLOCK, segment.length - from);
    for (let at = 0; at < count; at += 1) room.setInt32(at * 4, segment[from + at] as number, true);
    yield new Uint8Array(room.buffer, 0, count * 4);
  }
}

function hexOf(hash: { digest(): Uint8Array }): string {
  return bytesToHex(hash.digest());
}
