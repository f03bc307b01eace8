import type { Benchmark, LedgerRules } from "@cryptodesk/shared/portfolio/portfolio.contract";
import type { WalletKind } from "@cryptodesk/shared/portfolio/wallet.contract";
import { sql } from "kysely";
import type { Db } from "../../../platform/database/database.ts";
import type { StoredDraft } from "../transactions/stored-draft.ts";

/** Transactions of a portfolio in the document's shape, as JSON that Postgres wrote. */
export interface DocumentPart {
  /** A JSON array without its brackets. */
  list: string;
  count: number;
  last: { at: string; id: string } | null;
}

/** A portfolio that is made whole, with all that is in it. */
export interface WholePortfolio {
  id: string;
  accountId: string;
  name: string;
  description: string | null;
  currency: string;
  rules: LedgerRules;
  benchmark: Benchmark | null;
  isDemo: boolean;
  wallets: readonly { id: string; name: string; kind: WalletKind; note: string | null }[];
}

/** A transaction to be written; both sides of a transfer have the same link. */
export interface WholeTransaction {
  id: string;
  linkId: string | null;
  draft: StoredDraft;
}

const FIRST_REVISION = 1;
const TIME = `'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`;

/** Portfolios read and written whole. Owned rows: use it inside `asOwner`. */
export class PortfolioDocumentRepository {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** By time and id. What a transaction does not say is left out; a transfer's other side is named where it is in the portfolio too. */
  async read(
    { accountId, portfolioId }: { accountId: string; portfolioId: string },
    after: DocumentPart["last"],
    limit: number,
  ): Promise<DocumentPart> {
    const beyond = after ? sql`AND (t.at, t.id) > (${after.at}::timestamptz, ${after.id}::uuid)` : sql``;
    const { rows } = await sql<{ list: string | null; count: number; last_at: string; last_id: string }>`
      WITH part AS (
        SELECT t.*, o.id AS linked_id FROM portfolio_transaction t
        LEFT JOIN portfolio_transaction o ON o.link_id = t.link_id AND o.id <> t.id AND o.deleted_at IS NULL
          AND o.portfolio_id = t.portfolio_id AND o.account_id = t.account_id
        WHERE t.account_id = ${accountId} AND t.portfolio_id = ${portfolioId} AND t.deleted_at IS NULL ${beyond}
        ORDER BY t.at, t.id LIMIT ${limit}
      )
      SELECT json_agg(json_strip_nulls(json_build_object(
          'id', id, 'type', type, 'date', to_char(at AT TIME ZONE 'UTC', ${sql.raw(TIME)}),
          'walletId', wallet_id, 'linkedId', linked_id, 'assetId', asset_id, 'quantity', quantity::text,
          'price', price::text, 'value', value::text, 'currency', currency, 'fees', fees::text,
          'feeAssetId', fee_asset_id, 'toAssetId', to_asset_id, 'toQuantity', to_quantity::text, 'cost', cost::text,
          'acquiredAt', to_char(acquired_at AT TIME ZONE 'UTC', ${sql.raw(TIME)}),
          'splitFrom', split_from::text, 'splitTo', split_to::text,
          'lots', CASE WHEN lots = '[]' THEN NULL ELSE lots END,
          'tags', CASE WHEN tags = '{}' THEN NULL ELSE to_json(tags) END, 'note', note
        )) ORDER BY at, id)::text AS list,
        count(*)::int AS count, max(at)::text AS last_at,
        (array_agg(id ORDER BY at DESC, id DESC))[1] AS last_id
      FROM part`.execute(this.#db);
    const [row] = rows;
    if (!row?.list) return { list: "", count: 0, last: null };
    return { list: row.list.slice(1, -1), count: row.count, last: { at: row.last_at, id: row.last_id } };
  }

  /** Holds on to the right to make the account's demo portfolio until the transaction ends. */
  async holdDemo(accountId: string): Promise<void> {
    await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`demo portfolio of ${accountId}`}, 0))`.execute(this.#db);
  }

  /** @returns the id of the account's demo portfolio */
  async findDemo(accountId: string): Promise<string | null> {
    const row = await this.#db
      .selectFrom("portfolio")
      .select("id")
      .where("account_id", "=", accountId)
      .where("is_demo", "=", true)
      .where("deleted_at", "is", null)
      .orderBy("created_at")
      .executeTakeFirst();
    return row?.id ?? null;
  }

  /** Makes the portfolio and its wallets, which keep their order. */
  async insertPortfolio(whole: WholePortfolio, now: Date): Promise<void> {
    const { id, accountId, name, description, currency, rules, benchmark, isDemo, wallets } = whole;
    await this.#db
      .insertInto("portfolio")
      .values({
        id,
        account_id: accountId,
        name,
        description,
        currency,
        is_demo: isDemo,
        rules: JSON.stringify(rules),
        benchmark: benchmark === null ? null : JSON.stringify(benchmark),
        revision: FIRST_REVISION,
        created_at: now,
        updated_at: now,
        deleted_at: null,
      })
      .execute();
    // Wallets are listed by when they were made: each is a moment older than the next.
    const madeAt = (index: number) => new Date(now.getTime() - (wallets.length - 1 - index));
    await this.#db
      .insertInto("wallet")
      .values(
        wallets.map((wallet, index) => ({
          ...wallet,
          account_id: accountId,
          portfolio_id: id,
          created_at: madeAt(index),
          updated_at: now,
          deleted_at: null,
        })),
      )
      .execute();
  }

  /** Writes many transactions of a portfolio that was just made in one statement. */
  async insertTransactions(
    { accountId, id: portfolioId }: Pick<WholePortfolio, "accountId" | "id">,
    transactions: readonly WholeTransaction[],
    now: Date,
  ): Promise<void> {
    await sql`
      INSERT INTO portfolio_transaction (id, account_id, portfolio_id, wallet_id, type, at, asset_id, quantity, price, value,
        currency, fees, fee_asset_id, to_asset_id, to_quantity, cost, acquired_at, split_from, split_to, lots, link_id,
        tags, note, revision, created_at, updated_at)
      SELECT id, ${accountId}::uuid, ${portfolioId}::uuid, "walletId", type, at, "assetId", quantity, price, value,
        currency, fees, "feeAssetId", "toAssetId", "toQuantity", cost, "acquiredAt", "splitFrom", "splitTo", lots, "linkId",
        tags, note, ${FIRST_REVISION}, ${now}, ${now}
      FROM json_to_recordset(${JSON.stringify(transactions.map(recordOf))}::json) AS t(
        id uuid, "walletId" uuid, type text, at timestamptz, "assetId" text, quantity numeric, price numeric,
        value numeric, currency text, fees numeric, "feeAssetId" text, "toAssetId" text, "toQuantity" numeric,
        cost numeric, "acquiredAt" timestamptz, "splitFrom" numeric, "splitTo" numeric, lots jsonb, "linkId" uuid,
        tags text[], note text)`.execute(this.#db);
  }
}

function recordOf({ id, linkId, draft }: WholeTransaction) {
  return { ...draft, id, linkId };
}
