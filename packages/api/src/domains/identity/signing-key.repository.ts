import { type Selectable, sql } from "kysely";
import type { Db } from "../../platform/database/database.ts";
import type { SigningKeyTable } from "./identity.tables.ts";

export type SigningKeyRow = Selectable<SigningKeyTable>;

export class SigningKeyRepository {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** Those whose tokens may still be valid, newest first. */
  async listUsable(now: Date): Promise<SigningKeyRow[]> {
    return this.#db
      .selectFrom("signing_key")
      .selectAll()
      .where((key) => key.or([key("verifies_until", "is", null), key("verifies_until", ">", now)]))
      .orderBy("created_at", "desc")
      .orderBy("kid")
      .execute();
  }

  /**
   * Puts a new key in the place of those that sign now; they go on verifying until `oldVerifiesUntil`.
   * @param onlyFirst do nothing where there is one that signs
   */
  async introduce(
    key: { kid: string; publicJwk: object; sealedPrivateKey: string },
    now: Date,
    { oldVerifiesUntil, onlyFirst }: { oldVerifiesUntil: Date; onlyFirst: boolean },
  ): Promise<void> {
    await this.#db.transaction().execute(async (transaction) => {
      await transaction.selectFrom("identity_state").select("singleton").forUpdate().execute();
      const signing = await transaction
        .selectFrom("signing_key")
        .select("kid")
        .where("signs_until", "is", null)
        .executeTakeFirst();
      if (onlyFirst && signing) return;
      await transaction
        .updateTable("signing_key")
        .set({ signs_until: now, verifies_until: oldVerifiesUntil })
        .where("signs_until", "is", null)
        .execute();
      await transaction
        .insertInto("signing_key")
        .values({
          kid: key.kid,
          public_jwk: JSON.stringify(key.publicJwk),
          sealed_private_key: key.sealedPrivateKey,
          created_at: now,
        })
        .execute();
      await sql`UPDATE identity_state SET revision = revision + 1`.execute(transaction);
    });
  }

  async deleteEndedBefore(before: Date): Promise<number> {
    const result = await this.#db.deleteFrom("signing_key").where("verifies_until", "<", before).executeTakeFirst();
    return Number(result.numDeletedRows);
  }
}
