import { type Selectable, type SqlBool, sql } from "kysely";
import type { Db } from "../../../platform/database/database.ts";
import { likeOf } from "../strategies/strategy.repository.ts";
import type { StrategyTable, StrategyVersionTable } from "../strategy.tables.ts";

/** A strategy that others can see, or could if it were not blocked. */
export type ModeratedRow = Selectable<StrategyTable>;

/** A strategy that others can see, with its newest rules. */
export interface SharedRow extends ModeratedRow {
  rules: Selectable<StrategyVersionTable>["rules"];
}

interface Page {
  before: { at: Date; id: string } | null;
  limit: number;
}

/** Strategies that their owners share, whoever they are: run it as the system. */
export class SharedStrategyRepository {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** The one that a link opens. */
  async findByLink(linkHash: string): Promise<SharedRow | null> {
    const query = this.#visible().where("s.link_hash", "=", linkHash).where("s.visibility", "in", ["link", "public"]);
    return (await query.executeTakeFirst()) ?? null;
  }

  async findPublic(id: string): Promise<SharedRow | null> {
    const query = this.#visible().where("s.id", "=", id).where("s.visibility", "=", "public");
    return (await query.executeTakeFirst()) ?? null;
  }

  /** Public ones of active accounts, last saved first. */
  async listPublic({ search, before, limit }: Page & { search: string | null }): Promise<SharedRow[]> {
    let query = this.#visible()
      .where("s.visibility", "=", "public")
      .where(sql<SqlBool>`EXISTS (SELECT 1 FROM account a WHERE a.id = s.account_id AND a.is_active)`);
    if (search !== null) {
      const pattern = likeOf(search);
      query = query.where(({ or, eb }) => or([eb("s.name", "ilike", pattern), eb("s.description", "ilike", pattern)]));
    }
    if (before) query = query.where(sql<SqlBool>`(s.updated_at, s.id) < (${before.at}, ${before.id}::uuid)`);
    return query.orderBy("s.updated_at", "desc").orderBy("s.id", "desc").limit(limit).execute();
  }

  /** Everything that others can or, were it not blocked, could see; last saved first. */
  async listModerated({ before, limit }: Page): Promise<ModeratedRow[]> {
    let query = this.#db
      .selectFrom("strategy as s")
      .selectAll("s")
      .where("s.visibility", "in", ["link", "public"])
      .where("s.deleted_at", "is", null);
    if (before) query = query.where(sql<SqlBool>`(s.updated_at, s.id) < (${before.at}, ${before.id}::uuid)`);
    return query.orderBy("s.updated_at", "desc").orderBy("s.id", "desc").limit(limit).execute();
  }

  /** Blocks a shared strategy or opens it again. @returns null where none of this id is shared */
  async moderate(id: string, block: { at: Date; reason: string } | null): Promise<ModeratedRow | null> {
    const query = this.#db
      .updateTable("strategy")
      .set({ blocked_at: block?.at ?? null, blocked_reason: block?.reason ?? null })
      .where("id", "=", id)
      .where("visibility", "in", ["link", "public"])
      .where("deleted_at", "is", null)
      .returningAll();
    return (await query.executeTakeFirst()) ?? null;
  }

  #visible() {
    return this.#db
      .selectFrom("strategy as s")
      .innerJoin("strategy_version as v", (join) =>
        join.onRef("v.strategy_id", "=", "s.id").onRef("v.version", "=", "s.version"),
      )
      .selectAll("s")
      .select("v.rules")
      .where("s.deleted_at", "is", null)
      .where("s.blocked_at", "is", null);
  }
}
