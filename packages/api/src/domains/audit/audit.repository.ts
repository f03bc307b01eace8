import { type Selectable, sql } from "kysely";
import { v7 as uuidv7 } from "uuid";
import type { Db } from "../../platform/database/database.ts";
import { often } from "../../platform/database/statement-names.ts";
import type { AuditEntryTable } from "./audit.tables.ts";

export type AuditRow = Selectable<AuditEntryTable>;

export interface AuditDraft {
  action: string;
  outcome: "done" | "refused";
  actor: string;
  actorId: string | null;
  impersonator: string | null;
  target: string | null;
  subjectId: string | null;
  detail: string | null;
  ip: string | null;
  userAgent: string | null;
  requestId: string | null;
  changes: Record<string, { before: unknown; after: unknown }> | null;
}

export interface AuditFilter {
  /** Entries that the account made or that are about it; undefined: all. */
  accountId?: string | undefined;
  action?: string | undefined;
  outcome?: "done" | "refused" | undefined;
  search?: string | undefined;
  from?: Date | undefined;
  to?: Date | undefined;
  before: { at: Date; id: string } | null;
  limit: number;
}

export class AuditRepository {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  async append(draft: AuditDraft, at: Date): Promise<void> {
    await this.#db
      .insertInto("audit_entry")
      .values({
        id: uuidv7(),
        at,
        action: draft.action,
        outcome: draft.outcome,
        actor: draft.actor,
        actor_id: draft.actorId,
        impersonator: draft.impersonator,
        target: draft.target,
        subject_id: draft.subjectId,
        detail: draft.detail,
        ip: draft.ip,
        user_agent: draft.userAgent,
        request_id: draft.requestId,
        changes: draft.changes === null ? null : JSON.stringify(draft.changes),
      })
      .modifyEnd(often)
      .execute();
  }

  /** Newest first. */
  async list(filter: AuditFilter): Promise<AuditRow[]> {
    let query = this.#db
      .selectFrom("audit_entry")
      .selectAll()
      .orderBy("at", "desc")
      .orderBy("id", "desc")
      .limit(filter.limit);
    const { accountId, action, search } = filter;
    if (accountId !== undefined) {
      query = query.where((entry) =>
        entry.or([entry("subject_id", "=", accountId), entry("actor_id", "=", accountId)]),
      );
    }
    if (action !== undefined) {
      query = query.where(sql<boolean>`(action = ${action} OR split_part(action, '.', 1) = ${action})`);
    }
    if (filter.outcome !== undefined) query = query.where("outcome", "=", filter.outcome);
    if (search !== undefined) {
      const haystack = sql`lower(concat_ws(' ', actor, impersonator, target, detail, ip))`;
      query = query.where(sql<boolean>`position(${search.toLowerCase()} in ${haystack}) > 0`);
    }
    if (filter.from !== undefined) query = query.where("at", ">=", filter.from);
    if (filter.to !== undefined) query = query.where("at", "<", filter.to);
    if (filter.before) {
      query = query.where(sql<boolean>`(at, id) < (${filter.before.at}, ${filter.before.id}::uuid)`);
    }
    return query.execute();
  }

  /** The only deletion there is: says first that it is the retention. */
  async deleteBefore(before: Date): Promise<number> {
    return this.#db.transaction().execute(async (transaction) => {
      await sql`SELECT set_config('cryptodesk.audit_retention', 'on', true)`.execute(transaction);
      const result = await transaction.deleteFrom("audit_entry").where("at", "<", before).executeTakeFirst();
      return Number(result.numDeletedRows);
    });
  }
}
