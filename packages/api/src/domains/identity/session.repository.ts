import { type Insertable, type Selectable, sql } from "kysely";
import type { Db } from "../../platform/database/database.ts";
import { often } from "../../platform/database/statement-names.ts";
import type { RefreshTokenTable, SessionTable } from "./identity.tables.ts";

export type SessionRow = Selectable<SessionTable>;
export type RefreshTokenRow = Selectable<RefreshTokenTable>;

export interface SessionDraft {
  id: string;
  accountId: string;
  kind: "browser" | "token";
  device: string;
  userAgent: string | null;
  ip: string | null;
  factors: string[];
  impersonatorId: string | null;
  confirmedAt: Date | null;
  idleExpiresAt: Date;
  expiresAt: Date;
}

/** `hash` is of the token that is used up, `salt` what the next was derived with. */
export interface Rotation {
  sessionId: string;
  hash: string;
  salt: string;
  nextHash: string;
  idleExpiresAt: Date;
}

/** Sessions and their refresh tokens. Owned rows: use it inside `asOwner`. */
export class SessionRepository {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  async insert(draft: SessionDraft, now: Date): Promise<void> {
    await this.#db.insertInto("session").values(sessionValues(draft, now)).execute();
  }

  async find(id: string): Promise<SessionRow | null> {
    return (await this.#db.selectFrom("session").selectAll().where("id", "=", id).executeTakeFirst()) ?? null;
  }

  /** Those that still hold, newest use first. */
  async listLive(accountId: string, now: Date): Promise<(SessionRow & { impersonator: string | null })[]> {
    return this.#db
      .selectFrom("session")
      .leftJoin("account as admin", "admin.id", "session.impersonator_id")
      .selectAll("session")
      .select("admin.email as impersonator")
      .where("session.account_id", "=", accountId)
      .where("session.revoked_at", "is", null)
      .where("session.expires_at", ">", now)
      .where("session.idle_expires_at", ">", now)
      .orderBy("session.last_used_at", "desc")
      .execute();
  }

  /** @returns false where there is no such live session of this account */
  async revoke(accountId: string, id: string, reason: string, now: Date): Promise<boolean> {
    const revoked = await this.#db
      .updateTable("session")
      .set({ revoked_at: now, revoke_reason: reason })
      .where("id", "=", id)
      .where("account_id", "=", accountId)
      .where("revoked_at", "is", null)
      .returning("id")
      .executeTakeFirst();
    return revoked !== undefined;
  }

  /**
   * @param except the session that stays
   * @param factor only sessions that were opened with it
   * @returns how many were ended
   */
  async revokeAll(
    accountId: string,
    except: string | null,
    reason: string,
    now: Date,
    factor?: string,
  ): Promise<number> {
    let query = this.#db
      .updateTable("session")
      .set({ revoked_at: now, revoke_reason: reason })
      .where("account_id", "=", accountId)
      .where("revoked_at", "is", null);
    if (except !== null) query = query.where("id", "!=", except);
    if (factor !== undefined) query = query.where(sql<boolean>`${factor} = ANY(factors)`);
    return Number((await query.executeTakeFirst()).numUpdatedRows);
  }

  async confirm(id: string, now: Date): Promise<void> {
    await this.#db.updateTable("session").set({ confirmed_at: now }).where("id", "=", id).execute();
  }

  async touch(id: string, now: Date): Promise<void> {
    await this.#db.updateTable("session").set({ last_used_at: now }).where("id", "=", id).execute();
  }

  async slide(id: string, idleExpiresAt: Date, now: Date): Promise<void> {
    await this.#db
      .updateTable("session")
      .set({ idle_expires_at: idleExpiresAt, last_used_at: now })
      .where("id", "=", id)
      .execute();
  }

  async insertRefreshToken(hash: string, sessionId: string, now: Date): Promise<void> {
    await this.#db.insertInto("refresh_token").values({ hash, session_id: sessionId, issued_at: now }).execute();
  }

  /** Held until the transaction ends: of ten tabs that refresh at once, one goes first. */
  async lockRefreshToken(hash: string): Promise<RefreshTokenRow | null> {
    const query = this.#db.selectFrom("refresh_token").selectAll().where("hash", "=", hash).forUpdate();
    return (await query.executeTakeFirst()) ?? null;
  }

  async findRefreshToken(hash: string): Promise<RefreshTokenRow | null> {
    const query = this.#db.selectFrom("refresh_token").selectAll().where("hash", "=", hash);
    return (await query.executeTakeFirst()) ?? null;
  }

  /** Uses a refresh token up, writes down the one that follows it, and lets the session live on, in one statement. */
  async rotate({ sessionId, hash, salt, nextHash, idleExpiresAt }: Rotation, now: Date): Promise<void> {
    await this.#db
      .with("used", (db) => db.updateTable("refresh_token").set({ used_at: now, salt }).where("hash", "=", hash))
      .with("issued", (db) =>
        db.insertInto("refresh_token").values({ hash: nextHash, session_id: sessionId, issued_at: now }),
      )
      .updateTable("session")
      .set({ idle_expires_at: idleExpiresAt, last_used_at: now })
      .where("id", "=", sessionId)
      .modifyEnd(often)
      .execute();
  }

  /** Sessions that ended before `before`, with their tokens. */
  async deleteEndedBefore(before: Date): Promise<number> {
    const result = await this.#db
      .deleteFrom("session")
      .where(sql<boolean>`least(expires_at, idle_expires_at, coalesce(revoked_at, 'infinity')) < ${before}`)
      .executeTakeFirst();
    return Number(result.numDeletedRows);
  }
}

/** Columns of a session that begins now. */
export function sessionValues(draft: SessionDraft, now: Date): Insertable<SessionTable> {
  return {
    id: draft.id,
    account_id: draft.accountId,
    kind: draft.kind,
    device: draft.device,
    user_agent: draft.userAgent,
    ip: draft.ip,
    factors: draft.factors,
    impersonator_id: draft.impersonatorId,
    created_at: now,
    last_used_at: now,
    confirmed_at: draft.confirmedAt,
    idle_expires_at: draft.idleExpiresAt,
    expires_at: draft.expiresAt,
  };
}
