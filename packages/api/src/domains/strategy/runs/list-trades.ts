import { invalidInput } from "@cryptodesk/shared/errors/domain-error";
import type { BacktestTradePage, ListTradesInput } from "@cryptodesk/shared/strategy/run.contract";
import { accountIdOf } from "../../../platform/access/authorise.ts";
import { asOwner } from "../../../platform/database/owned-rows.ts";
import { pageOf } from "../../../platform/paging/time-cursor.ts";
import type { ServiceContext } from "../../../platform/service-context.ts";
import { findRun } from "./find-run.ts";
import { RunRepository } from "./run.repository.ts";

/** Trades of a backtest in order of closing; none while it has not ended. @throws DomainError NOT_FOUND */
export async function listTrades(ctx: ServiceContext, input: ListTradesInput): Promise<BacktestTradePage> {
  const accountId = accountIdOf(ctx.actor);
  const after = numberOfCursor(input.cursor);
  const trades = await asOwner(ctx.db.primary, accountId, async (db) => {
    await findRun(db, accountId, input.runId);
    return new RunRepository(db).trades(accountId, input.runId, after, input.limit + 1);
  });
  return pageOf(trades, input.limit, ({ number }) => Buffer.from(`trade ${number}`).toString("base64url"));
}

function numberOfCursor(cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  const number = /^trade (\d{1,9})$/.exec(Buffer.from(cursor, "base64url").toString("utf8"))?.[1];
  if (number !== undefined) return Number(number);
  throw invalidInput("/cursor", "is not a cursor of this list: take nextCursor of the page before");
}
