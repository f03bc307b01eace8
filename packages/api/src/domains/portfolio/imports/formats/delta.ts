import { quoted, refuse } from "../reading/row-problem.ts";
import { type KindOrReason, kindOf, movement, noteOf, tradeOfSide } from "./events.ts";
import { type FileRow, symbolOf } from "./file-row.ts";
import type { ImportEvent } from "./import-event.ts";
import { type FormatDefinition, rowByRow } from "./import-format.ts";

const KINDS: Readonly<Record<string, KindOrReason>> = {
  deposit: "deposit",
  withdraw: "withdrawal",
  withdrawal: "withdrawal",
  airdrop: "airdrop",
  staking: "staking-reward",
  "staking reward": "staking-reward",
  reward: "staking-reward",
  mining: "mining",
  gift: "gift-in",
  interest: "interest",
  fee: "fee",
  watch: { ignored: "Only watched, not held." },
};

/** Both generations: since 2024 the kind is called Way, and a currency is written with its name. */
export const delta: FormatDefinition = {
  format: "delta",
  name: "Delta: transactions",
  detail: "In the app under Settings, Export data. The exchange is the wallet.",
  headers: [
    ["date", "way", "base amount", "base currency", "quote amount", "quote currency", "fee amount", "fee currency"],
    [
      "date",
      "type",
      "exchange",
      "base amount",
      "base currency",
      "quote amount",
      "quote currency",
      "fee",
      "fee currency",
    ],
  ],
  dates: ["date"],
  amounts: ["base amount", "quote amount", "fee", "fee amount"],
  spare: [
    "costs/proceeds",
    "costs/proceeds currency",
    "sync holdings",
    "sent/received from",
    "sent to",
    "notes",
    "exchange",
  ],
  read: rowByRow(readRow),
};

function readRow(row: FileRow): ImportEvent {
  const at = row.time("date");
  const type = row.text(row.has("way") ? "way" : "type");
  const fee = row.optional(row.has("fee amount") ? "fee amount" : "fee");
  const fees = fee === null || !/[1-9]/.test(fee) ? [] : [{ symbol: named(row, "fee currency"), quantity: fee }];
  const base = { symbol: named(row, "base currency"), quantity: row.amount("base amount") };
  const from = row.text("sent/received from");
  const to = row.text("sent to");
  const extra = { fees, note: noteOf(type, row.text("notes")), place: row.text("exchange") || from || null };
  if (/^(?:buy|sell)$/i.test(type)) {
    const quote = row.isEmpty("quote amount")
      ? undefined
      : { symbol: named(row, "quote currency"), quantity: row.amount("quote amount") };
    return tradeOfSide(at, type, base, quote, extra);
  }
  if (/^transfer$/i.test(type)) return transfer(at, from, to, base, extra);
  return movement(at, kindOf(KINDS, type), base, extra);
}

/** Where it came from and where it went decides what it is to the exchange that is kept. */
function transfer(
  at: string,
  from: string,
  to: string,
  base: { symbol: string; quantity: string },
  extra: { fees: { symbol: string; quantity: string }[]; note: string | null },
): ImportEvent {
  const isOther = (place: string) =>
    place === "" || /^(?:other|bank|my_wallet|other_wallet|mining|airdrop|fork|dividends|staking)/i.test(place);
  if (isOther(from) === isOther(to)) {
    refuse(`From ${quoted(from)} to ${quoted(to)}: whether it came in or went out, the row does not say.`);
  }
  const into = isOther(from);
  if (into && /^mining/i.test(from)) return movement(at, "mining", base, { ...extra, place: to });
  if (into && /^(?:airdrop|fork)/i.test(from)) return movement(at, "airdrop", base, { ...extra, place: to });
  if (into && /^(?:dividends|staking)/i.test(from))
    return movement(at, "staking-reward", base, { ...extra, place: to });
  return movement(at, into ? "deposit" : "withdrawal", base, { ...extra, place: into ? to : from });
}

/** `Bitcoin (BTC)` or `BTC`. */
function named(row: FileRow, column: string): string {
  const text = row.symbol(column);
  return symbolOf(/\(([^()]+)\)\s*$/.exec(text)?.[1] ?? text);
}
