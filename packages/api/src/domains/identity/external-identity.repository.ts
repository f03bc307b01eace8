import type { Selectable } from "kysely";
import type { Db } from "../../platform/database/database.ts";
import type { ExternalIdentityTable } from "./identity.tables.ts";

export type ExternalIdentityRow = Selectable<ExternalIdentityTable>;

/** Who an account is at providers of single sign-on. Owned rows: use it inside `asOwner`. */
export class ExternalIdentityRepository {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** @returns false where this person of the provider is linked already, with whichever account */
  async insert(row: ExternalIdentityRow): Promise<boolean> {
    const inserted = await this.#db
      .insertInto("external_identity")
      .values(row)
      .onConflict((conflict) => conflict.columns(["issuer", "subject"]).doNothing())
      .returning("id")
      .executeTakeFirst();
    return inserted !== undefined;
  }

  /** Whoever it belongs to: ask as the system. */
  async findBySubject(issuer: string, subject: string): Promise<ExternalIdentityRow | null> {
    const query = this.#db
      .selectFrom("external_identity")
      .selectAll()
      .where("issuer", "=", issuer)
      .where("subject", "=", subject);
    return (await query.executeTakeFirst()) ?? null;
  }

  /** Oldest first. */
  async list(accountId: string): Promise<ExternalIdentityRow[]> {
    const query = this.#db.selectFrom("external_identity").selectAll().where("account_id", "=", accountId);
    return query.orderBy("created_at").orderBy("id").execute();
  }

  async used(id: string, now: Date): Promise<void> {
    await this.#db.updateTable("external_identity").set({ last_used_at: now }).where("id", "=", id).execute();
  }

  async delete(accountId: string, id: string): Promise<ExternalIdentityRow | null> {
    const query = this.#db.deleteFrom("external_identity").where("id", "=", id).where("account_id", "=", accountId);
    return (await query.returningAll().executeTakeFirst()) ?? null;
  }
}
