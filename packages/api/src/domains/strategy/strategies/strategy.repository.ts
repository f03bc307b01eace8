import { type Selectable, type SqlBool, sql } from "kysely";
import type { Db } from "../../../platform/database/database.ts";
import type { StrategyTable } from "../strategy.tables.ts";

/** A strategy with what is known of it elsewhere. */
export interface StrategyRow extends Selectable<StrategyTable> {
  is_papered: boolean;
}

/** What a strategy shows of its newest rules. */
export interface RulesSummary {
  name: string;
  description: string | null;
  timeframe: string;
  universe: string;
}

export interface StrategyDraft extends RulesSummary {
  id: string;
  accountId: string;
  tags: readonly string[];
  forkedFrom: { strategyId: string; version: number } | null;
}

export type StrategyChange = Partial<RulesSummary> & {
  version?: number;
  tags?: readonly string[];
  visibility?: "private" | "link" | "public";
  linkHash?: string | null;
  deletedAt?: Date | null;
};

interface ListPlan {
  accountId: string;
  deleted: boolean;
  search: string | null;
  tag: string | null;
  before: { at: Date; id: string } | null;
  limit: number;
}

/** Strategies of one owner. Owned rows: use it inside `asOwner`. */
export class StrategyRepository {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** Newest first. */
  async list({ accountId, deleted, search, tag, before, limit }: ListPlan): Promise<StrategyRow[]> {
    let query = this.#rows()
      .where("s.account_id", "=", accountId)
      .where("s.deleted_at", deleted ? "is not" : "is", null)
      .orderBy("s.created_at", "desc")
      .orderBy("s.id", "desc")
      .limit(limit);
    if (search !== null) {
      const pattern = likeOf(search);
      query = query.where(({ or, eb }) => or([eb("s.name", "ilike", pattern), eb("s.description", "ilike", pattern)]));
    }
    if (tag !== null) query = query.where(sql<SqlBool>`${tag} = ANY (s.tags)`);
    if (before) query = query.where(sql<SqlBool>`(s.created_at, s.id) < (${before.at}, ${before.id}::uuid)`);
    return query.execute();
  }

  /** @returns null where the account has none of this id; deleted ones are found too */
  async find(accountId: string, id: string): Promise<StrategyRow | null> {
    const query = this.#rows().where("s.account_id", "=", accountId).where("s.id", "=", id);
    return (await query.executeTakeFirst()) ?? null;
  }

  /** Holds on to one until the transaction ends; deleted ones are found too. @returns false where there is none */
  async lock(accountId: string, id: string): Promise<boolean> {
    const row = await this.#db
      .selectFrom("strategy")
      .select("id")
      .where("account_id", "=", accountId)
      .where("id", "=", id)
      .forUpdate()
      .executeTakeFirst();
    return row !== undefined;
  }

  /** How many the account has, deleted ones too. */
  async count(accountId: string): Promise<number> {
    await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`strategies ${accountId}`}, 0))`.execute(this.#db);
    const { n } = await this.#db
      .selectFrom("strategy")
      .select(({ fn }) => fn.countAll<number>().as("n"))
      .where("account_id", "=", accountId)
      .executeTakeFirstOrThrow();
    return Number(n);
  }

  /** @returns false where the id is taken, whoever has it */
  async insert(draft: StrategyDraft, now: Date): Promise<boolean> {
    const { id, accountId, name, description, timeframe, universe, tags, forkedFrom } = draft;
    const { numInsertedOrUpdatedRows } = await this.#db
      .insertInto("strategy")
      .values({
        id,
        account_id: accountId,
        name,
        description,
        tags: [...tags],
        timeframe,
        universe,
        link_hash: null,
        blocked_at: null,
        blocked_reason: null,
        forked_from: forkedFrom?.strategyId ?? null,
        forked_version: forkedFrom?.version ?? null,
        version: 1,
        created_at: now,
        updated_at: now,
        deleted_at: null,
      })
      .onConflict((conflict) => conflict.column("id").doNothing())
      .executeTakeFirst();
    return (numInsertedOrUpdatedRows ?? 0n) > 0n;
  }

  async update(accountId: string, id: string, change: StrategyChange, now: Date): Promise<void> {
    const { name, description, timeframe, universe, version, tags, visibility, linkHash, deletedAt } = change;
    await this.#db
      .updateTable("strategy")
      .set({
        ...(name !== undefined && { name }),
        ...(description !== undefined && { description }),
        ...(timeframe !== undefined && { timeframe }),
        ...(universe !== undefined && { universe }),
        ...(version !== undefined && { version }),
        ...(tags !== undefined && { tags: [...tags] }),
        ...(visibility !== undefined && { visibility }),
        ...(linkHash !== undefined && { link_hash: linkHash }),
        ...(deletedAt !== undefined && { deleted_at: deletedAt }),
        updated_at: now,
      })
      .where("account_id", "=", accountId)
      .where("id", "=", id)
      .execute();
  }

  /** Removes for good what was deleted before. @returns how many */
  async purge(before: Date): Promise<number> {
    const { numDeletedRows } = await this.#db
      .deleteFrom("strategy")
      .where("deleted_at", "<", before)
      .executeTakeFirst();
    return Number(numDeletedRows);
  }

  #rows() {
    return this.#db
      .selectFrom("strategy as s")
      .selectAll("s")
      .select(
        sql<boolean>`EXISTS (SELECT 1 FROM paper_account p WHERE p.strategy_id = s.id AND p.state = 'running')`.as(
          "is_papered",
        ),
      );
  }
}

/** Text that is part of another, as a pattern of LIKE. */
export function likeOf(part: string): string {
  return `%${part.replaceAll(/[\\%_]/g, "\\$&")}%`;
}
