import { fromScaled, toScaled } from "@cryptodesk/quant/decimals/scaled";
import type { StatementEntry } from "@cryptodesk/quant/ledger/ledger-statement";
import type { GetIncomeInput, IncomeReport } from "@cryptodesk/shared/portfolio/gains.contract";
import { assetNamed, type NamedAssets } from "../calculation/named-assets.ts";
import type { PortfolioLedger } from "../calculation/portfolio-ledger.ts";
import { isWithin, reportSpan } from "./day-span.ts";
import { transactionIdOf } from "./event-source.ts";
import { compareKeys, decodeRowCursor, pageAfter, type RowKey } from "./row-cursor.ts";

const KEY = ["day", "transaction", "kind"] as const;

type Entry = StatementEntry & { kind: "income" | "fee" };

/**
 * What was earned and what was paid in fees in a period, with sums over all of it and not only over the page.
 * @throws DomainError INVALID_INPUT for days that run backwards, or a cursor of another list
 */
export function incomeReport(ledger: PortfolioLedger, input: GetIncomeInput, assets: NamedAssets): IncomeReport {
  const span = reportSpan(ledger, input);
  const after = decodeRowCursor(input.cursor, KEY);
  const statement = ledger.statement();
  const income = statement.income.filter(({ day }) => isWithin(span, day));
  const fees = statement.fees.filter(({ day }) => isWithin(span, day));
  const entries: Entry[] = [
    ...income.map((each) => ({ ...each, kind: "income" as const })),
    ...fees.map((each) => ({ ...each, kind: "fee" as const })),
  ].sort((left, right) => compareKeys(keyOf(left), keyOf(right)));
  const page = pageAfter(entries, { after, limit: input.limit, keyOf });
  const named = (assetId: string | null) => (assetId === null ? null : assetNamed(assets, assetId));
  return {
    currency: ledger.currency,
    ...span,
    income: sumOf(income),
    fees: sumOf(fees),
    byType: groups(income, ({ type }) => type).map(([type, sum]) => ({ type, ...sum })),
    byAsset: groups(income, ({ assetId }) => assetId).map(([id, sum]) => ({ asset: assetNamed(assets, id), ...sum })),
    feesByType: groups(fees, ({ type }) => type).map(([type, sum]) => ({ type, ...sum })),
    feesByAsset: groups(fees, ({ assetId }) => assetId).map(([id, sum]) => ({ asset: assetNamed(assets, id), ...sum })),
    byMonth: months(entries),
    items: page.rows.map(({ transactionId, kind, type, assetId, day, value }) => {
      return {
        transactionId: transactionIdOf(transactionId) ?? transactionId,
        kind,
        type,
        asset: named(assetId),
        day,
        value,
      };
    }),
    nextCursor: page.nextCursor,
  };
}

function keyOf({ day, transactionId, kind }: Entry): RowKey {
  return [day, transactionId, kind];
}

function sumOf(entries: readonly StatementEntry[]): { value: string; unknown: number } {
  let value = 0n;
  let unknown = 0;
  for (const each of entries) {
    if (each.value === null) unknown += 1;
    else value += toScaled(each.value);
  }
  return { value: fromScaled(value), unknown };
}

/** Sums by something that entries have, in its order; entries without it are left out. */
function groups<K extends string>(entries: readonly StatementEntry[], by: (entry: StatementEntry) => K | null) {
  const found = new Map<K, StatementEntry[]>();
  for (const entry of entries) {
    const key = by(entry);
    if (key === null) continue;
    const known = found.get(key);
    if (known === undefined) found.set(key, [entry]);
    else known.push(entry);
  }
  const ordered = [...found].sort(([left], [right]) => (left < right ? -1 : 1));
  return ordered.map(([key, each]) => [key, sumOf(each)] as const);
}

function months(entries: readonly Entry[]): IncomeReport["byMonth"] {
  const found = new Map<string, Record<Entry["kind"], bigint>>();
  for (const { day, kind, value } of entries) {
    const month = day.slice(0, 7);
    const sums = found.get(month) ?? { income: 0n, fee: 0n };
    found.set(month, sums);
    sums[kind] += value === null ? 0n : toScaled(value);
  }
  return [...found].map(([month, { income, fee }]) => {
    return { month, income: fromScaled(income), fees: fromScaled(fee) };
  });
}
