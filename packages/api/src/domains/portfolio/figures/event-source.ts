import type { PortfolioLedger } from "../calculation/portfolio-ledger.ts";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/;

/**
 * The transaction that an event, lot or match of the ledger comes from: its id begins with the transaction's, followed by
 * `:fee` or the number of a lot. Null where several became one, as under the day rules of Section 104.
 */
export function transactionIdOf(id: string): string | null {
  return id.includes("+") ? null : (UUID.exec(id)?.[0] ?? null);
}

/** The wallet of the transaction that an event comes from. */
export function walletIdOf(id: string, records: Pick<PortfolioLedger["records"], "get">): string | null {
  return records.get(transactionIdOf(id) ?? "")?.walletId ?? null;
}
