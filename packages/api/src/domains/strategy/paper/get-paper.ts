import { bucketStart, TIMEFRAME_MS } from "@cryptodesk/shared/market/timeframe";
import type { BacktestTrade } from "@cryptodesk/shared/strategy/backtest.contract";
import type { PaperDetail, PaperRef } from "@cryptodesk/shared/strategy/paper.contract";
import { accountIdOf } from "../../../platform/access/authorise.ts";
import { asOwner } from "../../../platform/database/owned-rows.ts";
import type { ServiceContext } from "../../../platform/service-context.ts";
import type { StrategyRuntime } from "../strategy-runtime.ts";
import { findPaper } from "./find-paper.ts";
import { PaperRepository, type PaperRow, type SignalRow } from "./paper.repository.ts";
import { pricesOf, toPaperAccount, toPositions, toSignal } from "./paper-answers.ts";
import type { PaperBacktest } from "./paper-comparison.ts";
import { explainDifferences, type PaperEntryDone } from "./paper-differences.ts";

const MAX_TRADES = 250;
const MAX_COMPARED = 5_000;
const MAX_POINTS = 10_000;
const MAX_SHOWN_POINTS = 2_000;

interface PaperRows {
  row: PaperRow;
  trades: BacktestTrade[];
  points: { at: Date; equity: number }[];
  signals: SignalRow[];
}

/**
 * Where a paper account stands at the prices of this moment, and how a backtest of the same stretch differs from it.
 * @throws DomainError NOT_FOUND
 */
export async function getPaper(
  runtime: StrategyRuntime,
  ctx: ServiceContext,
  { paperId }: PaperRef,
): Promise<PaperDetail> {
  const accountId = accountIdOf(ctx.actor);
  const rows = await asOwner(ctx.db.primary, accountId, async (db): Promise<PaperRows> => {
    const paper = new PaperRepository(db);
    return {
      row: await findPaper(db, accountId, paperId),
      trades: await paper.trades(accountId, paperId, MAX_COMPARED),
      points: await paper.equity(accountId, paperId, MAX_POINTS),
      signals: await paper.signals(accountId, paperId, { before: null, limit: MAX_COMPARED }),
    };
  });
  const { row, trades, points } = rows;
  const prices = await pricesOf(runtime, [row]);
  const backtest = await runtime.paperComparisons.of(row);
  return {
    account: toPaperAccount(row, prices, { now: ctx.clock(), simulated: runtime.market.simulated() }),
    positions: toPositions(row, prices),
    trades: trades.slice(0, MAX_TRADES),
    curve: points.slice(-MAX_SHOWN_POINTS).map(({ at, equity }) => ({ at: at.toISOString(), equity })),
    backtest: backtest && {
      equity: backtest.equity,
      curve: backtest.curve,
      differences: explainDifferences(comparedRuns(rows, backtest)),
    },
  };
}

function comparedRuns({ row, trades, points, signals }: PaperRows, { trades: backtest, closeAt }: PaperBacktest) {
  const { timeframe } = row.rules;
  const intervalMs = TIMEFRAME_MS[timeframe];
  return {
    intervalMs,
    firstCloseAt: bucketStart(row.started_at.getTime(), timeframe) + intervalMs,
    seen: points.map(({ at }) => at.getTime()),
    paper: [...trades.map(closedEntry), ...openEntries(row)],
    signals: signals.map(toSignal),
    backtest,
    closeAt,
  };
}

function closedEntry({ exitedAt, exitPrice, reason, ...entry }: BacktestTrade): PaperEntryDone {
  return { ...entry, closed: { exitedAt, exitPrice, reason } };
}

function openEntries({ book }: PaperRow): PaperEntryDone[] {
  return book.tranches.map(({ coin, side, signalAt, enteredAt, entryPrice }) => ({
    coin,
    side: side === 1 ? "long" : "short",
    signalAt: new Date(signalAt).toISOString(),
    enteredAt: new Date(enteredAt).toISOString(),
    entryPrice,
    closed: null,
  }));
}
