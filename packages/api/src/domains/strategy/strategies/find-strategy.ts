import { DomainError, notFound } from "@cryptodesk/shared/errors/domain-error";
import type { Db } from "../../../platform/database/database.ts";
import { StrategyRepository, type StrategyRow } from "./strategy.repository.ts";
import { VersionRepository, type VersionRow } from "./version.repository.ts";

/** @throws DomainError NOT_FOUND also for what belongs to somebody else, or was deleted */
export async function findStrategy(db: Db, accountId: string, id: string): Promise<StrategyRow> {
  const row = await new StrategyRepository(db).find(accountId, id);
  if (!row || row.deleted_at) throw notFound("strategy", id);
  return row;
}

/** Holds on to a strategy until the transaction ends. @throws DomainError NOT_FOUND */
export async function lockStrategy(db: Db, accountId: string, id: string): Promise<StrategyRow> {
  if (!(await new StrategyRepository(db).lock(accountId, id))) throw notFound("strategy", id);
  return findStrategy(db, accountId, id);
}

/**
 * Rules of one version.
 * @param version the newest unless given
 * @throws DomainError NOT_FOUND saying which versions there are
 */
export async function findVersion(db: Db, strategy: StrategyRow, version = strategy.version): Promise<VersionRow> {
  const row = await new VersionRepository(db).find(strategy.account_id, strategy.id, version);
  if (row) return row;
  throw new DomainError(
    "NOT_FOUND",
    `"${strategy.name}" has no version ${version}: its versions are 1 to ${strategy.version}.`,
  );
}

/** The refusal of a save on top of a version that is not the newest. */
export function savedSince(current: number): DomainError {
  return new DomainError(
    "CHANGED_SINCE",
    `The strategy was saved since: its version is ${current} now. Read it again and make the change on top of that.`,
  );
}
