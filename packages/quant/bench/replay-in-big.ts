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

interface Holding {
  lots: Lot[];
  next: number;
  quantity: Big;
  prices: Big[];
}

/** The generated ledger by FIFO with daily values, as somebody would write it with big.js, exact to 36 decimals. */
export function replayInBig(transactions: readonly Transaction[], prices: readonly DailyPrices[]): ReferenceResult {
  const holdings = new Map<string, Holding>();
  for (const { assetId, prices: texts } of prices) {
    holdings.set(assetId, { lots: [], next: 0, quantity: ZERO, prices: texts.map((text) => new Exact(text ?? 0)) });
  }
  const matches: { lotId: string; quantity: Big; cost: Big; proceeds: Big; gain: Big }[] = [];
  const days: { value: Big; inflow: Big; outflow: Big }[] = [];
  let gain = ZERO;
  const add = (assetId: string, id: string, quantity: Big, cost: Big) => {
    const holding = holdings.get(assetId);
    if (!holding) return;
    holding.lots.push({ id, quantity, cost });
    holding.quantity = holding.quantity.plus(quantity);
  };
  const take = (assetId: string, quantity: Big, brought: Big) => {
    const holding = holdings.get(assetId);
    if (!holding) return;
    let rest = quantity;
    let proceeds = brought;
    while (rest.gt(0)) {
      const lot = holding.lots[holding.next];
      if (!lot) break;
      const taken = rest.lt(lot.quantity) ? rest : lot.quantity;
      const cost = taken.eq(lot.quantity) ? lot.cost : lot.cost.times(taken).div(lot.quantity);
      const part = taken.eq(rest) ? proceeds : proceeds.times(taken).div(rest);
      matches.push({ lotId: lot.id, quantity: taken, cost, proceeds: part, gain: part.minus(cost) });
      gain = gain.plus(part.minus(cost));
      proceeds = proceeds.minus(part);
      rest = rest.minus(taken);
      lot.cost = lot.cost.minus(cost);
      lot.quantity = lot.quantity.minus(taken);
      if (lot.quantity.lte(0)) holding.next += 1;
    }
    holding.quantity = holding.quantity.minus(quantity);
  };
  const timed = transactions.map((transaction) => ({ transaction, at: Date.parse(transaction.at) }));
  timed.sort((left, right) => left.at - right.at || (left.transaction.id < right.transaction.id ? -1 : 1));
  let at = 0;
  for (let day = 0; day < DAYS; day += 1) {
    const end = (FIRST_DAY + day + 1) * 86_400_000;
    let [inflow, outflow] = [ZERO, ZERO];
    for (let next = timed[at]; next !== undefined && next.at < end; next = timed[at]) {
      const { transaction: each } = next;
      const fee = each.fee && "amount" in each.fee ? new Exact(each.fee.amount) : ZERO;
      if (each.type === "buy") {
        const cost = amount(each.value).plus(fee);
        inflow = inflow.plus(cost);
        add(each.assetId, each.id, amount(each.quantity), cost);
      } else if (each.type === "sell") {
        const proceeds = amount(each.value).minus(fee);
        if (proceeds.gt(0)) outflow = outflow.plus(proceeds);
        else inflow = inflow.minus(proceeds);
        take(each.assetId, amount(each.quantity), proceeds);
      } else if (each.type === "swap") {
        take(each.out.assetId, amount(each.out.quantity), amount(each.value));
        add(each.in.assetId, each.id, amount(each.in.quantity), amount(each.value));
      } else if (each.type === "staking-reward") add(each.assetId, each.id, amount(each.quantity), amount(each.value));
      else if (each.type === "fee" && "assetId" in each.fee) {
        take(each.fee.assetId, amount(each.fee.quantity), amount(each.fee.value));
      }
      at += 1;
    }
    let value = ZERO;
    for (const holding of holdings.values()) value = value.plus(holding.quantity.times(holding.prices[day] ?? ZERO));
    days.push({ value, inflow, outflow });
  }
  return { gain: gain.toFixed(), value: days.at(-1)?.value.toFixed() ?? "", matches: matches.length };
}

function amount(text: string | null): Big {
  return new Exact(text ?? 0);
}
