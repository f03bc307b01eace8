import { DomainError, invalidInput } from "@cryptodesk/shared/errors/domain-error";
import {
  type BeginImportInput,
  IMPORT_PART_BYTES,
  type PortfolioImport,
  type UploadPartInput,
} from "@cryptodesk/shared/portfolio/import.contract";
import { v7 as uuidv7 } from "uuid";
import { accountIdOf } from "../../../platform/access/authorise.ts";
import type { Db } from "../../../platform/database/database.ts";
import { asOwner } from "../../../platform/database/owned-rows.ts";
import type { ServiceContext } from "../../../platform/service-context.ts";
import { findPortfolio } from "../portfolios/find-portfolio.ts";
import { findImport, type ImportOwner, requireKnownOptions } from "./find-import.ts";
import { ImportRepository, type ImportRowOfTable } from "./import.repository.ts";
import { toImport } from "./import-answers.ts";
import { startAnalysis } from "./start-analysis.ts";

const MAX_IMPORTS = 1_000;

/**
 * Begins an import with the file or its first part. When all of it is here, its analysis begins.
 * @throws DomainError NOT_FOUND, INVALID_INPUT, or CONFLICT where the id is taken or past 1,000 imports
 */
export async function beginImport(ctx: ServiceContext, input: BeginImportInput): Promise<PortfolioImport> {
  const accountId = accountIdOf(ctx.actor);
  const { portfolioId, fileName, size, options } = input;
  const owner = { accountId, portfolioId, importId: input.id ?? uuidv7() };
  const isNew = await asOwner(ctx.db.primary, accountId, async (db) => {
    await findPortfolio(db, accountId, portfolioId, ctx.clock());
    const imports = new ImportRepository(db);
    const there = await imports.findById(accountId, owner.importId);
    if (there) {
      if (there.portfolio_id === portfolioId && there.file_name === fileName && there.size === size) return false;
      throw new DomainError("CONFLICT", `The id ${owner.importId} is that of another import, of "${there.file_name}".`);
    }
    if ((await imports.count(accountId)) >= MAX_IMPORTS) {
      throw new DomainError(
        "CONFLICT",
        `There are ${MAX_IMPORTS} imports. Discard some that were not committed first.`,
      );
    }
    await requireKnownOptions(db, owner, options);
    await imports.insert({ id: owner.importId, accountId, portfolioId, fileName, size, options }, ctx.clock());
    if (input.data !== undefined)
      await addPart(db, owner, { offset: 0, size, bytes: Buffer.from(input.data, "base64") });
    return true;
  });
  return isNew ? beginWhenWhole(ctx, owner) : answer(ctx, owner);
}

/**
 * Takes the next part of the file; one that is here already, byte for byte, is passed over.
 * @throws DomainError NOT_FOUND, INVALID_INPUT, or CONFLICT that says where to go on, or that it is of another file
 */
export async function uploadPart(ctx: ServiceContext, input: UploadPartInput): Promise<PortfolioImport> {
  const accountId = accountIdOf(ctx.actor);
  const owner = { accountId, portfolioId: input.portfolioId, importId: input.importId };
  const isNew = await asOwner(ctx.db.primary, accountId, async (db) => {
    await findImport(db, owner, ctx.clock());
    // Parts come one after the other, also where two send them at once.
    const row = await new ImportRepository(db).lock(accountId, owner.importId);
    const received = row?.received ?? 0;
    const bytes = Buffer.from(input.data, "base64");
    if (input.offset + bytes.length <= received) {
      await refuseOtherFile(db, owner, input.offset, bytes);
      return false;
    }
    if (row?.state !== "uploading" || input.offset !== received) {
      throw new DomainError(
        "CONFLICT",
        `${received} of ${row?.size ?? 0} bytes are here. Go on with the part at ${received}.`,
      );
    }
    await addPart(db, owner, { offset: input.offset, size: row.size, bytes });
    return true;
  });
  return isNew ? beginWhenWhole(ctx, owner) : answer(ctx, owner);
}

/** Whoever goes on with a file after an interruption sends again what is here, so that two files never become one. */
async function refuseOtherFile(
  db: Db,
  { accountId, importId }: ImportOwner,
  offset: number,
  bytes: Uint8Array,
): Promise<void> {
  const imports = new ImportRepository(db);
  for (let at = 0; at < bytes.length; ) {
    const here = await imports.partAt(accountId, importId, offset + at);
    const length = Math.min(here.length, bytes.length - at);
    // Nothing is kept there any more: nothing to compare with.
    if (length === 0) return;
    if (Buffer.compare(here.subarray(0, length), bytes.subarray(at, at + length)) !== 0) {
      throw new DomainError(
        "CONFLICT",
        "What is here of the file differs from this part: it is another file. Go on with the same one, or throw the import away and begin anew.",
      );
    }
    at += length;
  }
}

async function addPart(
  db: Db,
  { accountId, importId }: ImportOwner,
  { offset, size, bytes }: { offset: number; size: number; bytes: Buffer },
): Promise<void> {
  if (bytes.length === 0) throw invalidInput("/data", "is empty: send at least one byte");
  if (bytes.length > IMPORT_PART_BYTES)
    throw invalidInput("/data", `is more than ${IMPORT_PART_BYTES} bytes: send it in parts`);
  if (offset + bytes.length > size) throw invalidInput("/data", `goes beyond the ${size} bytes that were announced`);
  await new ImportRepository(db).addPart(accountId, importId, offset, bytes);
}

async function beginWhenWhole(ctx: ServiceContext, owner: ImportOwner): Promise<PortfolioImport> {
  const row = await read(ctx, owner);
  if (row.state === "uploading" && row.received === row.size) await startAnalysis(ctx, owner);
  return answer(ctx, owner);
}

async function answer(ctx: ServiceContext, owner: ImportOwner): Promise<PortfolioImport> {
  return toImport(await read(ctx, owner));
}

function read(ctx: ServiceContext, owner: ImportOwner): Promise<ImportRowOfTable> {
  return asOwner(ctx.db.primary, owner.accountId, (db) => findImport(db, owner, ctx.clock()));
}
