import { notFound } from "@cryptodesk/shared/errors/domain-error";
import type { Db } from "../../../platform/database/database.ts";
import { RunRepository, type RunRow } from "./run.repository.ts";

/** @throws DomainError NOT_FOUND also for what belongs to somebody else, or to a deleted strategy */
export async function findRun(db: Db, accountId: string, id: string): Promise<RunRow> {
  const row = await new RunRepository(db).find(accountId, id);
  if (!row) throw notFound("strategy run", id);
  return row;
}
