import type { ListPublicStrategiesInput, PublicStrategyPage } from "@cryptodesk/shared/strategy/strategy.contract";
import { asOwner } from "../../../platform/database/owned-rows.ts";
import { decodeTimeCursor, encodeTimeCursor, pageOf } from "../../../platform/paging/time-cursor.ts";
import type { ServiceContext } from "../../../platform/service-context.ts";
import { toShared } from "./shared-answers.ts";
import { SharedStrategyRepository } from "./shared-strategy.repository.ts";
import type { StrategyAccounts } from "./strategy-accounts.ts";

/** Strategies that their owners have made public, last changed first. */
export async function listPublicStrategies(
  accounts: StrategyAccounts,
  ctx: ServiceContext,
  { search, cursor, limit }: ListPublicStrategiesInput,
): Promise<PublicStrategyPage> {
  const before = decodeTimeCursor(cursor);
  return asOwner(ctx.db.primary, "system", async (db) => {
    const rows = await new SharedStrategyRepository(db).listPublic({
      search: search ?? null,
      before,
      limit: limit + 1,
    });
    const names = await accounts.namesOf(db, [...new Set(rows.map(({ account_id }) => account_id))]);
    const page = pageOf(rows, limit, ({ updated_at, id }) => encodeTimeCursor(updated_at.toISOString(), id));
    return { items: page.items.map((row) => toShared(row, names)), nextCursor: page.nextCursor };
  });
}
