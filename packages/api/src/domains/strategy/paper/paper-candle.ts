import type { SignalAction } from "@cryptodesk/quant/signals/signal-set";
import type { ExitReason } from "@cryptodesk/shared/strategy/backtest.contract";
import type { PaperBook, PaperEntry } from "./paper-book.ts";
import { noteOf } from "./paper-notes.ts";
import type { PaperTranche } from "./paper-state.ts";

/** A coin of the universe at the close of a candle. */
export interface CoinAtClose {
  coin: string;
  /** Whether it belongs to the universe from this close on. */
  isMember: boolean;
  /** USD; null where it has no such candle. */
  closePrice: number | null;
  /** Units of the coin; NaN where unknown. */
  volume: number;
  /** A year, a share; NaN where unknown or not asked for. */
  volatility: number;
  stopAtr: number;
  trailingAtr: number;
  targetAtr: number;
  /** What the rules say, with the conditions that hold. */
  actions: ReadonlyMap<SignalAction, string>;
}

/** What a signal came to. */
export interface SignalOutcome {
  coin: string;
  action: SignalAction;
  closePrice: number;
  trace: string;
  fillPrice: number | null;
  note: string | null;
}

/**
 * Does at the close of a candle what a backtest does at the open of the next one, at the prices of this moment: exits first,
 * then rebalancing, then entries in the order of the universe.
 * @param at close of the candle, ms
 * @returns each signal that could mean something, with what became of it
 */
export function actOnClose(book: PaperBook, at: number, coins: readonly CoinAtClose[]): SignalOutcome[] {
  book.payFunding();
  const exits = coins.flatMap((coin) => exitsOf(book, at, coin));
  if (isRebalanced(book, at)) rebalance(book, coins);
  return [...exits, ...coins.flatMap((coin) => entriesOf(book, at, coin))];
}

/**
 * Closes what is held of a series that broke off, or that goes on as another coin, at its last known price, less costs: as a
 * backtest does.
 * @param breaks where a series went on again; only what was entered before is closed
 * @param gone coins of which nothing comes any more
 */
export function closeBrokenOff(
  book: PaperBook,
  { breaks, gone }: { breaks: ReadonlyMap<string, { at: number; price: number }>; gone: ReadonlySet<string> },
): void {
  for (const tranche of [...book.state.tranches]) {
    const { coin, signalAt, entryPrice } = tranche;
    const broken = breaks.get(coin);
    if (broken !== undefined && signalAt <= broken.at) {
      book.close(tranche, { reason: "gap", price: broken.price, how: "taker" });
    } else if (gone.has(coin)) {
      book.close(tranche, { reason: "gap", price: book.state.marks[coin] ?? entryPrice, how: "taker" });
    }
  }
}

/** What the rules said at a close that went by unseen: nothing is filled after the fact. */
export function missedAtClose(book: PaperBook, coins: readonly CoinAtClose[]): SignalOutcome[] {
  const note = noteOf("desk-off");
  return coins.flatMap((coin) =>
    [...coin.actions.keys()]
      .filter((action) => couldMean(book, coin.coin, action))
      .flatMap((action) => outcomeOf(coin, action, { fillPrice: null, note })),
  );
}

function couldMean(book: PaperBook, coin: string, action: SignalAction): boolean {
  const open = book.tranchesOf(coin);
  const side = action.endsWith("long") ? 1 : -1;
  if (action.startsWith("exit")) return open.some((tranche) => tranche.side === side);
  return open.length < book.settings.tranches && open.every((tranche) => tranche.side === side);
}

function exitsOf(book: PaperBook, at: number, coin: CoinAtClose): SignalOutcome[] {
  const outcomes: SignalOutcome[] = [];
  for (const [action, side] of [
    ["exit-long", 1],
    ["exit-short", -1],
  ] as const) {
    const open = book.tranchesOf(coin.coin).filter((tranche) => tranche.side === side);
    if (!coin.actions.has(action) || open.length === 0) continue;
    const fillPrice = closeAll(book, open, "signal");
    const note = fillPrice === null ? noteOf("no-live-price") : null;
    outcomes.push(...outcomeOf(coin, action, { fillPrice, note }));
  }
  if (!coin.isMember) closeAll(book, book.tranchesOf(coin.coin), "left-universe");
  const old = book.tranchesOf(coin.coin).filter(({ signalAt }) => {
    return (at - signalAt) / book.intervalMs >= book.settings.mostCandles;
  });
  closeAll(book, old, "time");
  return outcomes;
}

/** @returns the price of the last one; null where there is no live price */
function closeAll(book: PaperBook, tranches: readonly PaperTranche[], reason: ExitReason): number | null {
  let filled: number | null = null;
  for (const tranche of tranches) {
    const price = book.prices.get(tranche.coin);
    if (price !== undefined) filled = book.close(tranche, { reason, price, how: "taker" });
  }
  return filled;
}

function isRebalanced({ settings, intervalMs }: PaperBook, at: number): boolean {
  return settings.rebalanceCandles > 0 && Math.floor(at / intervalMs) % settings.rebalanceCandles === 0;
}

/** Brings open positions back to their size, sales first. */
function rebalance(book: PaperBook, coins: readonly CoinAtClose[]): void {
  const lacks = coins.flatMap((coin) => {
    const open = book.tranchesOf(coin.coin);
    const price = book.prices.get(coin.coin);
    const newest = open.at(-1);
    if (newest === undefined || price === undefined) return [];
    const value = open.reduce((sum, { quantity }) => sum + quantity, 0) * price;
    const amount = book.sizeOf(coin.volatility) * open.length - value;
    const isDrift = Math.abs(amount) > Math.max(book.leastUsd, book.settings.driftShare * book.equity);
    return isDrift ? [{ coin, open, newest, amount, price }] : [];
  });
  for (const { open, amount, price } of lacks) {
    let left = -amount / price;
    for (const tranche of open) {
      if (!(left > 0)) break;
      const quantity = Math.min(left, tranche.quantity);
      book.close(tranche, { reason: "rebalance", price, how: "taker", quantity });
      left -= quantity;
    }
  }
  for (const { coin, newest, amount } of lacks) {
    if (amount > 0) book.enter(newest, amount, coin.volume, newest);
  }
}

function entriesOf(book: PaperBook, at: number, coin: CoinAtClose): SignalOutcome[] {
  const { actions } = coin;
  // A side whose exit holds at the same close is not entered.
  const long = actions.has("enter-long") && !actions.has("exit-long");
  const short = actions.has("enter-short") && !actions.has("exit-short");
  if (!long && !short) return [];
  const action = long ? "enter-long" : "enter-short";
  if (!couldMean(book, coin.coin, action) || isTooNear(book, coin, long ? 1 : -1)) return [];
  if (long && short) return outcomeOf(coin, action, { fillPrice: null, note: noteOf("long-and-short") });
  const refused = whyNot(book, at, coin);
  if (refused !== null) return outcomeOf(coin, action, { fillPrice: null, note: refused });
  const entry = entryOf(book, at, coin, action);
  const amount = book.sizeOf(coin.volatility);
  if (entry === null || !Number.isFinite(amount)) {
    return outcomeOf(coin, action, {
      fillPrice: null,
      note: noteOf("size-unknown"),
    });
  }
  const done = book.enter(entry, amount, coin.volume);
  return outcomeOf(
    coin,
    action,
    "price" in done ? { fillPrice: done.price, note: null } : { fillPrice: null, note: done.refused },
  );
}

/** A further tranche wants its distance from the last one. */
function isTooNear(book: PaperBook, { coin, closePrice }: CoinAtClose, side: 1 | -1): boolean {
  const last = book.tranchesOf(coin).at(-1);
  if (last === undefined || book.settings.spacingShare === 0) return false;
  const price = book.prices.get(coin) ?? closePrice ?? Number.NaN;
  return !(price * side <= last.entryPrice * side - last.entryPrice * book.settings.spacingShare);
}

function whyNot(book: PaperBook, at: number, { coin, isMember }: CoinAtClose): string | null {
  const { settings, intervalMs, state } = book;
  if (!isMember) return noteOf("left-universe");
  if (book.tranchesOf(coin).length > 0) return null;
  const closed = state.closedAt[coin];
  // Candles that have closed since the one in which the coin was closed.
  const since = closed === undefined ? Number.POSITIVE_INFINITY : Math.ceil((at - closed) / intervalMs) - 1;
  const isCooling = settings.cooldownCandles > 0 && since < settings.cooldownCandles;
  if (isCooling) return noteOf("cooling-down");
  if (book.openCoins() >= settings.maxPositions) return noteOf("most-positions", { most: settings.maxPositions });
  return null;
}

function entryOf(book: PaperBook, at: number, coin: CoinAtClose, action: SignalAction): PaperEntry | null {
  const { stopAtrs, trailingAtrs, targetAtrs } = book.settings;
  const distance = (multiple: number, range: number) => (Number.isNaN(multiple) ? null : multiple * range);
  const distances = {
    stopDistance: distance(stopAtrs, coin.stopAtr),
    trailingDistance: distance(trailingAtrs, coin.trailingAtr),
    targetDistance: distance(targetAtrs, coin.targetAtr),
  };
  if (Object.values(distances).some((value) => value !== null && Number.isNaN(value))) return null;
  const side = action === "enter-long" ? 1 : -1;
  return { coin: coin.coin, side, signalAt: at, trace: coin.actions.get(action) ?? "", ...distances };
}

function outcomeOf(
  { coin, actions, closePrice }: CoinAtClose,
  action: SignalAction,
  done: Pick<SignalOutcome, "fillPrice" | "note">,
): SignalOutcome[] {
  return closePrice === null ? [] : [{ coin, action, closePrice, trace: actions.get(action) ?? "", ...done }];
}
