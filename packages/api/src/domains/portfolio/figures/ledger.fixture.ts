import { DailyValues } from "@cryptodesk/quant/ledger/daily-values";
import { ledgerStatement } from "@cryptodesk/quant/ledger/ledger-statement";
import { replayLedger } from "@cryptodesk/quant/ledger/replay";
import type { LedgerSettings, Transaction } from "@cryptodesk/quant/ledger/transaction";
import type { SourcedPrice } from "@cryptodesk/shared/portfolio/holding.contract";
import type { Benchmark } from "@cryptodesk/shared/portfolio/portfolio.contract";
import type { PortfolioLedger, PriceHistory, TransactionRecord, Valuation } from "../calculation/portfolio-ledger.ts";

export const SETTINGS: LedgerSettings = {
  methods: [{ fromDay: "1970-01-01", method: "fifo" }],
  feesInCost: true,
  longTermDays: 365,
  shorts: "refuse",
  lots: "portfolio",
  giftsReceived: "income",
  giftsMade: "disposal",
  losses: "removal",
};

/** Closing prices by asset, from a day on. */
export type Prices = Record<string, { fromDay: string; prices: readonly (string | null)[] }>;

export interface LedgerParts {
  today: string;
  settings?: Partial<LedgerSettings>;
  prices?: Prices;
  benchmarks?: Prices;
  currency?: string;
  benchmark?: Benchmark | null;
  carryDays?: number;
  valuations?: ReadonlyMap<string, readonly Valuation[]>;
}

/** A ledger as a calculation thread holds it, of transactions in its own currency. */
export function ledgerOf(transactions: readonly Transaction[], parts: LedgerParts): PortfolioLedger {
  const { today, prices = {}, benchmarks = {}, currency = "usd", benchmark = null, carryDays = 0 } = parts;
  const settings = { ...SETTINGS, ...parts.settings };
  const histories = new Map(Object.keys(prices).map((id) => [id, historyOf(id, prices[id])]));
  const replay = replayLedger(transactions, { settings, until: today });
  const statement = ledgerStatement(replay);
  const daily = new DailyValues(replay, [...histories.values()], carryDays);
  return {
    portfolioId: "0191f000-0000-7000-8000-000000000001",
    currency,
    revision: 7,
    rules: { ...settings, methods: [...settings.methods], unpriced: "market" },
    settings,
    benchmark,
    now: `${today}T12:00:00.000Z`,
    today,
    transactions,
    records: new Map(transactions.map((each) => [each.id, recordOf(each, currency)])),
    valuations: parts.valuations ?? new Map(transactions.map((each) => [each.id, valuationsOf(each, currency)])),
    prices: histories,
    livePrices: new Map([...histories.values()].flatMap((each) => liveOf(each, today))),
    carryDays,
    replay: () => replay,
    statement: () => statement,
    daily: () => daily,
    priceParts: () => null,
    benchmarkPrices: (id) => (benchmarks[id] === undefined ? null : historyOf(id, benchmarks[id])),
  };
}

function historyOf(assetId: string, { fromDay, prices }: Prices[string] = { fromDay: "", prices: [] }): PriceHistory {
  return { assetId, fromDay, prices, sources: prices.map((price) => (price === null ? null : "test")) };
}

function liveOf({ assetId, fromDay, prices }: PriceHistory, today: string): [string, SourcedPrice][] {
  const price = prices[(Date.parse(today) - Date.parse(fromDay)) / 86_400_000] ?? null;
  return price === null ? [] : [[assetId, { price, source: "test", at: `${today}T12:00:00.000Z` }]];
}

function recordOf(transaction: Transaction, currency: string): TransactionRecord {
  const { id, type, at, accountId: walletId } = transaction;
  const [out, into] = transaction.type === "swap" ? [transaction.out, transaction.in] : [transaction, null];
  return {
    id,
    walletId,
    type,
    at,
    assetId: "assetId" in out ? out.assetId : null,
    quantity: "quantity" in out ? out.quantity : null,
    price: null,
    value: "value" in transaction ? transaction.value : null,
    currency,
    fees: null,
    feeAssetId: null,
    toAssetId: into?.assetId ?? null,
    toQuantity: into?.quantity ?? null,
    cost: "cost" in transaction ? transaction.cost : null,
    acquiredAt: null,
    splitFrom: null,
    splitTo: null,
    lots: [],
    linkId: null,
  };
}

function valuationsOf(transaction: Transaction, currency: string): Valuation[] {
  const { fee } = transaction;
  const paid = fee === undefined ? null : "amount" in fee ? fee.amount : fee.value;
  const amounts = [
    ["value", "value" in transaction ? transaction.value : null],
    ["cost", "cost" in transaction ? transaction.cost : null],
    ["fee", paid],
  ] as const;
  return amounts.flatMap(([field, amount]) =>
    amount === null ? [] : [{ field, amount, from: "given", given: { amount, currency }, rate: null, price: null }],
  );
}

let numbered = 0;

/** A trade for a value. */
export function trade(
  type: "buy" | "sell",
  at: string,
  quantity: string,
  value: string | null,
  more: { fee?: { amount: string }; assetId?: string; accountId?: string; id?: string } = {},
): Transaction {
  numbered += 1;
  const time = at.length > 10 ? at : `${at}T12:00:00Z`;
  return {
    type,
    id: `${type} ${numbered}`,
    at: time,
    accountId: "exchange",
    assetId: "token",
    quantity,
    value,
    ...more,
  };
}
