import type { ImportOptions } from "@cryptodesk/shared/portfolio/import.contract";
import { type Selectable, sql } from "kysely";
import type { Db } from "../../../platform/database/database.ts";
import type { PortfolioImportTable } from "./import.tables.ts";

export interface ImportRowOfTable extends Selectable<PortfolioImportTable> {
  same_file_as: string | null;
}

export interface ImportDraft {
  id: string;
  accountId: string;
  portfolioId: string;
  fileName: string;
  size: number;
  options: ImportOptions;
}

type Change = Partial<{
  state: ImportRowOfTable["state"];
  format: string | null;
  sha256: string;
  options: ImportOptions;
  findings: object;
  progress: number | null;
  job_id: string | null;
  attempt: string;
  problem: object | null;
  committed_at: Date | null;
  undone_at: Date | null;
}>;

/** Imports of one owner, and the bytes of their files. Owned rows: use it inside `asOwner`. */
export class ImportRepository {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  async find(accountId: string, portfolioId: string, id: string): Promise<ImportRowOfTable | null> {
    const { rows } = await sql<ImportRowOfTable>`${SELECTED}
      WHERE i.account_id = ${accountId} AND i.portfolio_id = ${portfolioId} AND i.id = ${id}`.execute(this.#db);
    return rows[0] ?? null;
  }

  /** Of any portfolio of the account. */
  async findById(accountId: string, id: string): Promise<ImportRowOfTable | null> {
    const { rows } = await sql<ImportRowOfTable>`${SELECTED}
      WHERE i.account_id = ${accountId} AND i.id = ${id}`.execute(this.#db);
    return rows[0] ?? null;
  }

  /** Holds on to one until the transaction ends. */
  async lock(accountId: string, id: string): Promise<ImportRowOfTable | null> {
    const { rows } = await sql<ImportRowOfTable>`${SELECTED}
      WHERE i.account_id = ${accountId} AND i.id = ${id} FOR UPDATE OF i`.execute(this.#db);
    return rows[0] ?? null;
  }

  /** Newest first, one more than asked for. */
  async list(
    accountId: string,
    portfolioId: string,
    { after, limit }: { after: { at: Date; id: string } | null; limit: number },
  ): Promise<ImportRowOfTable[]> {
    const beyond = after ? sql`AND (i.created_at, i.id) < (${after.at}, ${after.id}::uuid)` : sql``;
    const { rows } = await sql<ImportRowOfTable>`${SELECTED}
      WHERE i.account_id = ${accountId} AND i.portfolio_id = ${portfolioId} ${beyond}
      ORDER BY i.created_at DESC, i.id DESC LIMIT ${limit + 1}`.execute(this.#db);
    return rows;
  }

  async count(accountId: string): Promise<number> {
    const { n } = await this.#db
      .selectFrom("portfolio_import")
      .select(({ fn }) => fn.countAll<number>().as("n"))
      .where("account_id", "=", accountId)
      .executeTakeFirstOrThrow();
    return n;
  }

  async insert({ id, accountId, portfolioId, fileName, size, options }: ImportDraft, now: Date): Promise<void> {
    await this.#db
      .insertInto("portfolio_import")
      .values({
        id,
        account_id: accountId,
        portfolio_id: portfolioId,
        file_name: fileName,
        size,
        sha256: null,
        state: "uploading",
        format: null,
        options: JSON.stringify(options),
        progress: null,
        job_id: null,
        attempt: null,
        problem: null,
        created_at: now,
        committed_at: null,
        undone_at: null,
      })
      .execute();
  }

  /** @param attempt only while this is still the one under way @returns whether it was */
  async update(accountId: string, id: string, change: Change, attempt?: string): Promise<boolean> {
    const { options, findings, problem, ...plain } = change;
    let query = this.#db
      .updateTable("portfolio_import")
      .set({
        ...plain,
        ...(options !== undefined && { options: JSON.stringify(options) }),
        ...(findings !== undefined && { findings: JSON.stringify(findings) }),
        ...(problem !== undefined && { problem: problem === null ? null : JSON.stringify(problem) }),
      })
      .where("account_id", "=", accountId)
      .where("id", "=", id);
    if (attempt !== undefined) query = query.where("attempt", "=", attempt);
    const { numUpdatedRows } = await query.executeTakeFirst();
    return numUpdatedRows > 0n;
  }

  async delete(accountId: string, id: string): Promise<void> {
    await this.#db.deleteFrom("portfolio_import").where("account_id", "=", accountId).where("id", "=", id).execute();
  }

  /** Adds the next part of the file. @returns bytes that are here now */
  async addPart(accountId: string, id: string, start: number, bytes: Buffer): Promise<number> {
    await this.#db.insertInto("import_part").values({ import_id: id, account_id: accountId, start, bytes }).execute();
    const { received } = await this.#db
      .updateTable("portfolio_import")
      .set({ received: start + bytes.length })
      .where("account_id", "=", accountId)
      .where("id", "=", id)
      .returning("received")
      .executeTakeFirstOrThrow();
    return received;
  }

  /** The bytes from `offset` to the end of the part that holds it; empty behind the last. */
  async partAt(accountId: string, id: string, offset: number): Promise<Uint8Array> {
    const row = await this.#db
      .selectFrom("import_part")
      .select(["start", "bytes"])
      .where("account_id", "=", accountId)
      .where("import_id", "=", id)
      .where("start", "<=", offset)
      .orderBy("start", "desc")
      .limit(1)
      .executeTakeFirst();
    return row ? new Uint8Array(row.bytes.subarray(offset - row.start)) : new Uint8Array();
  }
}

const SELECTED = sql`
  SELECT i.*, (SELECT o.id FROM portfolio_import o WHERE o.portfolio_id = i.portfolio_id AND o.account_id = i.account_id
    AND o.sha256 = i.sha256 AND o.id <> i.id AND o.committed_at IS NOT NULL AND o.undone_at IS NULL
    ORDER BY o.created_at LIMIT 1) AS same_file_as
  FROM portfolio_import i`;
