import { AccountRepository } from "./domains/identity/account.repository.ts";
import { AttemptRepository } from "./domains/identity/attempt.repository.ts";
import { countAttempt } from "./domains/identity/attempt-limits.ts";
import type { IdentityRuntime } from "./domains/identity/identity-runtime.ts";
import { NoticeRepository } from "./domains/identity/notice.repository.ts";
import type { SharingRuntime } from "./domains/portfolio/sharing/sharing-runtime.ts";
import type { StrategyAccounts } from "./domains/strategy/sharing/strategy-accounts.ts";

/** What sharing portfolios and strategies needs of accounts, so that neither domain knows the other. */
export function composeSharing({ config, passwords }: IdentityRuntime): SharingRuntime & StrategyAccounts {
  return {
    publicUrl: (config.PUBLIC_URL ?? `http://localhost:${config.PORT}`).replace(/\/+$/, ""),
    hashPassword: (password) => passwords.hash(password),
    isPassword: async (hash, password) => (await passwords.verify(hash, password)).matches,
    countTry: (db, limits, now) => countAttempt(db, limits, now),
    takeBackTry: async (db, limits) => {
      const attempts = new AttemptRepository(db);
      for (const { key } of limits) await attempts.refund(key);
    },
    isActive: async (db, id) => (await new AccountRepository(db).find(id))?.is_active === true,
    emailsOf: async (db, ids) => new Map(await new AccountRepository(db).emailsOf(ids)),
    namesOf: async (db, ids) => new Map(await new AccountRepository(db).activeNamesOf(ids)),
    tellOwner: (db, id, detail, now) =>
      new NoticeRepository(db).add(id, { kind: "linkModerated", detail, ip: null }, now),
  };
}
