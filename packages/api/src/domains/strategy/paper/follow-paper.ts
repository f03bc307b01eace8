import { readSettings } from "@cryptodesk/quant/backtest/run-settings";
import { parameterValues } from "@cryptodesk/quant/rules/parameter-values";
import { DomainError } from "@cryptodesk/shared/errors/domain-error";
import { bucketStart, TIMEFRAME_MS } from "@cryptodesk/shared/market/timeframe";
import type { Database } from "../../../platform/database/database.ts";
import { asOwner } from "../../../platform/database/owned-rows.ts";
import type { JobRunContext } from "../../../platform/queue/job-queue.ts";
import type { Clock } from "../../../platform/service-context.ts";
import { storedRules } from "../strategies/strategy-answers.ts";
import { judgeCloses } from "./coins-at-close.ts";
import { PaperRepository, type PaperRow } from "./paper.repository.ts";
import { PaperBook } from "./paper-book.ts";
import { actOnClose, type CoinAtClose, missedAtClose } from "./paper-candle.ts";
import { touchLevels } from "./paper-levels.ts";
import type { PaperMarket } from "./paper-market.ts";

export interface PaperParts {
  readonly db: Database;
  readonly clock: Clock;
  readonly market: PaperMarket;
  readonly warn: (paperId: string, error: unknown) => void;
}

/** What a look found at the closes since the last one. */
interface Closes {
  /** The newest close, which is acted on, ms. */
  at: number;
  coins: CoinAtClose[];
  missed: { at: number; coins: CoinAtClose[] }[];
  problem: string | null;
}

const MOST_MISSED = 500;
// A candle that is late is waited for during this part of the next one.
const WAITING_SHARE = 0.5;
const RECENT_CANDLES = 4;
const OFF = "The desk did not look at this candle before the next one closed; nothing is filled after the fact.";

/**
 * Looks at every paper account that runs: stops and targets at live prices, and the rules where a candle has closed. However
 * many workers do this at once, each close of an account is acted on once.
 */
export async function followPaperAccounts(parts: PaperParts, run: JobRunContext): Promise<Record<string, number>> {
  const due = await asOwner(parts.db.primary, "system", (db) => new PaperRepository(db).listDue(parts.clock()));
  const counts = { accounts: due.length, candles: 0, failed: 0 };
  for (const [index, { id, accountId }] of due.entries()) {
    if (run.signal.aborted) break;
    try {
      if (await lookAt(parts, accountId, id)) counts.candles += 1;
    } catch (error) {
      counts.failed += 1;
      parts.warn(id, error);
    }
    run.progress(index + 1, due.length);
  }
  return counts;
}

/** @returns whether a close was acted on */
async function lookAt(parts: PaperParts, accountId: string, id: string): Promise<boolean> {
  const now = parts.clock();
  const before = await asOwner(parts.db.primary, accountId, (db) => new PaperRepository(db).find(accountId, id));
  if (before === null) return false;
  // Candles are read before the row is held, so that nobody waits for them.
  const isDue = before.next_candle_at !== null && before.next_candle_at <= now;
  const closes = isDue ? await readCloses(parts, before, now) : null;
  const held = before.book.tranches.map(({ coin }) => coin);
  const prices = await parts.market.prices([...held, ...(closes?.coins ?? []).map(({ coin }) => coin)], now);
  return asOwner(parts.db.primary, accountId, async (db) => {
    const paper = new PaperRepository(db);
    const row = await paper.lockRunning(accountId, id);
    if (row === null) return false;
    const book = bookOf(row, now, prices);
    book.payFunding();
    touchLevels(book);
    // Somebody else may have acted on this close meanwhile.
    const isOurs = closes !== null && (row.last_candle_at?.getTime() ?? 0) < closes.at;
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
    const signals = missedAtClose(book, coins, OFF);
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

/** What the rules say at the closes since the last look; null while the newest candle is still waited for. */
async function readCloses(parts: PaperParts, row: PaperRow, now: Date): Promise<Closes | null> {
  const rules = storedRules(row.rules);
  const interval = TIMEFRAME_MS[rules.timeframe];
  const at = bucketStart(now.getTime(), rules.timeframe);
  const seen = row.last_candle_at?.getTime() ?? bucketStart(row.started_at.getTime(), rules.timeframe);
  const first = Math.max(seen + interval, at - MOST_MISSED * interval);
  try {
    const market = await parts.market.candles(rules, new Date(first - interval), new Date(at));
    const universe = market.coins.filter(({ inUniverse }) => inUniverse);
    const late = universe.filter(({ candles }) => candles.time.at(-1) !== at - interval);
    const isRecent = late.some(({ candles }) => (candles.time.at(-1) ?? 0) >= at - RECENT_CANDLES * interval);
    const nothing = late.length === universe.length;
    if (isRecent && (nothing || now.getTime() - at < WAITING_SHARE * interval)) return null;
    const judge = judgeCloses(rules, market);
    const missed: Closes["missed"] = [];
    for (let close = first; close < at; close += interval) missed.push({ at: close, coins: judge(close) });
    return { at, coins: judge(at), missed, problem: problemOf(late) };
  } catch (error) {
    await noteProblem(parts, row, error);
    return null;
  }
}

function problemOf(late: readonly { coin: string; candles: { time: Float64Array } }[]): string | null {
  if (late.length === 0) return null;
  const words = late.map(({ coin, candles }) => {
    const last = candles.time.at(-1);
    return last === undefined ? coin : `${coin} (the last one of ${new Date(last).toISOString()})`;
  });
  return `There are no candles any more of ${words.join(", ")}: what is held of it stays at its last known price.`;
}

/** A market without candles comes back; rules that cannot be judged do not. */
async function noteProblem(parts: PaperParts, row: PaperRow, error: unknown): Promise<void> {
  const isOfMarket = error instanceof DomainError;
  if (!isOfMarket && !(error instanceof RangeError)) throw error;
  const change = isOfMarket
    ? { problem: error.message }
    : { problem: `The rules cannot be judged: ${error.message}`, state: "failed" as const };
  if (row.problem === change.problem) return;
  await asOwner(parts.db.primary, row.account_id, (db) =>
    new PaperRepository(db).update(row.account_id, row.id, change),
  );
}
