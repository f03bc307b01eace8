import { sql } from "kysely";
import type { Db } from "../../platform/database/database.ts";
import { settingOwner } from "../../platform/database/owned-rows.ts";
import { often } from "../../platform/database/statement-names.ts";
import type { AccountRow } from "./account.repository.ts";
import { emailKeyOf } from "./email-key.ts";
import { type SessionDraft, sessionValues } from "./session.repository.ts";

/** Whom somebody says to be, and whether they were here before. */
export interface Candidate {
  account: AccountRow;
  /** The account was used on the device that says so. */
  knowsDevice: boolean;
  /** The account was signed in to from the address lately. */
  knowsAddress: boolean;
}

/** A sign-in's own statements: each does in one round trip to Postgres what it would otherwise take several for. */
export class SignInRepository {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /**
   * Outside a transaction: the statement says itself whose rows it may see.
   * @param from hash of the device's cookie, address, and since when having signed in from it counts
   */
  async findCandidate(
    email: string,
    from: { deviceHash: string | null; ip: string | null; since: Date },
  ): Promise<Candidate | null> {
    const row = await this.#db
      .selectFrom((named) =>
        named
          .selectFrom("account")
          .selectAll("account")
          .select(settingOwner("account.id").as("row_owner"))
          .where("email_key", "=", emailKeyOf(email))
          // Keeps the planner from merging the two: first the owner is set, then the owner's rows are looked for.
          .offset(sql.lit(0))
          .as("candidate"),
      )
      .selectAll("candidate")
      .select(({ exists, selectFrom }) => [
        exists(
          selectFrom("known_device")
            .select("hash")
            .whereRef("known_device.account_id", "=", "candidate.id")
            .where("known_device.hash", "=", from.deviceHash),
        ).as("knows_device"),
        exists(
          selectFrom("session")
            .select("session.id")
            .whereRef("session.account_id", "=", "candidate.id")
            .where("session.ip", "=", from.ip)
            .where("session.created_at", ">", from.since),
        ).as("knows_address"),
      ])
      .executeTakeFirst();
    if (!row) return null;
    const { row_owner: _, knows_device, knows_address, ...account } = row;
    return { account, knowsDevice: Boolean(knows_device), knowsAddress: Boolean(knows_address) };
  }

  /**
   * Writes down a session that somebody opened as themselves, with its first refresh token and the device it is used on.
   * Owned rows: use it inside `asOwner`.
   * @returns whether the account was never used on the device before
   */
  async record(draft: SessionDraft, { refreshHash, deviceHash }: SignInHashes, now: Date): Promise<boolean> {
    const { is_new } = await this.#db
      .with("opened", (db) => db.insertInto("session").values(sessionValues(draft, now)))
      .with("issued", (db) =>
        db.insertInto("refresh_token").values({ hash: refreshHash, session_id: draft.id, issued_at: now }),
      )
      .with("signed_in", (db) =>
        db.updateTable("account").set({ last_login_at: now }).where("id", "=", draft.accountId),
      )
      .with("device", (db) =>
        db
          .insertInto("known_device")
          .values({ account_id: draft.accountId, hash: deviceHash, first_seen_at: now, last_seen_at: now })
          .onConflict((conflict) => conflict.columns(["account_id", "hash"]).doUpdateSet({ last_seen_at: now }))
          // A row that replaces no other was inserted.
          .returning(sql<boolean>`xmax = 0`.as("is_new")),
      )
      .selectFrom("device")
      .select("is_new")
      .modifyEnd(often)
      .executeTakeFirstOrThrow();
    return is_new;
  }

  /** Owned rows: use it inside `asOwner`. */
  async hasOtherDevice(accountId: string, deviceHash: string): Promise<boolean> {
    const query = this.#db
      .selectFrom("known_device")
      .select("hash")
      .where("account_id", "=", accountId)
      .where("hash", "!=", deviceHash)
      .limit(1);
    return (await query.executeTakeFirst()) !== undefined;
  }
}

export interface SignInHashes {
  refreshHash: string;
  deviceHash: string;
}
