import type { Portfolio } from "@cryptodesk/shared/portfolio/portfolio.contract";
import type { Wallet } from "@cryptodesk/shared/portfolio/wallet.contract";
import type { PortfolioRow } from "./portfolio.repository.ts";
import type { WalletRow } from "./wallet.repository.ts";

/** Row → contract. */
export function toPortfolio(row: PortfolioRow): Portfolio {
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    currency: row.currency,
    isActive: row.is_active,
    isPublic: row.is_public,
    isDemo: row.is_demo,
    rules: row.rules,
    benchmark: row.benchmark,
    transactionCount: row.transaction_count,
    walletCount: row.wallet_count,
    version: row.version,
    revision: row.revision,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    deletedAt: row.deleted_at?.toISOString() ?? null,
  };
}

/** Row → contract. */
export function toWallet(row: WalletRow): Wallet {
  return {
    id: row.id,
    portfolioId: row.portfolio_id,
    name: row.name,
    kind: row.kind,
    note: row.note,
    transactionCount: row.transaction_count,
    version: row.version,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}
