import { DomainError, notFound } from "@cryptodesk/shared/errors/domain-error";
import type {
  MappingRef,
  SavedMapping,
  SavedMappingList,
  SaveMappingInput,
} from "@cryptodesk/shared/portfolio/import.contract";
import { v7 as uuidv7 } from "uuid";
import { accountIdOf } from "../../../platform/access/authorise.ts";
import { asOwner } from "../../../platform/database/owned-rows.ts";
import type { ServiceContext } from "../../../platform/service-context.ts";
import { MappingRepository, type MappingRow } from "./mapping.repository.ts";

const MAX_MAPPINGS = 100;

/** Mappings of columns that the account has kept. */
export async function listMappings(ctx: ServiceContext): Promise<SavedMappingList> {
  const accountId = accountIdOf(ctx.actor);
  const rows = await asOwner(ctx.db.primary, accountId, (db) => new MappingRepository(db).list(accountId));
  return { items: rows.map(toMapping), nextCursor: null };
}

/** Keeps a mapping; with the id of one that is kept it replaces that. @throws DomainError CONFLICT past 100, or where the name or id is taken */
export async function saveMapping(
  ctx: ServiceContext,
  { id = uuidv7(), name, mapping }: SaveMappingInput,
): Promise<SavedMapping> {
  const accountId = accountIdOf(ctx.actor);
  return asOwner(ctx.db.primary, accountId, async (db) => {
    const mappings = new MappingRepository(db);
    const others = (await mappings.list(accountId)).filter((row) => row.id !== id);
    if (others.length >= MAX_MAPPINGS)
      throw new DomainError("CONFLICT", `At most ${MAX_MAPPINGS} mappings are kept. Delete one first.`);
    if (others.some((row) => row.name.toLowerCase() === name.toLowerCase())) {
      throw new DomainError("CONFLICT", `There is a mapping "${name}" already.`);
    }
    const row = await mappings.save(accountId, { id, name, mapping }, ctx.clock());
    if (!row) throw new DomainError("CONFLICT", `The id ${id} is taken.`);
    return toMapping(row);
  });
}

/** @throws DomainError NOT_FOUND */
export async function deleteMapping(ctx: ServiceContext, { mappingId }: MappingRef): Promise<void> {
  const accountId = accountIdOf(ctx.actor);
  const gone = await asOwner(ctx.db.primary, accountId, (db) => new MappingRepository(db).delete(accountId, mappingId));
  if (!gone) throw notFound("mapping", mappingId);
}

function toMapping({ id, name, mapping, created_at }: MappingRow): SavedMapping {
  return { id, name, mapping, createdAt: created_at.toISOString() };
}
