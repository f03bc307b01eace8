import { DomainError, notFound } from "@cryptodesk/shared/errors/domain-error";
import type { PortfolioRef } from "@cryptodesk/shared/portfolio/portfolio.contract";
import type {
  CreateWalletInput,
  DeleteWalletInput,
  UpdateWalletInput,
  Wallet,
  WalletList,
} from "@cryptodesk/shared/portfolio/wallet.contract";
import { v7 as uuidv7 } from "uuid";
import { accountIdOf } from "../../../platform/access/authorise.ts";
import type { Db } from "../../../platform/database/database.ts";
import { asOwner } from "../../../platform/database/owned-rows.ts";
import type { ServiceContext } from "../../../platform/service-context.ts";
import { changedSince, findPortfolio, lockPortfolio } from "./find-portfolio.ts";
import { toWallet } from "./portfolio-answers.ts";
import { WalletRepository, type WalletRow } from "./wallet.repository.ts";

const MAX_WALLETS = 500;

/** The wallets of a portfolio in the order they were made. @throws DomainError NOT_FOUND */
export async function listWallets(ctx: ServiceContext, { portfolioId }: PortfolioRef): Promise<WalletList> {
  const accountId = accountIdOf(ctx.actor);
  const rows = await asOwner(ctx.db.primary, accountId, async (db) => {
    await findPortfolio(db, accountId, portfolioId, ctx.clock());
    return new WalletRepository(db).list(accountId, portfolioId);
  });
  return { items: rows.map(toWallet), nextCursor: null };
}

/** @throws DomainError NOT_FOUND, or CONFLICT where the name is taken, the id stands for another one, or past 500 */
export async function createWallet(ctx: ServiceContext, input: CreateWalletInput): Promise<Wallet> {
  const accountId = accountIdOf(ctx.actor);
  const { portfolioId, name, kind, note } = input;
  const id = input.id ?? uuidv7();
  return asOwner(ctx.db.primary, accountId, async (db) => {
    // Two who make the same wallet at once come here one after the other.
    await lockPortfolio(db, accountId, portfolioId);
    const wallets = new WalletRepository(db);
    const there = input.id === undefined ? null : await wallets.find(accountId, id);
    if (there) {
      if (there.portfolio_id === portfolioId && there.name === name) return toWallet(there);
      throw new DomainError("CONFLICT", `The id ${id} is that of another wallet, "${there.name}".`);
    }
    const others = await wallets.list(accountId, portfolioId);
    if (others.length >= MAX_WALLETS) {
      throw new DomainError("CONFLICT", `A portfolio has at most ${MAX_WALLETS} wallets.`);
    }
    requireOwnName(others, id, name);
    await wallets.insert({ id, accountId, portfolioId, name, kind, note }, ctx.clock());
    return toWallet(await findWallet(db, accountId, portfolioId, id));
  });
}

/** @throws DomainError NOT_FOUND, CONFLICT where the name is taken, or CHANGED_SINCE */
export async function updateWallet(ctx: ServiceContext, input: UpdateWalletInput): Promise<Wallet> {
  const accountId = accountIdOf(ctx.actor);
  const { portfolioId, walletId, version, name, kind, note } = input;
  return asOwner(ctx.db.primary, accountId, async (db) => {
    await lockPortfolio(db, accountId, portfolioId);
    const current = await findWallet(db, accountId, portfolioId, walletId);
    const wallets = new WalletRepository(db);
    if (name !== undefined) requireOwnName(await wallets.list(accountId, portfolioId), walletId, name);
    const at = { accountId, id: walletId, version };
    if (!(await wallets.update(at, { name, kind, note }, ctx.clock()))) throw changedSince("wallet", current.version);
    return toWallet(await findWallet(db, accountId, portfolioId, walletId));
  });
}

/** @throws DomainError NOT_FOUND, CHANGED_SINCE, or CONFLICT where it has transactions or is the last one */
export async function deleteWallet(ctx: ServiceContext, input: DeleteWalletInput): Promise<Wallet> {
  const accountId = accountIdOf(ctx.actor);
  const { portfolioId, walletId, version } = input;
  return asOwner(ctx.db.primary, accountId, async (db) => {
    await lockPortfolio(db, accountId, portfolioId);
    const wallets = new WalletRepository(db);
    const current = await findWallet(db, accountId, portfolioId, walletId);
    if (current.transaction_count > 0) {
      const detail = `"${current.name}" has ${current.transaction_count} transactions. Move them to another wallet first.`;
      throw new DomainError("CONFLICT", detail);
    }
    if ((await wallets.list(accountId, portfolioId)).length === 1) {
      throw new DomainError("CONFLICT", "A portfolio keeps at least one wallet.");
    }
    const gone = await wallets.update({ accountId, id: walletId, version }, { deletedAt: ctx.clock() }, ctx.clock());
    if (!gone) throw changedSince("wallet", current.version);
    return toWallet(current);
  });
}

/** @throws DomainError NOT_FOUND also for a wallet of another portfolio */
export async function findWallet(db: Db, accountId: string, portfolioId: string, id: string): Promise<WalletRow> {
  const row = await new WalletRepository(db).find(accountId, id);
  if (row?.portfolio_id !== portfolioId) throw notFound("wallet", id);
  return row;
}

function requireOwnName(others: readonly WalletRow[], id: string, name: string): void {
  const same = others.find((other) => other.id !== id && other.name.toLowerCase() === name.toLowerCase());
  if (same) throw new DomainError("CONFLICT", `There is a wallet "${same.name}" already.`);
}
