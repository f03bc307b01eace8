import type { DailyPrices } from "../src/ledger/daily-values.ts";
import type { Transaction } from "../src/ledger/transaction.ts";
import { DAYS, FIRST_DAY } from "./replay-ledger.ts";

/** What a reference replay ends with. */
export interface ReferenceResult {
  gain: string;
  value: string;
}

interface Lot {
  id: string;
  quantity: number;
  cost: number;
}

/** One asset, its lots oldest first. */
class Holding {
  quantity = 0;
  gain = 0;
  next = 0;
  readonly lots: Lot[] = [];
  readonly matches: { lotId: string; quantity: number; cost: number; proceeds: number; gain: number }[] = [];
  readonly prices: number[];

  constructor(prices: number[]) {
    this.prices = prices;
  }

  add(id: string, quantity: number, cost: number): void {
    this.lots.push({ id, quantity, cost });
    this.quantity += quantity;
  }

  take(quantity: number, brought: number): void {
    let rest = quantity;
    let proceeds = brought;
    this.quantity -= quantity;
    while (rest > 0) {
      const lot = this.lots[this.next];
      if (!lot) break;
      const taken = Math.min(rest, lot.quantity);
      const cost = (lot.cost * taken) / lot.quantity;
      const part = (proceeds * taken) / rest;
      this.matches.push({ lotId: lot.id, quantity: taken, cost, proceeds: part, gain: part - cost });
      this.gain += part - cost;
      proceeds -= part;
      rest -= taken;
      lot.cost -= cost;
      lot.quantity -= taken;
      if (lot.quantity <= 0) this.next += 1;
    }
  }
}

/** The generated ledger by FIFO with daily values, as somebody would write it with floats. */
export function replayInDoubles(transactions: readonly Transaction[], prices: readonly DailyPrices[]): ReferenceResult {
  const holdings = new Map<string, Holding>();
  for (const { assetId, prices: texts } of prices) holdings.set(assetId, new Holding(texts.map(Number)));
  const of = (assetId: string) => {
    const holding = holdings.get(assetId);
    if (holding === undefined) throw new RangeError(assetId);
    return holding;
  };
  const timed = transactions.map((transaction) => ({ transaction, at: Date.parse(transaction.at) }));
  timed.sort((left, right) => left.at - right.at || (left.transaction.id < right.transaction.id ? -1 : 1));
  const days: { value: number; flow: number }[] = [];
  let at = 0;
  for (let day = 0; day < DAYS; day += 1) {
    const end = (FIRST_DAY + day + 1) * 86_400_000;
    let flow = 0;
    for (let next = timed[at]; next !== undefined && next.at < end; next = timed[at]) {
      flow += apply(next.transaction, of);
      at += 1;
    }
    let value = 0;
    for (const { quantity, prices: known } of holdings.values()) value += quantity * (known[day] ?? Number.NaN);
    days.push({ value, flow });
  }
  let gain = 0;
  for (const holding of holdings.values()) gain += holding.gain;
  return { gain: String(gain), value: String(days.at(-1)?.value) };
}

/** @returns what came in from outside, less what went there */
function apply(each: Transaction, of: (assetId: string) => Holding): number {
  const fee = each.fee && "amount" in each.fee ? Number(each.fee.amount) : 0;
  if (each.type === "buy") {
    const cost = Number(each.value) + fee;
    of(each.assetId).add(each.id, Number(each.quantity), cost);
    return cost;
  }
  if (each.type === "sell") {
    const proceeds = Number(each.value) - fee;
    of(each.assetId).take(Number(each.quantity), proceeds);
    return -proceeds;
  }
  if (each.type === "swap") {
    of(each.out.assetId).take(Number(each.out.quantity), Number(each.value));
    of(each.in.assetId).add(each.id, Number(each.in.quantity), Number(each.value));
  } else if (each.type === "staking-reward") of(each.assetId).add(each.id, Number(each.quantity), Number(each.value));
  else if (each.type === "fee" && "assetId" in each.fee) {
    of(each.fee.assetId).take(Number(each.fee.quantity), Number(each.fee.value));
  }
  return 0;
}
