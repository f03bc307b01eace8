import type { Role } from "@cryptodesk/shared/identity/permission";
import type { Db } from "../../platform/database/database.ts";
import type { AccountRow } from "./account.repository.ts";

/** An account with what decides how it may come in and what it is told of itself. */
export interface Standing {
  account: AccountRow;
  passkeys: number;
  unusedCodes: number;
  unreadNotices: number;
  /** Roles that the desk asks a second factor of. */
  secondFactorRoles: readonly Role[];
}

/** Reads in one statement what every sign-in, refresh and look-up has to know. Owned rows: use it inside `asOwner`. */
export class StandingRepository {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  async find(accountId: string): Promise<Standing | null> {
    const row = await this.#query(accountId).executeTakeFirst();
    return row ? toStanding(row) : null;
  }

  /** The account is held until the transaction ends. */
  async lock(accountId: string): Promise<Standing | null> {
    const row = await this.#query(accountId).forUpdate("account").executeTakeFirst();
    return row ? toStanding(row) : null;
  }

  #query(accountId: string) {
    return this.#db
      .selectFrom("account")
      .selectAll("account")
      .select((account) => [
        account
          .selectFrom("passkey")
          .select((passkey) => passkey.fn.countAll<number>().as("n"))
          .whereRef("passkey.account_id", "=", "account.id")
          .as("passkeys"),
        account
          .selectFrom("recovery_code")
          .select((code) => code.fn.countAll<number>().as("n"))
          .whereRef("recovery_code.account_id", "=", "account.id")
          .where("recovery_code.used_at", "is", null)
          .as("unused_codes"),
        account
          .selectFrom("notice")
          .select((notice) => notice.fn.countAll<number>().as("n"))
          .whereRef("notice.account_id", "=", "account.id")
          .where("notice.read_at", "is", null)
          .as("unread_notices"),
        account.selectFrom("identity_state").select("second_factor_roles").as("second_factor_roles"),
      ])
      .where("account.id", "=", accountId);
  }
}

type StandingRow = AccountRow & {
  passkeys: number | null;
  unused_codes: number | null;
  unread_notices: number | null;
  second_factor_roles: Role[] | null;
};

function toStanding({
  passkeys,
  unused_codes,
  unread_notices,
  second_factor_roles,
  ...account
}: StandingRow): Standing {
  return {
    account,
    passkeys: Number(passkeys),
    unusedCodes: Number(unused_codes),
    unreadNotices: Number(unread_notices),
    secondFactorRoles: second_factor_roles ?? [],
  };
}

/** Whether the account needs more than its password. */
export function hasSecondFactor({ account, passkeys }: Standing): boolean {
  return account.totp_confirmed_at !== null || passkeys > 0;
}

/** The role asks for a second factor, and there is none. */
export function lacksSecondFactor(standing: Standing): boolean {
  return standing.secondFactorRoles.includes(standing.account.role) && !hasSecondFactor(standing);
}
