import type { Selectable } from "kysely";
import type { Db } from "../../../platform/database/database.ts";
import type { TransactionAttachmentTable } from "../portfolio.tables.ts";

export type AttachmentRow = Omit<Selectable<TransactionAttachmentTable>, "bytes">;

const COLUMNS = ["id", "account_id", "transaction_id", "name", "media_type", "size", "sha256", "created_at"] as const;

/** Files of one owner's transactions. Owned rows: use it inside `asOwner`. */
export class AttachmentRepository {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** In the order they came. */
  async list(accountId: string, transactionId: string): Promise<AttachmentRow[]> {
    return this.#db
      .selectFrom("transaction_attachment")
      .select(COLUMNS)
      .where("account_id", "=", accountId)
      .where("transaction_id", "=", transactionId)
      .orderBy("created_at")
      .orderBy("id")
      .execute();
  }

  async bytes(accountId: string, id: string): Promise<Uint8Array | null> {
    const row = await this.#db
      .selectFrom("transaction_attachment")
      .select("bytes")
      .where("account_id", "=", accountId)
      .where("id", "=", id)
      .executeTakeFirst();
    return row?.bytes ?? null;
  }

  async insert(row: Selectable<TransactionAttachmentTable>): Promise<void> {
    await this.#db.insertInto("transaction_attachment").values(row).execute();
  }

  async delete(accountId: string, id: string): Promise<void> {
    await this.#db
      .deleteFrom("transaction_attachment")
      .where("account_id", "=", accountId)
      .where("id", "=", id)
      .execute();
  }
}
