import Big from "big.js";
import type { DailyPrices } from "../src/ledger/daily-values.ts";
import type { Transaction } from "../src/ledger/transaction.ts";
import type { ReferenceResult } from "./replay-in-doubles.ts";
import { DAYS, FIRST_DAY } from "./replay-ledger.ts";

const Exact = Big();
Exact.DP = 36;
Exact.RM = Big.roundHalfEven;
const ZERO = new Exact(0);

interface Lot {
  id: string;
  quantity: Big;
  cost: Big;
}

/** One asset, its lots oldest first. */
class Holding {
  quantity: Big = ZERO;
  gain: Big = ZERO;
  next = 0;
  readonly lots: Lot[] = [];
  readonly matches: { lotId: string; quantity: Big; cost: Big; proceeds: Big; gain: Big }[] = [];
  readonly prices: Big[];

  constructor(prices: Big[]) {
    this.prices = prices;
  }

  add(id: string, quantity: Big, cost: Big): void {
    this.lots.push({ id, quantity, cost });
    this.quantity = this.quantity.plus(quantity);
  }

  take(quantity: Big, brought: Big): void {
    let rest = quantity;
    let proceeds = brought;
    this.quantity = this.quantity.minus(quantity);
    while (rest.gt(0)) {
      const lot = this.lots[this.next];
      if (!lot) break;
      const taken = rest.lt(lot.quantity) ? rest : lot.quantity;
      const cost = taken.eq(lot.quantity) ? lot.cost : lot.cost.times(taken).div(lot.quantity);
      const part = taken.eq(rest) ? proceeds : proceeds.times(taken).div(rest);
      this.matches.push({ lotId: lot.id, quantity: taken, cost, proceeds: part, gain: part.minus(cost) });
      this.gain = this.gain.plus(part.minus(cost));
      proceeds = proceeds.minus(part);
      rest = rest.minus(taken);
      lot.cost = lot.cost.minus(cost);
      lot.quantity = lot.quantity.minus(taken);
      if (lot.quantity.lte(0)) this.next += 1;
    }
  }
}

/** The generated ledger by FIFO with daily values, as somebody would write it with big.js, exact to 36 decimals. */
export function replayInBig(transactions: readonly Transaction[], prices: readonly DailyPrices[]): ReferenceResult {
  const holdings = new Map<string, Holding>();
  for (const { assetId, prices: texts } of prices) holdings.set(assetId, new Holding(texts.map(amount)));
  const of = (assetId: string) => {
    const holding = holdings.get(assetId);
    if (holding === undefined) throw new RangeError(assetId);
    return holding;
  };
  const timed = transactions.map((transaction) => ({ transaction, at: Date.parse(transaction.at) }));
  timed.sort((left, right) => left.at - right.at || (left.transaction.id < right.transaction.id ? -1 : 1));
  const days: { value: Big; flow: Big }[] = [];
  let at = 0;
  for (let day = 0; day < DAYS; day += 1) {
    const end = (FIRST_DAY + day + 1) * 86_400_000;
    let flow: Big = ZERO;
    for (let next = timed[at]; next !== undefined && next.at < end; next = timed[at]) {
      flow = flow.plus(apply(next.transaction, of));
      at += 1;
    }
    let value: Big = ZERO;
    for (const { quantity, prices: known } of holdings.values()) value = value.plus(quantity.times(known[day] ?? ZERO));
    days.push({ value, flow });
  }
  let gain: Big = ZERO;
  for (const holding of holdings.values()) gain = gain.plus(holding.gain);
  return { gain: gain.toFixed(), value: days.at(-1)?.value.toFixed() ?? "" };
}

/** @returns what came in from outside, less what went there */
function apply(each: Transaction, of: (assetId: string) => Holding): Big {
  const fee = each.fee && "amount" in each.fee ? amount(each.fee.amount) : ZERO;
  if (each.type === "buy") {
    const cost = amount(each.value).plus(fee);
    of(each.assetId).add(each.id, amount(each.quantity), cost);
    return cost;
  }
  if (each.type === "sell") {
    const proceeds = amount(each.value).minus(fee);
    of(each.assetId).take(amount(each.quantity), proceeds);
    return proceeds.neg();
  }
  if (each.type === "swap") {
    of(each.out.assetId).take(amount(each.out.quantity), amount(each.value));
    of(each.in.assetId).add(each.id, amount(each.in.quantity), amount(each.value));
  } else if (each.type === "staking-reward") of(each.assetId).add(each.id, amount(each.quantity), amount(each.value));
  else if (each.type === "fee" && "assetId" in each.fee) {
    of(each.fee.assetId).take(amount(each.fee.quantity), amount(each.fee.value));
  }
  return ZERO;
}

function amount(text: string | null): Big {
  return new Exact(text ?? 0);
}
