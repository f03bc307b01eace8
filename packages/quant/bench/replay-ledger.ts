import { dayText } from "../src/calendar/utc-day.ts";
import type { DailyPrices } from "../src/ledger/daily-values.ts";
import type { Transaction } from "../src/ledger/transaction.ts";

/** First day of every generated ledger, in days since 1970: 2020-01-01. */
export const FIRST_DAY = 18_262;
export const DAYS = 1_826;

const ACCOUNTS = ["exchange", "wallet", "cold"];

/** A generator of numbers in [0, 1) that is the same in every run: mulberry32. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Prices of so many assets for every day, with 8 decimals. */
export function generatedPrices(assets: number): DailyPrices[] {
  const random = seeded(7);
  return Array.from({ length: assets }, (_, index) => {
    let price = 10 ** (4 * random() - 1);
    const prices = Array.from({ length: DAYS }, () => {
      price *= 1 + (random() - 0.49) / 20;
      return price.toFixed(8);
    });
    return { assetId: `asset-${index}`, fromDay: dayText(FIRST_DAY), prices };
  });
}

/**
 * A desk's ledger: purchases, sales, swaps, rewards and moves between accounts with 18 decimals, spread over the days.
 * Sales are of what is held; a tenth of the trades pays its fee in a third asset.
 */
export function generatedLedger(count: number, prices: readonly DailyPrices[]): Transaction[] {
  const random = seeded(count);
  const held = prices.map(() => 0);
  const transactions: Transaction[] = [];
  const span = DAYS * 86_400_000;
  for (let index = 0; index < count; index += 1) {
    const milliseconds = FIRST_DAY * 86_400_000 + Math.floor((span * index) / count);
    const at = new Date(milliseconds).toISOString();
    const pick = () => Math.floor(random() * prices.length);
    const asset = pick();
    const priceOf = (of: number) => Number(prices[of]?.prices[Math.floor((DAYS * index) / count)]);
    const base = { id: `t${String(index).padStart(7, "0")}`, at, accountId: ACCOUNTS[index % 3] ?? "" };
    const have = held[asset] ?? 0;
    const kind = random();
    const part = have * random() * 0.4;
    const valued = (quantity: number) => ({
      assetId: prices[asset]?.assetId ?? "",
      quantity: quantity.toFixed(18),
      value: (quantity * priceOf(asset)).toFixed(8),
    });
    if (kind < 0.45 || part < 1e-6) {
      const quantity = (100 + 1000 * random()) / priceOf(asset);
      held[asset] = have + quantity;
      const fee = { amount: (random() * 3).toFixed(8) };
      transactions.push({ ...base, type: "buy", ...valued(quantity), fee });
    } else if (kind < 0.8) {
      held[asset] = have - part;
      transactions.push({ ...base, type: "sell", ...valued(part), fee: { amount: (random() * 3).toFixed(8) } });
    } else if (kind < 0.9) {
      const other = (asset + 1 + Math.floor(random() * (prices.length - 1))) % prices.length;
      const { assetId, quantity, value } = valued(part);
      const received = Number(value) / priceOf(other);
      held[asset] = have - part;
      held[other] = (held[other] ?? 0) + received;
      const into = { assetId: prices[other]?.assetId ?? "", quantity: received.toFixed(18) };
      transactions.push({ ...base, type: "swap", out: { assetId, quantity }, in: into, value });
    } else if (kind < 0.97) {
      const quantity = (5 * random()) / priceOf(asset) + 1e-9;
      held[asset] = have + quantity;
      transactions.push({ ...base, type: "staking-reward", ...valued(quantity) });
    } else {
      held[asset] = have - part / 10;
      const { assetId, quantity, value } = valued(part / 10);
      transactions.push({ ...base, type: "fee", fee: { assetId, quantity, value } });
    }
  }
  return transactions;
}
