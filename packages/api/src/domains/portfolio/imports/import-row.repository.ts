import type { ImportRowState } from "@cryptodesk/shared/portfolio/import.contract";
import { type Selectable, sql } from "kysely";
import type { Db } from "../../../platform/database/database.ts";
import type { TransferCandidate } from "./booking/match-transfers.ts";
import type { ImportRowTable, TransferSide } from "./import.tables.ts";

export type ImportRowRow = Selectable<ImportRowTable>;

export interface RowTotals {
  rows: number;
  new: number;
  duplicate: number;
  refused: number;
  ignored: number;
  transactions: number;
  transfers: number;
}

/** Whose rows: of which import into which portfolio. */
export interface ImportPlace {
  accountId: string;
  portfolioId: string;
  importId: string;
}

const WRITTEN = sql.raw(
  "line int, state text, reason text, cells jsonb, joins jsonb, drafts jsonb, fingerprint text, external_id text",
);

/** Rows of imported files. Owned rows: use it inside `asOwner`. */
export class ImportRowRepository {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /**
   * Runs statements that join whole files with whole portfolios. Rows written a moment ago are not in the planner's
   * statistics: it takes them for a handful, and would look each of many thousand up by going through all the others.
   * Compiling such statements takes longer than running them, so that is left off until the transaction ends.
   */
  async joiningMany<T>(work: () => Promise<T>): Promise<T> {
    await sql`SET LOCAL jit = off`.execute(this.#db);
    await sql`SET LOCAL enable_nestloop = off`.execute(this.#db);
    const done = await work();
    await sql`SET LOCAL enable_nestloop = on`.execute(this.#db);
    return done;
  }

  async clear({ accountId, importId }: ImportPlace): Promise<void> {
    await this.#db
      .deleteFrom("import_row")
      .where("account_id", "=", accountId)
      .where("import_id", "=", importId)
      .execute();
  }

  /**
   * Writes rows that a thread has put together, as JSON: nothing of it is parsed here.
   * @param attempt only while this is still the one under way
   * @returns false where it is not
   */
  async write({ accountId, importId }: ImportPlace, rows: string, attempt: string): Promise<boolean> {
    const { numAffectedRows } = await sql`
      INSERT INTO import_row (import_id, account_id, line, state, reason, cells, joins, drafts, fingerprint, external_id)
      SELECT i.id, i.account_id, r.line, r.state, r.reason, r.cells, r.joins, r.drafts, r.fingerprint, r.external_id
      FROM portfolio_import i, jsonb_to_recordset(${rows}::jsonb) AS r(${WRITTEN})
      WHERE i.id = ${importId} AND i.account_id = ${accountId} AND i.attempt = ${attempt}`.execute(this.#db);
    return (numAffectedRows ?? 0n) > 0n;
  }

  /** By line, one more than asked for. */
  async list(
    { accountId, importId }: ImportPlace,
    { state, after, limit }: { state: ImportRowState | undefined; after: number; limit: number },
  ): Promise<ImportRowRow[]> {
    let query = this.#db
      .selectFrom("import_row")
      .selectAll()
      .where("account_id", "=", accountId)
      .where("import_id", "=", importId)
      .where("line", ">", after)
      .orderBy("line")
      .limit(limit + 1);
    if (state !== undefined) query = query.where("state", "=", state);
    return query.execute();
  }

  async totals({ accountId, importId }: ImportPlace): Promise<RowTotals> {
    const { rows } = await sql<RowTotals>`
      SELECT count(*)::int AS rows,
        (count(*) FILTER (WHERE state = 'new'))::int AS new,
        (count(*) FILTER (WHERE state = 'duplicate'))::int AS duplicate,
        (count(*) FILTER (WHERE state = 'refused'))::int AS refused,
        (count(*) FILTER (WHERE state = 'ignored'))::int AS ignored,
        coalesce(sum(jsonb_array_length(drafts)) FILTER (WHERE state = 'new'), 0)::int AS transactions,
        (count(*) FILTER (WHERE transfer->>'of' IS NOT NULL OR transfer->>'side' = 'out'))::int AS transfers
      FROM import_row WHERE account_id = ${accountId} AND import_id = ${importId}`.execute(this.#db);
    const [totals] = rows;
    if (!totals) throw new Error("a count has a row");
    return totals;
  }

  /** Forgets what was found in the portfolio, to look again. */
  async unmatch({ accountId, importId }: ImportPlace): Promise<void> {
    await sql`
      UPDATE import_row SET state = 'new', duplicate_of = NULL, reason = CASE WHEN drafts = '[]' AND joins <> '[]'
        THEN 'Part of the transaction of line ' || (joins->>0) || '.' END
      WHERE account_id = ${accountId} AND import_id = ${importId} AND duplicate_of IS NOT NULL`.execute(this.#db);
    await sql`
      UPDATE import_row SET transfer = NULL
      WHERE account_id = ${accountId} AND import_id = ${importId} AND transfer IS NOT NULL`.execute(this.#db);
  }

  /**
   * Marks rows whose transaction is in the portfolio already: by the id of the exchange, by what they say, or by what was
   * entered by hand. What is twice in the file and once in the portfolio is a duplicate once.
   */
  async markDuplicates(place: ImportPlace): Promise<void> {
    const { accountId, portfolioId, importId } = place;
    const there = sql`t.account_id = ${accountId} AND t.portfolio_id = ${portfolioId} AND t.deleted_at IS NULL`;
    const mine = sql`r.account_id = ${accountId} AND r.import_id = ${importId} AND r.state = 'new'`;
    await sql`
      UPDATE import_row r SET state = 'duplicate', duplicate_of = found.id,
        reason = 'A transaction with the same id of the exchange is there already.'
      FROM (SELECT DISTINCT ON (t.external_id) t.external_id, t.id FROM portfolio_transaction t
        WHERE ${there} AND t.external_id IS NOT NULL ORDER BY t.external_id, t.id) found
      WHERE ${mine} AND r.external_id = found.external_id`.execute(this.#db);
    await sql`
      UPDATE import_row r SET state = 'duplicate', duplicate_of = t.id, reason = 'This transaction is there already.'
      FROM portfolio_transaction t WHERE ${mine} AND ${there} AND r.external_id LIKE 'cryptodesk:%'
        AND r.external_id = 'cryptodesk:' || t.id::text`.execute(this.#db);
    await sql`
      WITH mine AS (
        SELECT r.line, r.fingerprint, r.external_id,
          row_number() OVER (PARTITION BY r.fingerprint ORDER BY r.line) AS n
        FROM import_row r WHERE ${mine} AND r.fingerprint IS NOT NULL
      ), theirs AS (
        SELECT t.id, t.fingerprint, t.external_id, row_number() OVER (PARTITION BY t.fingerprint ORDER BY t.id) AS n
        FROM portfolio_transaction t
        WHERE ${there} AND t.fingerprint IN (SELECT fingerprint FROM mine) AND NOT EXISTS (
          SELECT 1 FROM import_row d WHERE d.account_id = ${accountId} AND d.import_id = ${importId} AND d.duplicate_of = t.id)
      )
      UPDATE import_row r SET state = 'duplicate', duplicate_of = theirs.id,
        reason = 'The same units at the same second are there already.'
      FROM mine JOIN theirs ON theirs.fingerprint = mine.fingerprint AND theirs.n = mine.n
      WHERE ${mine} AND r.line = mine.line AND (mine.external_id IS NULL OR theirs.external_id IS NULL
        OR split_part(mine.external_id, ':', 1) <> split_part(theirs.external_id, ':', 1))`.execute(this.#db);
    await sql`
      WITH mine AS MATERIALIZED (
        SELECT r.line, r.drafts->0->>'type' AS type, r.drafts->0->>'assetId' AS asset_id,
          r.drafts->0->>'toAssetId' AS to_asset_id, (r.drafts->0->>'quantity')::numeric AS quantity,
          date_trunc('second', (r.drafts->0->>'date')::timestamptz, 'UTC') AS second
        FROM import_row r WHERE ${mine} AND r.drafts <> '[]'
      ), theirs AS MATERIALIZED (
        SELECT t.id, t.type, t.asset_id, t.to_asset_id, t.quantity, date_trunc('second', t.at, 'UTC') AS second
        FROM portfolio_transaction t
        WHERE ${there} AND t.fingerprint IS NULL AND t.import_id IS NULL AND EXISTS (SELECT 1 FROM mine)
      ), pairs AS (
        SELECT mine.line, theirs.id, dense_rank() OVER same_line AS mine, dense_rank() OVER same_id AS theirs
        FROM mine JOIN theirs USING (second, type, asset_id, quantity)
        WHERE mine.to_asset_id IS NOT DISTINCT FROM theirs.to_asset_id
        WINDOW same_line AS (PARTITION BY second, type, asset_id, quantity ORDER BY mine.line),
          same_id AS (PARTITION BY second, type, asset_id, quantity ORDER BY theirs.id)
      )
      UPDATE import_row r SET state = 'duplicate', duplicate_of = pairs.id,
        reason = 'It was entered by hand already: the same units at the same second.'
      FROM pairs WHERE ${mine} AND r.line = pairs.line AND pairs.mine = pairs.theirs`.execute(this.#db);
    await sql`
      UPDATE import_row r SET state = 'duplicate', duplicate_of = head.duplicate_of,
        reason = 'Part of the transaction of line ' || head.line || ', which is there already.'
      FROM import_row head
      WHERE ${mine} AND r.drafts = '[]' AND jsonb_array_length(r.joins) = 1 AND head.import_id = r.import_id
        AND head.account_id = r.account_id AND head.line = (r.joins->>0)::int AND head.duplicate_of IS NOT NULL
    `.execute(this.#db);
  }

  /** Withdrawals and deposits of the file, and those of the portfolio about the same time that are no transfer yet. */
  async transferCandidates({ accountId, portfolioId, importId }: ImportPlace): Promise<TransferCandidate[]> {
    const { rows } = await sql<TransferCandidate>`
      WITH mine AS MATERIALIZED (
        SELECT r.line, r.drafts->0 AS draft, (r.drafts->0->>'date')::timestamptz AS at FROM import_row r
        WHERE r.account_id = ${accountId} AND r.import_id = ${importId} AND r.state = 'new'
          AND r.drafts->0->>'type' IN ('deposit', 'withdrawal')
      )
      SELECT line, NULL AS id, CASE draft->>'type' WHEN 'deposit' THEN 'in' ELSE 'out' END AS side, draft->>'assetId' AS "assetId",
        draft->>'quantity' AS quantity, draft->>'date' AS at, draft->>'walletId' AS "walletId", draft->>'fees' AS fees,
        draft->>'feeAssetId' AS "feeAssetId" FROM mine
      UNION ALL
      SELECT NULL, t.id::text, CASE t.type WHEN 'deposit' THEN 'in' ELSE 'out' END, t.asset_id, t.quantity::text,
        to_char(t.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), t.wallet_id::text, t.fees::text, t.fee_asset_id
      FROM portfolio_transaction t
      WHERE t.account_id = ${accountId} AND t.portfolio_id = ${portfolioId} AND t.deleted_at IS NULL AND t.link_id IS NULL
        AND t.type IN ('deposit', 'withdrawal') AND t.asset_id IN (SELECT DISTINCT draft->>'assetId' FROM mine)
        AND t.at BETWEEN (SELECT min(at) FROM mine) - interval '1 day' AND (SELECT max(at) FROM mine) + interval '1 day'
    `.execute(this.#db);
    return rows;
  }

  async setTransfers(
    { accountId, importId }: ImportPlace,
    sides: readonly { line: number; transfer: TransferSide }[],
  ): Promise<void> {
    if (sides.length === 0) return;
    await sql`
      UPDATE import_row r SET transfer = s.transfer
      FROM jsonb_to_recordset(${JSON.stringify(sides)}::jsonb) AS s(line int, transfer jsonb)
      WHERE r.account_id = ${accountId} AND r.import_id = ${importId} AND r.line = s.line`.execute(this.#db);
  }
}
