import type { BacktestTrade } from "@cryptodesk/shared/strategy/backtest.contract";
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
// Paper acts on a close at once, and on stops while the candle still goes on.
const NOT_YET = "the backtest acts in the candle after the newest close, which has not closed yet";

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
    const candles = missed === 1 ? "one candle" : `${missed} candles`;
    const detail = `The desk was off, or the account was paused: ${candles} closed from ${timeOf(expected)} on that nobody looked at in time. The backtest acted on them.`;
    return [{ at: new Date(expected).toISOString(), coin: null, detail }];
  });
}

function correctedCandles({ signals, closeAt }: ComparedRuns): Difference[] {
  const told = new Set<string>();
  return signals.flatMap(({ coin, candleAt, closePrice }) => {
    const now = closeAt(coin, Date.parse(candleAt));
    const key = `${coin} ${candleAt}`;
    if (now === null || isSame(now, closePrice) || told.has(key)) return [];
    told.add(key);
    const detail = `The candle was corrected later: it closed at ${priceOf(closePrice)} when the desk looked, and at ${priceOf(now)} by what is stored now (${away(now, closePrice)}).`;
    return [{ at: candleAt, coin, detail }];
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
  const { coin, side, signalAt } = trade;
  const key = keyOf(trade);
  const same = compared.paper.find((entry) => keyOf(entry) === key);
  if (same) return [...entryPrices(same, trade), ...exits(compared, same, trade)];
  const at = Date.parse(signalAt);
  const signal = compared.signals.find((each) => {
    return each.coin === coin && each.action === `enter-${side}` && Date.parse(each.candleAt) === at;
  });
  const why =
    signal?.note ??
    (compared.seen.includes(at) ? whatStood(compared, trade) : "the desk did not look at that candle in time");
  const detail = `The backtest goes ${side} at ${priceOf(trade.entryPrice)}; on paper nothing was entered: ${lowered(why)}`;
  return [{ at: signalAt, coin, detail: ended(detail) }];
}

function whatStood({ paper }: ComparedRuns, { coin, signalAt }: BacktestTrade): string {
  const at = Date.parse(signalAt);
  const holds = paper.some((entry) => {
    return (
      entry.coin === coin &&
      Date.parse(entry.enteredAt) <= at &&
      !(entry.closed && Date.parse(entry.closed.exitedAt) <= at)
    );
  });
  if (holds)
    return "the account held the coin already, from an entry that the backtest does not have or had closed by then";
  return "the rules did not say so at the candle that the desk saw, which was corrected later or looked back on other candles";
}

function entryPrices(paper: PaperEntryDone, trade: BacktestTrade): Difference[] {
  if (isSame(paper.entryPrice, trade.entryPrice)) return [];
  const seconds = Math.round((Date.parse(paper.enteredAt) - Date.parse(paper.signalAt)) / 1_000);
  const detail = `Entered at ${priceOf(paper.entryPrice)} on paper, ${secondsOf(seconds)} after the close at the price of that moment; at ${priceOf(trade.entryPrice)} in the backtest, at the open of the next candle (${away(paper.entryPrice, trade.entryPrice)}).`;
  return [{ at: paper.enteredAt, coin: paper.coin, detail }];
}

function exits({ seen }: ComparedRuns, { coin, closed }: PaperEntryDone, trade: BacktestTrade): Difference[] {
  const isOpen = trade.reason === "end";
  if (closed === null) {
    if (isOpen) return [];
    const detail = `The backtest closed it at ${priceOf(trade.exitPrice)} (${wordOf(trade)}); on paper it is still open.`;
    return [{ at: trade.exitedAt, coin, detail }];
  }
  if (isOpen) {
    const isNewest = Date.parse(closed.exitedAt) >= (seen.at(-1) ?? 0);
    const instead = isNewest ? NOT_YET : "in the backtest it is open until the end of the stretch";
    const detail = `Closed on paper at ${priceOf(closed.exitPrice)} (${wordOf(closed)}); ${instead}.`;
    return [{ at: closed.exitedAt, coin, detail }];
  }
  if (closed.reason === trade.reason && isSame(closed.exitPrice, trade.exitPrice)) return [];
  const detail = `Closed at ${priceOf(closed.exitPrice)} on paper (${wordOf(closed)}), at the price of that moment; at ${priceOf(trade.exitPrice)} in the backtest (${wordOf(trade)}; ${away(closed.exitPrice, trade.exitPrice)}).`;
  return [{ at: closed.exitedAt, coin, detail }];
}

/** Entries on paper that the backtest lacks. */
function paperOnly({ paper, backtest, seen }: ComparedRuns): Difference[] {
  const known = new Set(backtest.map(keyOf));
  const newest = seen.at(-1) ?? Number.POSITIVE_INFINITY;
  return paper
    .filter((entry) => !known.has(keyOf(entry)))
    .map(({ coin, side, signalAt, enteredAt, entryPrice }) => {
      const told = side === "long" ? "told to buy" : "told to sell short";
      const lacking = `the backtest does not: by the candles as they are stored now it was not ${told}, held another position, or had no cash`;
      const instead = Date.parse(signalAt) >= newest ? NOT_YET : lacking;
      return { at: enteredAt, coin, detail: `Went ${side} on paper at ${priceOf(entryPrice)}; ${instead}.` };
    });
}

const REASONS: Readonly<Record<BacktestTrade["reason"], string>> = {
  signal: "signal",
  stop: "stop",
  trailing: "trailing stop",
  target: "target",
  time: "time",
  rebalance: "rebalancing",
  "left-universe": "the coin left the universe",
  gap: "the series broke off",
  end: "end",
};

function wordOf({ reason }: Pick<BacktestTrade, "reason">): string {
  return REASONS[reason];
}

function isSame(one: number, other: number): boolean {
  return Math.abs(one / other - 1) * 100 < SAME_PRICE_PCT;
}

function away(price: number, from: number): string {
  const pct = (price / from - 1) * 100;
  return `${pct > 0 ? "+" : ""}${pct.toFixed(2)} %`;
}

function priceOf(price: number): string {
  return `${Number(price.toPrecision(8))} USD`;
}

function secondsOf(seconds: number): string {
  return seconds < 120 ? `${seconds} seconds` : `${Math.round(seconds / 60)} minutes`;
}

function timeOf(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

function lowered(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}

function ended(text: string): string {
  return text.endsWith(".") ? text : `${text}.`;
}
