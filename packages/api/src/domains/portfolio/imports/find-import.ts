import { DomainError, notFound } from "@cryptodesk/shared/errors/domain-error";
import type { ImportOptions } from "@cryptodesk/shared/portfolio/import.contract";
import type { Db } from "../../../platform/database/database.ts";
import { AssetNames } from "../portfolios/asset-names.ts";
import { findPortfolio } from "../portfolios/find-portfolio.ts";
import { WalletRepository } from "../portfolios/wallet.repository.ts";
import { ImportRepository, type ImportRowOfTable } from "./import.repository.ts";

export interface ImportOwner {
  accountId: string;
  portfolioId: string;
  importId: string;
}

/** @throws DomainError NOT_FOUND also for one of another portfolio or account, or of a deleted portfolio */
export async function findImport(
  db: Db,
  { accountId, portfolioId, importId }: ImportOwner,
  now: Date,
): Promise<ImportRowOfTable> {
  await findPortfolio(db, accountId, portfolioId, now);
  const row = await new ImportRepository(db).find(accountId, portfolioId, importId);
  if (!row) throw notFound("import", importId);
  return row;
}

/**
 * Refuses options that name wallets or coins which are not there.
 * @throws DomainError NOT_FOUND for a wallet, INVALID_INPUT for a coin
 */
export async function requireKnownOptions(
  db: Db,
  { accountId, portfolioId }: Omit<ImportOwner, "importId">,
  { walletId, places, assets }: ImportOptions,
): Promise<void> {
  const wallets = await new WalletRepository(db).list(accountId, portfolioId);
  for (const id of [walletId, ...Object.values(places ?? {})]) {
    if (id !== undefined && !wallets.some((wallet) => wallet.id === id)) throw notFound("wallet", id);
  }
  const ids = Object.values(assets ?? {}).filter((id) => id !== null);
  const names = await AssetNames.read(db, ids);
  const unknown = ids.filter((id) => !names.knows(id));
  if (unknown.length === 0) return;
  const detail = `${unknown.map((id) => `"${id}"`).join(", ")}: no coin of the market. Give coins' ids, not their symbols; fiat:eur for money; other:NAME for what the market does not list.`;
  throw new DomainError("INVALID_INPUT", detail, { errors: [{ pointer: "/options/assets", detail }] });
}
