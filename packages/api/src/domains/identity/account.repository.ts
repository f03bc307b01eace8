import type { Role } from "@cryptodesk/shared/identity/permission";
import { type Selectable, sql, type Updateable } from "kysely";
import type { Db } from "../../platform/database/database.ts";
import { emailKeyOf } from "./email-key.ts";
import type { AccountTable } from "./identity.tables.ts";

export type AccountRow = Selectable<AccountTable>;

export interface AccountDraft {
  id: string;
  email: string;
  name: string;
  passwordHash: string | null;
  role: Role;
  emailVerifiedAt: Date | null;
}

/** An account with the counts that an admin's list shows. */
export interface AccountWithCounts extends AccountRow {
  sessions: number;
  api_keys: number;
  passkeys: number;
}

export class AccountRepository {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  async find(id: string): Promise<AccountRow | null> {
    return (await this.#db.selectFrom("account").selectAll().where("id", "=", id).executeTakeFirst()) ?? null;
  }

  /** Held until the transaction ends. */
  async findForUpdate(id: string): Promise<AccountRow | null> {
    const query = this.#db.selectFrom("account").selectAll().where("id", "=", id).forUpdate();
    return (await query.executeTakeFirst()) ?? null;
  }

  async emailsOf(ids: readonly string[]): Promise<[id: string, email: string][]> {
    if (ids.length === 0) return [];
    const rows = await this.#db
      .selectFrom("account")
      .select(["id", "email"])
      .where("id", "in", [...ids])
      .execute();
    return rows.map(({ id, email }) => [id, email]);
  }

  /** Names of those that are active. */
  async activeNamesOf(ids: readonly string[]): Promise<[id: string, name: string][]> {
    if (ids.length === 0) return [];
    const rows = await this.#db
      .selectFrom("account")
      .select(["id", "name"])
      .where("id", "in", [...ids])
      .where("is_active", "=", true)
      .execute();
    return rows.map(({ id, name }) => [id, name]);
  }

  async findByEmail(email: string): Promise<AccountRow | null> {
    const query = this.#db.selectFrom("account").selectAll().where("email_key", "=", emailKeyOf(email));
    return (await query.executeTakeFirst()) ?? null;
  }

  async isEmpty(): Promise<boolean> {
    return (await this.#db.selectFrom("account").select("id").limit(1).executeTakeFirst()) === undefined;
  }

  /** @returns false where the address is taken */
  async insert(draft: AccountDraft, now: Date): Promise<boolean> {
    const inserted = await this.#db
      .insertInto("account")
      .values({
        id: draft.id,
        email: draft.email,
        email_key: emailKeyOf(draft.email),
        name: draft.name,
        password_hash: draft.passwordHash,
        role: draft.role,
        email_verified_at: draft.emailVerifiedAt,
        created_at: now,
        updated_at: now,
      })
      .onConflict((conflict) => conflict.column("email_key").doNothing())
      .returning("id")
      .executeTakeFirst();
    return inserted !== undefined;
  }

  async update(id: string, change: Updateable<AccountTable>, now: Date): Promise<void> {
    await this.#db
      .updateTable("account")
      .set({ ...change, updated_at: now })
      .where("id", "=", id)
      .execute();
  }

  /** @returns false where the address is another account's */
  async changeEmail(id: string, email: string, now: Date): Promise<boolean> {
    const key = emailKeyOf(email);
    const changed = await this.#db
      .updateTable("account")
      .set({ email, email_key: key, email_verified_at: null, updated_at: now })
      .where("id", "=", id)
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom("account as other")
              .select("other.id")
              .where("other.email_key", "=", key)
              .where("other.id", "!=", id),
          ),
        ),
      )
      .returning("id")
      .executeTakeFirst();
    return changed !== undefined;
  }

  async delete(id: string): Promise<void> {
    await this.#db.deleteFrom("account").where("id", "=", id).execute();
  }

  /** Active admins, held until the transaction ends: so that the last one cannot go in two steps at once. */
  async lockAdmins(): Promise<string[]> {
    const rows = await this.#db
      .selectFrom("account")
      .select("id")
      .where("role", "=", "admin")
      .where("is_active", "=", true)
      .orderBy("id")
      .forUpdate()
      .execute();
    return rows.map(({ id }) => id);
  }

  /** Newest first. Counts need rows of all owners: run it as the system. */
  async list(filter: {
    search: string | undefined;
    role: Role | undefined;
    isActive: boolean | undefined;
    before: { at: Date; id: string } | null;
    limit: number;
    id?: string;
    now: Date;
  }): Promise<AccountWithCounts[]> {
    const now = filter.now;
    let query = this.#db
      .selectFrom("account")
      .selectAll("account")
      .select((from) => [
        from
          .selectFrom("session")
          .select((count) => count.fn.countAll<number>().as("n"))
          .whereRef("session.account_id", "=", "account.id")
          .where("session.revoked_at", "is", null)
          .where("session.expires_at", ">", now)
          .where("session.idle_expires_at", ">", now)
          .as("sessions"),
        from
          .selectFrom("api_key")
          .select((count) => count.fn.countAll<number>().as("n"))
          .whereRef("api_key.account_id", "=", "account.id")
          .where("api_key.revoked_at", "is", null)
          .where((key) => key.or([key("api_key.expires_at", "is", null), key("api_key.expires_at", ">", now)]))
          .as("api_keys"),
        from
          .selectFrom("passkey")
          .select((count) => count.fn.countAll<number>().as("n"))
          .whereRef("passkey.account_id", "=", "account.id")
          .as("passkeys"),
      ])
      .orderBy("account.created_at", "desc")
      .orderBy("account.id", "desc")
      .limit(filter.limit);
    if (filter.id !== undefined) query = query.where("account.id", "=", filter.id);
    if (filter.role !== undefined) query = query.where("role", "=", filter.role);
    if (filter.isActive !== undefined) query = query.where("is_active", "=", filter.isActive);
    if (filter.search !== undefined) {
      const wanted = emailKeyOf(filter.search);
      query = query.where(sql<boolean>`position(${wanted} in email_key || ' ' || lower(account.name)) > 0`);
    }
    if (filter.before) {
      query = query.where(
        sql<boolean>`(account.created_at, account.id) < (${filter.before.at}, ${filter.before.id}::uuid)`,
      );
    }
    const rows = await query.execute();
    return rows.map((row) => ({
      ...row,
      sessions: Number(row.sessions),
      api_keys: Number(row.api_keys),
      passkeys: Number(row.passkeys),
    }));
  }
}
