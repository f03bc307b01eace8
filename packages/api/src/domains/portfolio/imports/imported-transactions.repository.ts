import { sql } from "kysely";
import type { Db } from "../../../platform/database/database.ts";
import type { LinkedBefore } from "./import-findings.ts";
import type { ImportPlace } from "./import-row.repository.ts";

/** One commit: its ids go by time, then by the order of the file. */
export interface CommitRun {
  attempt: string;
  revision: number;
  now: Date;
  newestFirst: boolean;
}

const COLUMNS = sql.raw(`id, account_id, portfolio_id, wallet_id, type, at, asset_id, quantity, price, value, currency,
  fees, fee_asset_id, to_asset_id, to_quantity, cost, acquired_at, split_from, split_to, lots, link_id, tags, note,
  import_id, import_row, fingerprint, external_id, revision, created_at, updated_at`);

/** What an import makes of a portfolio's transactions, and its undoing. Owned rows: use it inside `asOwner`. */
export class ImportedTransactionsRepository {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** Records the new rows behind a line, at most `limit` lines. @returns the last line that was looked at; null: none is left */
  async record(
    { accountId, portfolioId, importId }: ImportPlace,
    run: CommitRun,
    { after, limit }: { after: number; limit: number },
  ): Promise<number | null> {
    const { rows } = await sql<{ line: number | null }>`
      WITH part AS MATERIALIZED (
        SELECT r.line, r.transfer AS side, r.fingerprint, r.external_id, r.drafts FROM import_row r
        WHERE r.account_id = ${accountId} AND r.import_id = ${importId} AND r.state = 'new' AND r.line > ${after}
        ORDER BY r.line LIMIT ${limit}
      ), made AS (
        INSERT INTO portfolio_transaction (${COLUMNS})
        SELECT ${orderedId(run)}, ${accountId}, ${portfolioId}, (d->>'walletId')::uuid,
          CASE WHEN s.side IS NULL THEN d->>'type' ELSE 'transfer-' || (s.side->>'side') END, (d->>'date')::timestamptz,
          d->>'assetId', coalesce(s.side->>'quantity', d->>'quantity')::numeric, (d->>'price')::numeric,
          CASE WHEN s.side IS NULL THEN (d->>'value')::numeric END, d->>'currency',
          CASE WHEN s.side->>'side' = 'out' THEN s.side->>'fees' ELSE d->>'fees' END::numeric,
          CASE WHEN s.side->>'side' = 'out' THEN s.side->>'feeAssetId' ELSE d->>'feeAssetId' END,
          d->>'toAssetId', (d->>'toQuantity')::numeric, CASE WHEN s.side IS NULL THEN (d->>'cost')::numeric END,
          CASE WHEN s.side IS NULL THEN (d->>'acquiredAt')::timestamptz END,
          (d->>'splitFrom')::numeric, (d->>'splitTo')::numeric, coalesce(d->'lots', '[]'), ${linkOf(run)}, '{}',
          d->>'note', ${importId}, p.line, CASE WHEN n = 1 THEN p.fingerprint END, CASE WHEN n = 1 THEN p.external_id END,
          ${run.revision}, ${run.now}, ${run.now}
        FROM part p CROSS JOIN LATERAL jsonb_array_elements(p.drafts) WITH ORDINALITY AS e(d, n)
          CROSS JOIN LATERAL (SELECT CASE WHEN n = 1 THEN p.side END AS side) s
      )
      SELECT max(line) AS line FROM part`.execute(this.#db);
    return rows[0]?.line ?? null;
  }

  /** Makes stored withdrawals and deposits the other sides of transfers. @returns them as they were */
  async linkStored({ accountId, portfolioId, importId }: ImportPlace, run: CommitRun): Promise<LinkedBefore[]> {
    const stored = sql`portfolio_transaction t JOIN import_row p ON p.import_id = ${importId} AND p.account_id = ${accountId}
      AND p.state = 'new' AND p.transfer->>'of' = t.id::text WHERE t.account_id = ${accountId} AND t.portfolio_id = ${portfolioId}`;
    const { rows } = await sql<LinkedBefore>`
      SELECT t.id, t.type, t.quantity::text AS quantity, t.fees::text AS fees, t.fee_asset_id AS "feeAssetId" FROM ${stored}`.execute(
      this.#db,
    );
    if (rows.length === 0) return rows;
    await sql`
      UPDATE portfolio_transaction o SET type = linked.type, link_id = linked.link, quantity = linked.quantity,
        fees = linked.fees, fee_asset_id = linked.fee_asset_id, version = o.version + 1, revision = ${run.revision},
        updated_at = ${run.now}
      FROM (SELECT t.id, CASE p.transfer->>'side' WHEN 'out' THEN 'transfer-in' ELSE 'transfer-out' END AS type,
        ${sql`md5(${run.attempt} || ':' || p.line)::uuid`} AS link, (p.transfer->>'quantity')::numeric AS quantity,
        CASE p.transfer->>'side' WHEN 'in' THEN (p.transfer->>'storedFees')::numeric ELSE t.fees END AS fees,
        CASE p.transfer->>'side' WHEN 'in' THEN p.transfer->>'feeAssetId' ELSE t.fee_asset_id END AS fee_asset_id
        FROM ${stored}) linked
      WHERE o.id = linked.id`.execute(this.#db);
    return rows;
  }

  /** Lines whose transactions were changed by hand since. */
  async editedLines({ accountId, importId }: ImportPlace, limit: number): Promise<number[]> {
    const { rows } = await sql<{ line: number }>`
      SELECT DISTINCT t.import_row AS line FROM portfolio_transaction t
      LEFT JOIN portfolio_transaction o ON o.link_id = t.link_id AND o.id <> t.id AND o.account_id = t.account_id
        AND o.import_id IS NOT NULL AND o.import_id <> t.import_id
      WHERE t.account_id = ${accountId} AND t.import_id = ${importId} AND t.deleted_at IS NULL
        AND t.version > CASE WHEN o.id IS NULL THEN 1 ELSE 2 END
      ORDER BY 1 LIMIT ${limit}`.execute(this.#db);
    return rows.map(({ line }) => line);
  }

  /** Deletes what the import recorded, so that it can be restored; the other sides of its transfers are what they were. */
  async undo(
    { accountId, importId }: ImportPlace,
    linked: readonly LinkedBefore[],
    { revision, now }: { revision: number; now: Date },
  ): Promise<number> {
    await sql`
      UPDATE portfolio_transaction o SET
        type = CASE o.type WHEN 'transfer-in' THEN 'deposit' ELSE 'withdrawal' END, link_id = NULL,
        quantity = coalesce(side.quantity, o.quantity),
        fees = CASE WHEN side.known THEN side.fees ELSE o.fees END,
        fee_asset_id = CASE WHEN side.known THEN side.fee_asset_id ELSE o.fee_asset_id END,
        version = o.version + 1, revision = ${revision}, updated_at = ${now}
      FROM (SELECT x.id, b.id IS NOT NULL AS known, b.quantity::numeric AS quantity, b.fees::numeric AS fees,
          b."feeAssetId" AS fee_asset_id
        FROM portfolio_transaction t JOIN portfolio_transaction x ON x.link_id = t.link_id AND x.id <> t.id
        LEFT JOIN jsonb_to_recordset(${JSON.stringify(linked)}::jsonb)
          AS b(id uuid, quantity text, fees text, "feeAssetId" text) ON b.id = x.id
        WHERE t.account_id = ${accountId} AND t.import_id = ${importId} AND t.deleted_at IS NULL
          AND x.account_id = ${accountId} AND x.deleted_at IS NULL AND x.import_id IS DISTINCT FROM t.import_id) side
      WHERE o.id = side.id AND o.account_id = ${accountId}`.execute(this.#db);
    const { numUpdatedRows } = await this.#db
      .updateTable("portfolio_transaction")
      .set((eb) => ({ deleted_at: now, updated_at: now, revision, version: eb("version", "+", 1) }))
      .where("account_id", "=", accountId)
      .where("import_id", "=", importId)
      .where("deleted_at", "is", null)
      .executeTakeFirst();
    return Number(numUpdatedRows);
  }
}

/**
 * A UUIDv7 of the commit's millisecond whose rest counts lines: equal times are ordered by id, and so as in the file, or
 * from its end where it begins with what happened last.
 */
function orderedId({ attempt, now, newestFirst }: CommitRun) {
  const ms = now.getTime().toString(16).padStart(12, "0");
  const own = attempt.replaceAll("-", "").slice(-7);
  const position = newestFirst ? sql`(4294967295 - p.line::bigint)` : sql`p.line::bigint`;
  return sql`(${ms} || '7' || ${own.slice(0, 3)} || '8' || lpad(to_hex(${position} * 16 + n), 11, '0') || ${own.slice(3)})::uuid`;
}

/** Both sides of a transfer have the same: that of the earlier line, or of the only one. */
function linkOf({ attempt }: CommitRun) {
  return sql`CASE WHEN s.side IS NOT NULL THEN
    md5(${attempt} || ':' || least(p.line, coalesce((s.side->>'line')::int, p.line)))::uuid END`;
}
