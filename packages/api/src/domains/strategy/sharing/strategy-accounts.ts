import type { Db } from "../../../platform/database/database.ts";

/** A count of tries, and when it is full. */
interface TryLimit {
  key: string;
  /** In words, for the administrator's list. */
  kind: string;
  allowed: number;
  windowSeconds: number;
}

/** What sharing strategies needs of accounts; handed in, for this domain knows no other that knows accounts. */
export interface StrategyAccounts {
  /** Where people reach this desk, without a slash at the end. */
  readonly publicUrl: string;
  /** Counts a try before it is made. @throws DomainError TOO_MANY_REQUESTS with the seconds to wait */
  countTry(db: Db, limits: readonly TryLimit[], now: Date): Promise<void>;
  /** The try was none: it succeeded. */
  takeBackTry(db: Db, limits: readonly TryLimit[]): Promise<void>;
  /** Of accounts that are there and active: the name they gave themselves. Others are left out. */
  namesOf(db: Db, accountIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
  emailsOf(db: Db, accountIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Leaves the owner a notice; `db` must see the owner's rows. */
  tellOwner(db: Db, accountId: string, detail: string, now: Date): Promise<void>;
}
