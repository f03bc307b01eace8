import type { DailyPrices } from "../src/ledger/daily-values.ts";
import type { Transaction } from "../src/ledger/transaction.ts";
import { DAYS, FIRST_DAY } from "./replay-ledger.ts";

/** What a reference replay ends with. */
export interface ReferenceResult {
  gain: string;
  value: string;
  matches: number;
}

interface Lot {
  id: string;
  quantity: number;
  cost: number;
}

interface Holding {
  lots: Lot[];
  next: number;
  quantity: number;
  prices: number[];
}

/** The generated ledger by FIFO with daily values, as somebody would write it with floats. */
export function replayInDoubles(transactions: readonly Transaction[], prices: readonly DailyPrices[]): ReferenceResult {
  const holdings = new Map<string, Holding>();
  for (const { assetId, prices: texts } of prices) {
    holdings.set(assetId, { lots: [], next: 0, quantity: 0, prices: texts.map(Number) });
  }
  const matches: { lotId: string; quantity: number; cost: number; proceeds: number; gain: number }[] = [];
  const days: { value: number; inflow: number; outflow: number }[] = [];
  let gain = 0;
  const add = (assetId: string, id: string, quantity: number, cost: number) => {
    const holding = holdings.get(assetId);
    if (!holding) return;
    holding.lots.push({ id, quantity, cost });
    holding.quantity += quantity;
  };
  const take = (assetId: string, quantity: number, brought: number) => {
    const holding = holdings.get(assetId);
    if (!holding) return;
    let rest = quantity;
    let proceeds = brought;
    while (rest > 0) {
      const lot = holding.lots[holding.next];
      if (!lot) break;
      const taken = Math.min(rest, lot.quantity);
      const cost = (lot.cost * taken) / lot.quantity;
      const part = (proceeds * taken) / rest;
      matches.push({ lotId: lot.id, quantity: taken, cost, proceeds: part, gain: part - cost });
      gain += part - cost;
      proceeds -= part;
      rest -= taken;
      lot.cost -= cost;
      lot.quantity -= taken;
      if (lot.quantity <= 0) holding.next += 1;
    }
    holding.quantity -= quantity;
  };
  const timed = transactions.map((transaction) => ({ transaction, at: Date.parse(transaction.at) }));
  timed.sort((left, right) => left.at - right.at || (left.transaction.id < right.transaction.id ? -1 : 1));
  let at = 0;
  for (let day = 0; day < DAYS; day += 1) {
    const end = (FIRST_DAY + day + 1) * 86_400_000;
    let [inflow, outflow] = [0, 0];
    for (let next = timed[at]; next !== undefined && next.at < end; next = timed[at]) {
      const { transaction: each } = next;
      const fee = each.fee && "amount" in each.fee ? Number(each.fee.amount) : 0;
      if (each.type === "buy") {
        const cost = Number(each.value) + fee;
        inflow += cost;
        add(each.assetId, each.id, Number(each.quantity), cost);
      } else if (each.type === "sell") {
        const proceeds = Number(each.value) - fee;
        if (proceeds > 0) outflow += proceeds;
        else inflow -= proceeds;
        take(each.assetId, Number(each.quantity), proceeds);
      } else if (each.type === "swap") {
        take(each.out.assetId, Number(each.out.quantity), Number(each.value));
        add(each.in.assetId, each.id, Number(each.in.quantity), Number(each.value));
      } else if (each.type === "staking-reward") add(each.assetId, each.id, Number(each.quantity), Number(each.value));
      else if (each.type === "fee" && "assetId" in each.fee) {
        take(each.fee.assetId, Number(each.fee.quantity), Number(each.fee.value));
      }
      at += 1;
    }
    let value = 0;
    for (const holding of holdings.values()) value += holding.quantity * (holding.prices[day] ?? Number.NaN);
    days.push({ value, inflow, outflow });
  }
  return { gain: String(gain), value: String(days.at(-1)?.value), matches: matches.length };
}
