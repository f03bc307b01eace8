import type { ListTransactionsInput } from "@cryptodesk/shared/portfolio/transaction.contract";
import { type RawBuilder, type Selectable, sql } from "kysely";
import type { Db } from "../../../platform/database/database.ts";
import type { PortfolioTransactionTable } from "../portfolio.tables.ts";
import type { StoredDraft } from "./stored-draft.ts";

/** A transaction with the other side of its transfer. */
export interface TransactionRow extends Selectable<PortfolioTransactionTable> {
  linked_id: string | null;
  linked_portfolio_id: string | null;
  linked_wallet_id: string | null;
}

export interface TransactionPlace {
  id: string;
  accountId: string;
  portfolioId: string;
  linkId: string | null;
  /** Of the portfolio, that this change makes. */
  revision: number;
}

/** Units of an asset that a portfolio, or one of its wallets, holds from a time on. */
export interface HeldFrom {
  /** The least from then on, right after any event; in units of today where there were splits. */
  least: string;
  /** When that is. */
  at: Date;
}

const INCOMING = `('buy','deposit','opening-balance','staking-reward','interest','airdrop','mining','gift-in','transfer-in')`;

/** Transactions of one owner. Owned rows: use it inside `asOwner`. */
export class TransactionRepository {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** In keyset order, one more than asked for. */
  async list(
    accountId: string,
    input: ListTransactionsInput,
    after: { at: Date; id: string } | null,
  ): Promise<TransactionRow[]> {
    const conditions = filters(accountId, input);
    const [direction, beyond] = input.order === "newest" ? [sql`DESC`, sql`<`] : [sql`ASC`, sql`>`];
    if (after) conditions.push(sql`(t.at, t.id) ${beyond} (${after.at}, ${after.id}::uuid)`);
    return this.#rows(
      sql`${sql.join(conditions, sql` AND `)} ORDER BY t.at ${direction}, t.id ${direction} LIMIT ${input.limit + 1}`,
    );
  }

  /** How many the filters let through. */
  async count(accountId: string, input: ListTransactionsInput): Promise<number> {
    const { rows } = await sql<{ n: number }>`
      SELECT count(*)::int AS n FROM portfolio_transaction t
      WHERE ${sql.join(filters(accountId, input), sql` AND `)}`.execute(this.#db);
    return rows[0]?.n ?? 0;
  }

  /** Those of a portfolio among `ids`, deleted ones too. */
  async find(accountId: string, portfolioId: string, ids: readonly string[]): Promise<TransactionRow[]> {
    return this.#rows(sql`t.account_id = ${accountId} AND t.portfolio_id = ${portfolioId}
      AND t.id = ANY(${sql.val([...ids])}::uuid[]) ORDER BY t.at, t.id`);
  }

  /** Both sides of transfers. */
  async ofLinks(accountId: string, linkIds: readonly string[]): Promise<TransactionRow[]> {
    if (linkIds.length === 0) return [];
    return this.#rows(sql`t.account_id = ${accountId} AND t.link_id = ANY(${sql.val([...linkIds])}::uuid[])
      ORDER BY t.at, t.id`);
  }

  /** @returns the portfolio in which the account has a transaction of this id */
  async portfolioOf(accountId: string, id: string): Promise<string | null> {
    const row = await this.#db
      .selectFrom("portfolio_transaction")
      .select("portfolio_id")
      .where("account_id", "=", accountId)
      .where("id", "=", id)
      .executeTakeFirst();
    return row?.portfolio_id ?? null;
  }

  async #rows(where: RawBuilder<unknown>): Promise<TransactionRow[]> {
    const { rows } = await sql<TransactionRow>`
      SELECT t.*, o.id AS linked_id, o.portfolio_id AS linked_portfolio_id, o.wallet_id AS linked_wallet_id
      FROM portfolio_transaction t
      LEFT JOIN portfolio_transaction o ON o.link_id = t.link_id AND o.id <> t.id AND o.account_id = t.account_id
      WHERE ${where}`.execute(this.#db);
    return rows;
  }

  async insert(place: TransactionPlace, draft: StoredDraft, now: Date): Promise<void> {
    await this.#db
      .insertInto("portfolio_transaction")
      .values({
        ...columnsOf(draft),
        id: place.id,
        account_id: place.accountId,
        portfolio_id: place.portfolioId,
        link_id: place.linkId,
        import_id: null,
        import_row: null,
        fingerprint: null,
        revision: place.revision,
        created_at: now,
        updated_at: now,
        deleted_at: null,
      })
      .execute();
  }

  /** Writes a transaction anew; its portfolio must be held on to. */
  async replace(place: Omit<TransactionPlace, "linkId">, draft: StoredDraft, now: Date): Promise<void> {
    await this.#db
      .updateTable("portfolio_transaction")
      .set((eb) => ({
        ...columnsOf(draft),
        version: eb("version", "+", 1),
        revision: place.revision,
        updated_at: now,
      }))
      .where("account_id", "=", place.accountId)
      .where("portfolio_id", "=", place.portfolioId)
      .where("id", "=", place.id)
      .execute();
  }

  /** Deletes so that it can be restored, or restores. */
  async markDeleted(
    { accountId, portfolioId, revision }: Omit<TransactionPlace, "id" | "linkId">,
    ids: readonly string[],
    { deletedAt, now }: { deletedAt: Date | null; now: Date },
  ): Promise<void> {
    await this.#db
      .updateTable("portfolio_transaction")
      .set((eb) => ({ deleted_at: deletedAt, version: eb("version", "+", 1), revision, updated_at: now }))
      .where("account_id", "=", accountId)
      .where("portfolio_id", "=", portfolioId)
      .where("id", "in", [...ids])
      .execute();
  }

  /** Removes for good what was deleted before; a calculation that knew it knows that it was deleted. @returns how many */
  async purge(before: Date): Promise<number> {
    const { numDeletedRows } = await this.#db
      .deleteFrom("portfolio_transaction")
      .where("deleted_at", "<", before)
      .executeTakeFirst();
    return Number(numDeletedRows);
  }

  /**
   * The least that is held of an asset from a time on. At one time what comes in counts before what goes out, as in the
   * ledger.
   * @param walletId null: in all wallets together
   */
  async leastHeld(
    { accountId, portfolioId }: { accountId: string; portfolioId: string },
    { assetId, walletId, from }: { assetId: string; walletId: string | null; from: Date },
  ): Promise<HeldFrom | null> {
    const whole = sql`t.account_id = ${accountId} AND t.portfolio_id = ${portfolioId} AND t.deleted_at IS NULL`;
    const mine = walletId === null ? whole : sql`${whole} AND t.wallet_id = ${walletId}`;
    const ratio = await this.#splits(whole, assetId);
    // Units of old are counted in those of today, so that one sum goes through all splits.
    const { rows } = await sql<HeldFrom>`
      WITH leg AS (
        SELECT t.at, t.id, CASE WHEN t.type IN ${sql.raw(INCOMING)} THEN t.quantity ELSE -t.quantity END AS units
        FROM portfolio_transaction t WHERE ${mine} AND t.asset_id = ${assetId} AND t.quantity IS NOT NULL
        UNION ALL
        SELECT t.at, t.id, t.to_quantity FROM portfolio_transaction t WHERE ${mine} AND t.to_asset_id = ${assetId}
        UNION ALL
        SELECT t.at, t.id, -t.fees FROM portfolio_transaction t WHERE ${mine} AND t.fee_asset_id = ${assetId}
      ), held AS (
        SELECT at, sum(${ratio(sql`at`, sql`units`)}) OVER (ORDER BY at, units < 0, id ROWS UNBOUNDED PRECEDING) AS units
        FROM leg
      )
      SELECT trim_scale(units)::text AS least, at FROM held WHERE at >= ${from} ORDER BY held.units LIMIT 1`.execute(
      this.#db,
    );
    return rows[0] ?? null;
  }

  /** Units of a time in those of today, after all splits; rounded where there are any, for shares of a unit repeat. */
  async #splits(
    whole: RawBuilder<unknown>,
    assetId: string,
  ): Promise<(at: RawBuilder<unknown>, units: RawBuilder<unknown>) => RawBuilder<unknown>> {
    const { rows } = await sql<{ at: Date; split_from: string; split_to: string }>`
      SELECT t.at, t.split_from, t.split_to FROM portfolio_transaction t
      WHERE ${whole} AND t.type = 'split' AND t.asset_id = ${assetId} ORDER BY t.at`.execute(this.#db);
    if (rows.length === 0) return (_, units) => units;
    return (at, units) => {
      const ratios = rows.map(
        (split) => sql`CASE WHEN ${at} < ${split.at}::timestamptz
          THEN ${split.split_to}::numeric(80, 36) / ${split.split_from}::numeric(80, 36) ELSE 1 END`,
      );
      return sql`round(${units} * ${sql.join(ratios, sql` * `)}, 20)`;
    };
  }
}

function columnsOf(draft: StoredDraft) {
  return {
    wallet_id: draft.walletId,
    type: draft.type,
    at: draft.at,
    asset_id: draft.assetId,
    quantity: draft.quantity,
    price: draft.price,
    value: draft.value,
    currency: draft.currency,
    fees: draft.fees,
    fee_asset_id: draft.feeAssetId,
    to_asset_id: draft.toAssetId,
    to_quantity: draft.toQuantity,
    cost: draft.cost,
    acquired_at: draft.acquiredAt,
    split_from: draft.splitFrom,
    split_to: draft.splitTo,
    lots: JSON.stringify(draft.lots),
    tags: draft.tags,
    note: draft.note,
  };
}

function filters(accountId: string, input: ListTransactionsInput): RawBuilder<unknown>[] {
  const { portfolioId, walletId, assetId, types, from, to, tag, importId, text, deleted } = input;
  const conditions = [
    sql`t.account_id = ${accountId}`,
    sql`t.portfolio_id = ${portfolioId}`,
    deleted ? sql`t.deleted_at IS NOT NULL` : sql`t.deleted_at IS NULL`,
  ];
  if (walletId !== undefined) conditions.push(sql`t.wallet_id = ${walletId}`);
  if (assetId !== undefined) conditions.push(sql`${assetId} IN (t.asset_id, t.to_asset_id, t.fee_asset_id)`);
  if (types !== undefined && types.length > 0) conditions.push(sql`t.type = ANY(${sql.val(types)}::text[])`);
  if (from !== undefined) conditions.push(sql`t.at >= ${`${from}T00:00:00Z`}::timestamptz`);
  if (to !== undefined) conditions.push(sql`t.at < ${`${to}T00:00:00Z`}::timestamptz + interval '1 day'`);
  if (tag !== undefined) conditions.push(sql`${tag} = ANY(t.tags)`);
  if (importId !== undefined) conditions.push(sql`t.import_id = ${importId}`);
  if (text !== undefined) {
    const part = text.toLowerCase();
    conditions.push(sql`position(${part} in lower(concat_ws(' ', t.note, t.asset_id, t.to_asset_id,
      t.fee_asset_id, array_to_string(t.tags, ' ')))) > 0`);
  }
  return conditions;
}
