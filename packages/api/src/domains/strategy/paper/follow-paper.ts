import { readSettings } from "@cryptodesk/quant/backtest/run-settings";
import { parameterValues } from "@cryptodesk/quant/rules/parameter-values";
import { TIMEFRAME_MS } from "@cryptodesk/shared/market/timeframe";
import type { Database } from "../../../platform/database/database.ts";
import { asOwner } from "../../../platform/database/owned-rows.ts";
import type { JobRunContext } from "../../../platform/queue/job-queue.ts";
import type { Clock } from "../../../platform/service-context.ts";
import { storedRules } from "../strategies/strategy-answers.ts";
import { type PaperChange, PaperRepository, type PaperRow } from "./paper.repository.ts";
import { PaperBook } from "./paper-book.ts";
import { actOnClose, closeBrokenOff, missedAtClose } from "./paper-candle.ts";
import { touchLevels } from "./paper-levels.ts";
import type { PaperMarket } from "./paper-market.ts";
import { type Closes, readCloses } from "./read-closes.ts";

export interface PaperParts {
  readonly db: Database;
  readonly clock: Clock;
  readonly market: PaperMarket;
  readonly warn: (paperId: string, error: unknown) => void;
}

// As many of them wait for candles or a thread at a time: a slow one holds up its own turn only.
const AT_ONCE = 4;

/**
 * Looks at every paper account that runs: stops and targets at live prices, and the rules where a candle has closed. However
 * many workers do this at once, each close of an account is acted on once.
 */
export async function followPaperAccounts(parts: PaperParts, run: JobRunContext): Promise<Record<string, number>> {
  const due = await asOwner(parts.db.primary, "system", (db) => new PaperRepository(db).listDue(parts.clock()));
  const counts = { accounts: due.length, candles: 0, failed: 0 };
  let done = 0;
  const left = due.values();
  const follow = async () => {
    for (const { id, accountId } of left) {
      if (run.signal.aborted) return;
      try {
        if (await lookAt(parts, accountId, id)) counts.candles += 1;
      } catch (error) {
        counts.failed += 1;
        parts.warn(id, error);
      }
      done += 1;
      run.progress(done, due.length);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, follow));
  return counts;
}

/** @returns whether a close was acted on */
async function lookAt(parts: PaperParts, accountId: string, id: string): Promise<boolean> {
  const now = parts.clock();
  const before = await asOwner(parts.db.primary, accountId, (db) => new PaperRepository(db).find(accountId, id));
  if (before === null) return false;
  // Candles are read before the row is held, so that nobody waits for them.
  const isDue = before.next_candle_at !== null && before.next_candle_at <= now;
  const closes = isDue ? await readCloses(parts.market, before, now, (change) => note(parts, before, change)) : null;
  const held = before.book.tranches.map(({ coin }) => coin);
  const prices = await parts.market.prices([...held, ...(closes?.coins ?? []).map(({ coin }) => coin)], now);
  return asOwner(parts.db.primary, accountId, async (db) => {
    const paper = new PaperRepository(db);
    const row = await paper.lockRunning(accountId, id);
    if (row === null) return false;
    const book = bookOf(row, now, prices);
    book.payFunding();
    // Somebody else may have acted on this close meanwhile.
    const isOurs = closes !== null && (row.last_candle_at?.getTime() ?? 0) < closes.at;
    // A live price may be that of another coin already: it must not meet the stops of the one that was held.
    if (isOurs) closeBrokenOff(book, closes);
    touchLevels(book);
    if (isOurs) await actOn(paper, row, book, closes);
    await paper.addTrades(accountId, id, book.closed);
    await paper.update(accountId, id, { book: book.state });
    return isOurs;
  });
}

function bookOf(row: PaperRow, now: Date, prices: ReadonlyMap<string, number>): PaperBook {
  const rules = storedRules(row.rules);
  const intervalMs = TIMEFRAME_MS[rules.timeframe];
  const settings = readSettings(rules, parameterValues(rules), intervalMs);
  return new PaperBook(row.book, { settings, capital: row.capital, intervalMs, now, prices });
}

async function actOn(paper: PaperRepository, row: PaperRow, book: PaperBook, closes: Closes): Promise<void> {
  const { account_id: accountId, id: paperId } = row;
  const now = new Date(book.now);
  for (const { at, coins } of closes.missed) {
    const signals = missedAtClose(book, coins);
    await paper.addSignals({ accountId, paperId, candleAt: new Date(at) }, signals, now);
  }
  const candleAt = new Date(closes.at);
  await paper.addSignals({ accountId, paperId, candleAt }, actOnClose(book, closes.at, closes.coins), now);
  await paper.addEquity(accountId, paperId, candleAt, book.equity);
  await paper.update(accountId, paperId, {
    problem: closes.problem,
    lastCandleAt: candleAt,
    nextCandleAt: new Date(closes.at + book.intervalMs),
  });
}

async function note({ db }: PaperParts, row: PaperRow, change: PaperChange): Promise<void> {
  if (row.problem === change.problem) return;
  await asOwner(db.primary, row.account_id, (own) => new PaperRepository(own).update(row.account_id, row.id, change));
}
