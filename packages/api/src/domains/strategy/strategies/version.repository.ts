import type { StrategyRules } from "@cryptodesk/shared/strategy/rules.contract";
import type { Selectable } from "kysely";
import type { Db } from "../../../platform/database/database.ts";
import type { StrategyVersionTable } from "../strategy.tables.ts";

export type VersionRow = Selectable<StrategyVersionTable>;
export type VersionSummaryRow = Omit<VersionRow, "rules">;

export interface VersionDraft {
  strategyId: string;
  accountId: string;
  version: number;
  rules: StrategyRules;
  rulesHash: string;
  note: string | null;
  restoredFrom: number | null;
}

const SUMMARY = [
  "strategy_id",
  "account_id",
  "version",
  "name",
  "rules_hash",
  "note",
  "restored_from",
  "saved_at",
] as const;

/** Versions of strategies of one owner. Owned rows: use it inside `asOwner`. */
export class VersionRepository {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  async find(accountId: string, strategyId: string, version: number): Promise<VersionRow | null> {
    const query = this.#db
      .selectFrom("strategy_version")
      .selectAll()
      .where("account_id", "=", accountId)
      .where("strategy_id", "=", strategyId)
      .where("version", "=", version);
    return (await query.executeTakeFirst()) ?? null;
  }

  /** Newest first. @param before versions below this one */
  async list(
    accountId: string,
    strategyId: string,
    { before, limit }: { before: number | null; limit: number },
  ): Promise<VersionSummaryRow[]> {
    let query = this.#db
      .selectFrom("strategy_version")
      .select(SUMMARY)
      .where("account_id", "=", accountId)
      .where("strategy_id", "=", strategyId)
      .orderBy("version", "desc")
      .limit(limit);
    if (before !== null) query = query.where("version", "<", before);
    return query.execute();
  }

  /** With their rules, oldest first. */
  async listWhole(accountId: string, strategyId: string): Promise<VersionRow[]> {
    return this.#db
      .selectFrom("strategy_version")
      .selectAll()
      .where("account_id", "=", accountId)
      .where("strategy_id", "=", strategyId)
      .orderBy("version")
      .execute();
  }

  async insert(draft: VersionDraft, now: Date): Promise<void> {
    const { strategyId, accountId, version, rules, rulesHash, note, restoredFrom } = draft;
    await this.#db
      .insertInto("strategy_version")
      .values({
        strategy_id: strategyId,
        account_id: accountId,
        version,
        name: rules.name,
        rules: JSON.stringify(rules),
        rules_hash: rulesHash,
        note,
        restored_from: restoredFrom,
        saved_at: now,
      })
      .execute();
  }
}
