import { DomainError } from "@cryptodesk/shared/errors/domain-error";
import {
  type CreatePortfolioInput,
  DEFAULT_RULES,
  type LedgerRules,
  type Portfolio,
} from "@cryptodesk/shared/portfolio/portfolio.contract";
import { v7 as uuidv7 } from "uuid";
import { accountIdOf } from "../../../platform/access/authorise.ts";
import type { Db } from "../../../platform/database/database.ts";
import { asOwner } from "../../../platform/database/owned-rows.ts";
import type { ServiceContext } from "../../../platform/service-context.ts";
import { PortfolioRepository } from "./portfolio.repository.ts";
import { toPortfolio } from "./portfolio-answers.ts";
import { WalletRepository } from "./wallet.repository.ts";

const MAX_PORTFOLIOS = 200;
const FIRST_WALLET = "Main";

/**
 * Makes a portfolio with its first wallet.
 * @throws DomainError CONFLICT where the id stands for something else, or past 200 portfolios
 */
export async function createPortfolio(ctx: ServiceContext, input: CreatePortfolioInput): Promise<Portfolio> {
  const accountId = accountIdOf(ctx.actor);
  const now = ctx.clock();
  const id = input.id ?? uuidv7();
  return asOwner(ctx.db.primary, accountId, async (db) => {
    const portfolios = new PortfolioRepository(db);
    const there = input.id === undefined ? null : await portfolios.find(accountId, id, now);
    if (there) {
      if (there.name === input.name && there.currency === input.currency) return toPortfolio(there);
      throw new DomainError("CONFLICT", `The id ${id} is that of another portfolio, "${there.name}".`);
    }
    await requireRoom(db, accountId);
    const { name, description, currency, benchmark } = input;
    const rules = withDefaults(input.rules, DEFAULT_RULES);
    await portfolios.insert({ id, accountId, name, description, currency, rules, benchmark, isDemo: false }, now);
    const wallet = {
      id: uuidv7(),
      accountId,
      portfolioId: id,
      name: FIRST_WALLET,
      kind: "wallet",
      note: null,
    } as const;
    await new WalletRepository(db).insert(wallet, now);
    const made = await portfolios.find(accountId, id, now);
    if (!made) throw new Error("A portfolio that was just made is gone.");
    return toPortfolio(made);
  });
}

/** @throws DomainError CONFLICT where the account has as many portfolios as one may have */
export async function requireRoom(db: Db, accountId: string): Promise<void> {
  if ((await new PortfolioRepository(db).count(accountId)) < MAX_PORTFOLIOS) return;
  throw new DomainError("CONFLICT", `An account has at most ${MAX_PORTFOLIOS} portfolios, deleted ones counted.`);
}

/** Rules of which some are given anew. */
export function withDefaults(
  given: { [Rule in keyof LedgerRules]?: LedgerRules[Rule] | undefined },
  base: LedgerRules,
) {
  const said = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  return { ...base, ...said } satisfies LedgerRules;
}
