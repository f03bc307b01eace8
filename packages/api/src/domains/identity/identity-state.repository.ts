import type { Role } from "@cryptodesk/shared/identity/permission";
import { sql } from "kysely";
import type { Db } from "../../platform/database/database.ts";
import { randomToken } from "../../platform/security/random-token.ts";

/** The one row that every process of a desk agrees on. */
export class IdentityStateRepository {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** Makes the row where there is none; of several processes that start at once, one does. @returns the desk's secret */
  async ensure(): Promise<string> {
    await this.#db
      .insertInto("identity_state")
      .values({ secret: randomToken() })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const { secret } = await this.#db.selectFrom("identity_state").select("secret").executeTakeFirstOrThrow();
    return secret;
  }

  async revision(): Promise<number> {
    const row = await this.#db.selectFrom("identity_state").select("revision").executeTakeFirstOrThrow();
    return Number(row.revision);
  }

  /** Tells every process to look callers up anew. In the transaction that changes what they are. */
  async bump(): Promise<void> {
    await this.#db.updateTable("identity_state").set({ revision: sql<number>`revision + 1` }).execute();
  }

  async secondFactorRoles(): Promise<Role[]> {
    const row = await this.#db.selectFrom("identity_state").select("second_factor_roles").executeTakeFirstOrThrow();
    return row.second_factor_roles;
  }

  async setSecondFactorRoles(roles: Role[]): Promise<void> {
    await this.#db.updateTable("identity_state").set({ second_factor_roles: roles }).execute();
  }

  /** Holds the row until the transaction ends, so that of two first accounts one waits for the other. */
  async lock(): Promise<void> {
    await this.#db.selectFrom("identity_state").select("singleton").forUpdate().execute();
  }
}
