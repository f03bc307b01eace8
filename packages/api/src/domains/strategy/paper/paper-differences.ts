import { describeRemark, type RemarkCode, remarkOf } from "@cryptodesk/quant/remarks/remark";
import type { BacktestTrade, Remark } from "@cryptodesk/shared/strategy/backtest.contract";
import type { PaperDetail, PaperSignal } from "@cryptodesk/shared/strategy/paper.contract";

type Difference = NonNullable<PaperDetail["backtest"]>["differences"][number];

/** An entry on paper: closed, or still open. */
export interface PaperEntryDone {
  coin: string;
  side: "long" | "short";
  /** Close of the candle whose signal it was. */
  signalAt: string;
  enteredAt: string;
  entryPrice: number;
  /** Null: still open. */
  closed: Pick<BacktestTrade, "exitedAt" | "exitPrice" | "reason"> | null;
}

export interface ComparedRuns {
  intervalMs: number;
  /** Close of the first candle that the account could have acted on, ms. */
  firstCloseAt: number;
  /** Closes that the account acted on, in order, ms. */
  seen: readonly number[];
  paper: readonly PaperEntryDone[];
  signals: readonly PaperSignal[];
  backtest: readonly BacktestTrade[];
  /** Closing price at a close (ms) as it is known now. */
  closeAt(coin: string, at: number): number | null;
}

// Prices that are closer to each other than this are the same, percent.
const SAME_PRICE_PCT = 0.01;
const MOST = 500;
/** Why a paper account and a backtest of the same stretch differ, each with its cause, in order of time. */
export function explainDifferences(compared: ComparedRuns): Difference[] {
  const all = [
    ...timesOff(compared),
    ...correctedCandles(compared),
    ...backtestEntries(compared).flatMap((trade) => explainEntry(compared, trade)),
    ...paperOnly(compared),
  ];
  return all.toSorted((left, right) => Date.parse(left.at) - Date.parse(right.at)).slice(0, MOST);
}

/** Closes that nobody looked at before the next one. */
function timesOff({ seen, firstCloseAt, intervalMs }: ComparedRuns): Difference[] {
  return seen.flatMap((at, index) => {
    const expected = index === 0 ? firstCloseAt : (seen[index - 1] ?? at) + intervalMs;
    const missed = Math.round((at - expected) / intervalMs);
    if (missed <= 0) return [];
    const since = new Date(expected).toISOString();
    return [difference(since, null, remarkOf("closes-missed", { count: missed, at: since }))];
  });
}

function correctedCandles({ signals, closeAt }: ComparedRuns): Difference[] {
  const told = new Set<string>();
  return signals.flatMap(({ coin, candleAt, closePrice }) => {
    const now = closeAt(coin, Date.parse(candleAt));
    const key = `${coin} ${candleAt}`;
    if (now === null || isSame(now, closePrice) || told.has(key)) return [];
    told.add(key);
    const prices = { seenUsd: closePrice, storedUsd: now, awayPct: away(now, closePrice) };
    return [difference(candleAt, coin, remarkOf("candle-corrected", prices))];
  });
}

/** An entry that was closed in parts is one entry. */
function backtestEntries({ backtest }: ComparedRuns): BacktestTrade[] {
  const entries = new Map<string, BacktestTrade>();
  for (const trade of backtest) entries.set(keyOf(trade), trade);
  return [...entries.values()];
}

function keyOf({ coin, side, signalAt }: Pick<BacktestTrade, "coin" | "side" | "signalAt">): string {
  return `${coin} ${side} ${Date.parse(signalAt)}`;
}

function explainEntry(compared: ComparedRuns, trade: BacktestTrade): Difference[] {
  const { coin, side, signalAt, entryPrice } = trade;
  const key = keyOf(trade);
  const same = compared.paper.find((entry) => keyOf(entry) === key);
  if (same) return [...entryPrices(same, trade), ...exits(compared, same, trade)];
  const at = Date.parse(signalAt);
  const signal = compared.signals.find((each) => {
    return each.coin === coin && each.action === `enter-${side}` && Date.parse(each.candleAt) === at;
  });
  const why = signal?.remark ?? remarkOf(compared.seen.includes(at) ? whatStood(compared, trade) : "not-looked-at", {});
  const values = { ...why.values, side, backtestUsd: entryPrice, why: why.code };
  return [difference(signalAt, coin, { code: "backtest-only" satisfies RemarkCode, values })];
}

function whatStood({ paper }: ComparedRuns, { coin, signalAt }: BacktestTrade): "held-already" | "not-said" {
  const at = Date.parse(signalAt);
  const holds = paper.some((entry) => {
    return (
      entry.coin === coin &&
      Date.parse(entry.enteredAt) <= at &&
      !(entry.closed && Date.parse(entry.closed.exitedAt) <= at)
    );
  });
  return holds ? "held-already" : "not-said";
}

function entryPrices({ coin, enteredAt, signalAt, entryPrice }: PaperEntryDone, trade: BacktestTrade): Difference[] {
  if (isSame(entryPrice, trade.entryPrice)) return [];
  const told = remarkOf("entry-price", {
    paperUsd: entryPrice,
    seconds: Math.round((Date.parse(enteredAt) - Date.parse(signalAt)) / 1_000),
    backtestUsd: trade.entryPrice,
    awayPct: away(entryPrice, trade.entryPrice),
  });
  return [difference(enteredAt, coin, told)];
}

function exits({ seen }: ComparedRuns, { coin, closed }: PaperEntryDone, trade: BacktestTrade): Difference[] {
  const isOpen = trade.reason === "end";
  if (closed === null) {
    if (isOpen) return [];
    const told = remarkOf("still-open-on-paper", { backtestUsd: trade.exitPrice, reason: trade.reason });
    return [difference(trade.exitedAt, coin, told)];
  }
  const { exitedAt, exitPrice: paperUsd, reason } = closed;
  if (isOpen) {
    // Paper acts on a close at once, and on stops while the candle still goes on.
    const isNewest = Date.parse(exitedAt) >= (seen.at(-1) ?? 0);
    const told = remarkOf(isNewest ? "exit-not-yet" : "still-open-in-backtest", { paperUsd, reason });
    return [difference(exitedAt, coin, told)];
  }
  if (reason === trade.reason && isSame(paperUsd, trade.exitPrice)) return [];
  const told = remarkOf("exit-price", {
    paperUsd,
    reason,
    backtestUsd: trade.exitPrice,
    otherReason: trade.reason,
    awayPct: away(paperUsd, trade.exitPrice),
  });
  return [difference(exitedAt, coin, told)];
}

/** Entries on paper that the backtest lacks. */
function paperOnly({ paper, backtest, seen }: ComparedRuns): Difference[] {
  const known = new Set(backtest.map(keyOf));
  const newest = seen.at(-1) ?? Number.POSITIVE_INFINITY;
  return paper
    .filter((entry) => !known.has(keyOf(entry)))
    .map(({ coin, side, signalAt, enteredAt, entryPrice }) => {
      const code = Date.parse(signalAt) >= newest ? "entry-not-yet" : "paper-only";
      return difference(enteredAt, coin, remarkOf(code, { side, paperUsd: entryPrice }));
    });
}

function difference(at: string, coin: string | null, remark: Remark): Difference {
  return { at, coin, detail: describeRemark(remark), remark };
}

function isSame(one: number, other: number): boolean {
  return Math.abs(one / other - 1) * 100 < SAME_PRICE_PCT;
}

/** Percent. */
function away(price: number, from: number): number {
  return (price / from - 1) * 100;
}
