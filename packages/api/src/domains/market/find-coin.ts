import { notFound } from "@cryptodesk/shared/errors/domain-error";
import type { CoinReference } from "@cryptodesk/shared/market/listing.contract";
import type { Db } from "../../platform/database/database.ts";
import { ListingRepository } from "./listing.repository.ts";
import type { ListingRow } from "./listing-row.ts";
import { symbolOf } from "./providers/foreign-values.ts";

export interface FoundCoin {
  row: ListingRow;
  resolvedBy: "id" | "symbol";
  /** Other coins with the same symbol, best rank first. */
  alternatives: CoinReference[];
}

/**
 * A coin by its id, or else by its symbol: then the best-ranked one.
 * @throws DomainError NOT_FOUND
 */
export async function findCoin(db: Db, idOrSymbol: string): Promise<FoundCoin> {
  const repository = new ListingRepository(db);
  const byId = await repository.findById(idOrSymbol);
  const namesakes = await repository.bySymbol(byId?.symbol ?? symbolOf(idOrSymbol));
  const [best] = namesakes;
  const row = byId ?? (best ? await repository.findById(best.id) : null);
  if (!row) throw notFound("coin", idOrSymbol);
  const alternatives = namesakes.filter(({ id }) => id !== row.id).map(({ no: _, ...reference }) => reference);
  return { row, resolvedBy: byId ? "id" : "symbol", alternatives };
}

/** Coins by symbol in lower case, best rank first; symbols that nothing listed has are left out. */
export async function coinsBySymbol(db: Db, symbols: readonly string[]): Promise<Map<string, CoinReference[]>> {
  const found = new Map<string, CoinReference[]>();
  for (const coin of await new ListingRepository(db).bySymbols(symbols)) {
    const symbol = coin.symbol.toLowerCase();
    found.set(symbol, [...(found.get(symbol) ?? []), coin]);
  }
  return found;
}
