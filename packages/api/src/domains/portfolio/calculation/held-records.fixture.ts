import { DEFAULT_RULES } from "@cryptodesk/shared/portfolio/portfolio.contract";
import { PriceBook } from "./price-book.ts";
import type { PortfolioHeader } from "./thread-messages.ts";
import type { HeldRecord, TransactionRow } from "./transaction-row.ts";

/** The moment of every test here. */
export const NOW = "2024-03-10T12:00:00.000Z";
const FIRST_DAY = "2024-01-01";

/** An id that looks like a transaction's. */
export function idOf(number: number): string {
  return `00000000-0000-7000-8000-${String(number).padStart(12, "0")}`;
}

/** A stored transaction that says as little as it can. */
export function recordOf(said: Partial<HeldRecord> & Pick<HeldRecord, "type">): HeldRecord {
  return {
    id: idOf(1),
    walletId: idOf(901),
    at: "2024-02-01T10:00:00.000Z",
    assetId: null,
    quantity: null,
    price: null,
    value: null,
    currency: "usd",
    fees: null,
    feeAssetId: null,
    toAssetId: null,
    toQuantity: null,
    cost: null,
    acquiredAt: null,
    splitFrom: null,
    splitTo: null,
    lots: [],
    linkId: null,
    carried: null,
    ...said,
  };
}

/** It as a row comes from the database. */
export function rowOf(record: HeldRecord): string {
  const { id, walletId, type, at, assetId, quantity, price, value, currency, fees, feeAssetId } = record;
  const { toAssetId, toQuantity, cost, acquiredAt, splitFrom, splitTo, lots, linkId, carried } = record;
  const start = [id, walletId, type, at, assetId, quantity, price, value, currency, fees, feeAssetId] as const;
  const row: TransactionRow = [
    ...start,
    toAssetId,
    toQuantity,
    cost,
    acquiredAt,
    splitFrom,
    splitTo,
    lots,
    linkId,
    carried === null ? null : [...carried],
  ];
  return JSON.stringify([row]);
}

export function headerOf(revision: number, said: Partial<PortfolioHeader> = {}): PortfolioHeader {
  const rules = { ...DEFAULT_RULES, ...said.rules };
  return { portfolioId: idOf(800), currency: "usd", revision, benchmark: null, ownRates: "[]", ...said, rules };
}

/** A series of one value for each day since 2024-01-01, as it comes from the database; `null` for no value. */
export function seriesText(values: Record<string, readonly (string | null)[]>): string {
  const first = Date.parse(`${FIRST_DAY}T00:00:00Z`) / 86_400_000;
  const series = Object.entries(values).map(([id, given]) => {
    const known = given.flatMap((value, at) => (value === null ? [] : [{ day: first + at, value }]));
    return {
      id,
      days: known.map(({ day }) => day).join(","),
      values: known.map(({ value }) => value).join(","),
      sources: "binance",
    };
  });
  return JSON.stringify(series.filter(({ days }) => days !== ""));
}

/** Closing prices: btc 100 on the first of January and 1 more each day, eth 10 always; one dollar is 0.5 eur until March. */
export function knownPrices(): PriceBook {
  const book = new PriceBook();
  const days = (count: number, of: (day: number) => string) => Array.from({ length: count }, (_, day) => of(day));
  const closes = { btc: days(69, (day) => String(100 + day)), eth: days(69, () => "10") };
  const rates = { eur: days(60, () => "0.5"), gbp: days(69, () => "0.25") };
  const wanted = (ids: object) => Object.keys(ids).map((id) => ({ id, fromDay: FIRST_DAY }));
  book.take("closes", seriesText(closes), wanted(closes), Date.parse(NOW));
  book.take("rates", seriesText(rates), wanted(rates), Date.parse(NOW));
  return book;
}
