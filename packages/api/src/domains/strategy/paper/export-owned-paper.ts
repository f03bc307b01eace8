import type { BacktestTrade } from "@cryptodesk/shared/strategy/backtest.contract";
import type { PaperSignal } from "@cryptodesk/shared/strategy/paper.contract";
import { accountIdOf } from "../../../platform/access/authorise.ts";
import { asOwner } from "../../../platform/database/owned-rows.ts";
import type { ServiceContext } from "../../../platform/service-context.ts";
import { PaperRepository } from "./paper.repository.ts";
import { toSignal } from "./paper-answers.ts";

// More than an account may have.
const MOST_ACCOUNTS = 1_000;
const MOST_ROWS = 100_000;

/** A paper account with all that happened in it. */
export interface OwnedPaper {
  id: string;
  strategyId: string;
  version: number;
  state: string;
  capital: number;
  cash: number;
  startedAt: string;
  /** Newest first. */
  signals: PaperSignal[];
  trades: BacktestTrade[];
}

/** The asking account's paper accounts, newest first; of each its newest 100,000 signals and trades. */
export async function exportOwnedPaper(ctx: ServiceContext): Promise<OwnedPaper[]> {
  const accountId = accountIdOf(ctx.actor);
  return asOwner(ctx.db.primary, accountId, async (db) => {
    const paper = new PaperRepository(db);
    const owned: OwnedPaper[] = [];
    for (const row of await paper.list(accountId, { strategyId: null, before: null, limit: MOST_ACCOUNTS })) {
      const signals = await paper.signals(accountId, row.id, { before: null, limit: MOST_ROWS });
      owned.push({
        id: row.id,
        strategyId: row.strategy_id,
        version: row.version,
        state: row.state,
        capital: row.capital,
        cash: row.book.cash,
        startedAt: row.started_at.toISOString(),
        signals: signals.map(toSignal),
        trades: await paper.trades(accountId, row.id, MOST_ROWS),
      });
    }
    return owned;
  });
}
