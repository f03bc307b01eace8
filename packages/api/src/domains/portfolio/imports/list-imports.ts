import { invalidInput } from "@cryptodesk/shared/errors/domain-error";
import type {
  GetImportFileInput,
  ImportFileAnswer,
  ImportFormatList,
  ImportList,
  ImportRef,
  ImportRowPage,
  ListImportRowsInput,
  ListImportsInput,
  PortfolioImport,
} from "@cryptodesk/shared/portfolio/import.contract";
import { accountIdOf } from "../../../platform/access/authorise.ts";
import { asOwner } from "../../../platform/database/owned-rows.ts";
import { decodeTimeCursor, encodeTimeCursor, pageOf } from "../../../platform/paging/time-cursor.ts";
import type { ServiceContext } from "../../../platform/service-context.ts";
import { findPortfolio } from "../portfolios/find-portfolio.ts";
import { findImport } from "./find-import.ts";
import { FORMATS, GENERIC } from "./formats/format-registry.ts";
import { ImportRepository } from "./import.repository.ts";
import { toImport, toImportRow } from "./import-answers.ts";
import { ImportRowRepository } from "./import-row.repository.ts";

/** Imports into a portfolio, newest first. @throws DomainError NOT_FOUND */
export async function listImports(ctx: ServiceContext, input: ListImportsInput): Promise<ImportList> {
  const accountId = accountIdOf(ctx.actor);
  const { portfolioId, limit } = input;
  const after = decodeTimeCursor(input.cursor);
  const rows = await asOwner(ctx.db.primary, accountId, async (db) => {
    await findPortfolio(db, accountId, portfolioId, ctx.clock());
    return new ImportRepository(db).list(accountId, portfolioId, { after, limit });
  });
  const page = pageOf(rows, limit, (row) => encodeTimeCursor(row.created_at.toISOString(), row.id));
  return { items: page.items.map(toImport), nextCursor: page.nextCursor };
}

/** @throws DomainError NOT_FOUND */
export async function getImport(ctx: ServiceContext, { portfolioId, importId }: ImportRef): Promise<PortfolioImport> {
  const accountId = accountIdOf(ctx.actor);
  const owner = { accountId, portfolioId, importId };
  return toImport(await asOwner(ctx.db.primary, accountId, (db) => findImport(db, owner, ctx.clock())));
}

/** Rows of the file in its order, with what becomes of them. @throws DomainError NOT_FOUND */
export async function listImportRows(ctx: ServiceContext, input: ListImportRowsInput): Promise<ImportRowPage> {
  const accountId = accountIdOf(ctx.actor);
  const owner = { accountId, portfolioId: input.portfolioId, importId: input.importId };
  const after = lineOfCursor(input.cursor);
  return asOwner(ctx.db.primary, accountId, async (db) => {
    const { findings } = await findImport(db, owner, ctx.clock());
    const rows = await new ImportRowRepository(db).list(owner, { state: input.state, after, limit: input.limit });
    const page = pageOf(rows, input.limit, ({ line }) => Buffer.from(`line ${line}`).toString("base64url"));
    return { items: page.items.map(toImportRow), nextCursor: page.nextCursor, headers: findings.headers ?? [] };
  });
}

function lineOfCursor(cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  const line = /^line (\d{1,9})$/.exec(Buffer.from(cursor, "base64url").toString("utf8"))?.[1];
  if (line === undefined)
    throw invalidInput("/cursor", "is not a cursor of this list: take nextCursor of the page before");
  return Number(line);
}

/** The file as it came, part by part. @throws DomainError NOT_FOUND */
export async function getImportFile(ctx: ServiceContext, input: GetImportFileInput): Promise<ImportFileAnswer> {
  const accountId = accountIdOf(ctx.actor);
  const owner = { accountId, portfolioId: input.portfolioId, importId: input.importId };
  return asOwner(ctx.db.primary, accountId, async (db) => {
    const row = await findImport(db, owner, ctx.clock());
    if (input.offset > row.received) throw invalidInput("/offset", `lies behind the ${row.received} bytes of the file`);
    const bytes =
      input.offset === row.received
        ? new Uint8Array()
        : await new ImportRepository(db).partAt(accountId, owner.importId, input.offset);
    return {
      fileName: row.file_name,
      size: row.size,
      sha256: row.sha256,
      offset: input.offset,
      data: Buffer.from(bytes).toString("base64"),
      more: input.offset + bytes.length < row.received,
    };
  });
}

/** Every kind of file that is known. */
export function listImportFormats(): ImportFormatList {
  const items = [...FORMATS, GENERIC].map(({ format, name, headers, detail }) => ({
    format,
    name,
    headers: format === "generic" ? [] : [...(headers[0] ?? [])],
    detail,
  }));
  return { items, nextCursor: null };
}
