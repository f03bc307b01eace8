import { DomainError, notFound } from "@cryptodesk/shared/errors/domain-error";
import type { Db } from "../../../platform/database/database.ts";
import { type LockedPortfolio, PortfolioRepository, type PortfolioRow } from "./portfolio.repository.ts";

/** @throws DomainError NOT_FOUND also for what belongs to somebody else, or was deleted */
export async function findPortfolio(db: Db, accountId: string, id: string, now: Date): Promise<PortfolioRow> {
  const row = await new PortfolioRepository(db).find(accountId, id, now);
  if (!row || row.deleted_at) throw notFound("portfolio", id);
  return row;
}

/** Holds on to one portfolio until the transaction ends. @throws DomainError NOT_FOUND */
export async function lockPortfolio(db: Db, accountId: string, id: string): Promise<LockedPortfolio> {
  const locked = (await new PortfolioRepository(db).lock(accountId, [id])).get(id);
  if (!locked) throw notFound("portfolio", id);
  return locked;
}

/** The refusal of a change made to a version that is not the last one. */
export function changedSince(what: string, current: number): DomainError {
  return new DomainError(
    "CHANGED_SINCE",
    `The ${what} was changed since: its version is ${current} now. Read it again and make the change on top of that.`,
  );
}
