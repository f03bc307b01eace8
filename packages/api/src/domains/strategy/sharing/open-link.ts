import { DomainError } from "@cryptodesk/shared/errors/domain-error";
import type { OpenStrategyLinkInput, SharedStrategy } from "@cryptodesk/shared/strategy/strategy.contract";
import type { Db } from "../../../platform/database/database.ts";
import { asOwner } from "../../../platform/database/owned-rows.ts";
import { addressBlockOf } from "../../../platform/limits/address-block.ts";
import { hashToken } from "../../../platform/security/random-token.ts";
import type { ServiceContext } from "../../../platform/service-context.ts";
import { toShared } from "./shared-answers.ts";
import { type SharedRow, SharedStrategyRepository } from "./shared-strategy.repository.ts";
import type { StrategyAccounts } from "./strategy-accounts.ts";

/**
 * What somebody with a link sees. Whatever keeps a link from opening anything gives one and the same answer: that it was
 * never made, has ended, or that strategy or owner are blocked or gone.
 * @throws DomainError NOT_FOUND, TOO_MANY_REQUESTS after many links that lead nowhere
 */
export async function openLink(
  accounts: StrategyAccounts,
  ctx: ServiceContext,
  { token }: OpenStrategyLinkInput,
): Promise<SharedStrategy> {
  const limits = [
    {
      key: `strategy-link:${addressBlockOf(ctx.caller.ip)}`,
      kind: "strategy link, address",
      allowed: 30,
      windowSeconds: 60,
    },
  ];
  await accounts.countTry(ctx.db.primary, limits, ctx.clock());
  const found = await asOwner(ctx.db.primary, "system", (db) => findLinked(accounts, db, token));
  if (!found) throw new DomainError("NOT_FOUND", "This link leads nowhere, or not any more.");
  await accounts.takeBackTry(ctx.db.primary, limits);
  return toShared(found.row, found.names);
}

/** What a link opens, and how its owner is called. @param db that sees the rows of everybody */
export async function findLinked(
  accounts: StrategyAccounts,
  db: Db,
  token: string,
): Promise<{ row: SharedRow; names: ReadonlyMap<string, string> } | null> {
  const row = await new SharedStrategyRepository(db).findByLink(hashToken(token));
  if (!row) return null;
  const names = await accounts.namesOf(db, [row.account_id]);
  return names.has(row.account_id) ? { row, names } : null;
}
