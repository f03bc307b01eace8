import { notFound } from "@cryptodesk/shared/errors/domain-error";
import type { Db } from "../../../platform/database/database.ts";
import { PaperRepository, type PaperRow } from "./paper.repository.ts";

/** @throws DomainError NOT_FOUND also for what belongs to somebody else */
export async function findPaper(db: Db, accountId: string, id: string): Promise<PaperRow> {
  const row = await new PaperRepository(db).find(accountId, id);
  if (!row) throw notFound("paper account", id);
  return row;
}
