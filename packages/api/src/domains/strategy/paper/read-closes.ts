import { DomainError } from "@cryptodesk/shared/errors/domain-error";
import { bucketStart, TIMEFRAME_MS } from "@cryptodesk/shared/market/timeframe";
import { RunRefused } from "../runs/thread/run-in-thread.ts";
import { storedRules } from "../strategies/strategy-answers.ts";
import { breaksSince, missingAt, type SeriesBreak } from "./broken-series.ts";
import type { PaperChange, PaperRow } from "./paper.repository.ts";
import type { CoinAtClose } from "./paper-candle.ts";
import type { PaperMarket } from "./paper-market.ts";

/** What a look found at the closes since the last one. */
export interface Closes {
  /** The newest close, which is acted on, ms. */
  at: number;
  coins: CoinAtClose[];
  missed: { at: number; coins: CoinAtClose[] }[];
  /** Coins that are held whose series broke off and went on since the last look. */
  breaks: ReadonlyMap<string, SeriesBreak>;
  /** Coins that are held of which neither candles nor prices come any more. */
  gone: ReadonlySet<string>;
  problem: string | null;
}

const MOST_MISSED = 500;
// A candle that is late is waited for during this part of the next one.
const WAITING_SHARE = 0.5;
const RECENT_CANDLES = 4;
// So far back a series is looked for from before a break.
const LOOK_BACK_CANDLES = 100;

/**
 * What the rules say at the closes since the last look.
 * @param tell takes what its owner should know before anything is acted on
 * @returns null while the newest candle is still waited for
 */
export async function readCloses(
  market: PaperMarket,
  row: PaperRow,
  now: Date,
  tell: (change: PaperChange) => Promise<void>,
): Promise<Closes | null> {
  const rules = storedRules(row.rules);
  const interval = TIMEFRAME_MS[rules.timeframe];
  const at = bucketStart(now.getTime(), rules.timeframe);
  const seen = row.last_candle_at?.getTime() ?? bucketStart(row.started_at.getTime(), rules.timeframe);
  const first = Math.max(seen + interval, at - MOST_MISSED * interval);
  const isWaitedFor = now.getTime() - at < WAITING_SHARE * interval;
  const held = [...new Set(row.book.tranches.map(({ coin }) => coin))];
  // Whoever was not there a candle ago cannot tell what comes no more from what has not come yet.
  const goneOf = async (missing: string[]) => (first < at ? new Set<string>() : market.gone(missing, now));
  try {
    const data = await market.candles(rules, new Date(first - LOOK_BACK_CANDLES * interval), new Date(at));
    const universe = data.coins.filter(({ inUniverse }) => inUniverse);
    const late = universe.filter(({ candles }) => candles.time.at(-1) !== at - interval);
    const isRecent = late.some(({ candles }) => (candles.time.at(-1) ?? 0) >= at - RECENT_CANDLES * interval);
    const nothing = late.length === universe.length;
    if (isRecent && (nothing || isWaitedFor)) return null;
    const times: number[] = [];
    for (let close = first; close <= at; close += interval) times.push(close);
    const judged = await market.judge(rules, data, times);
    const missed = times.slice(0, -1).map((close, index) => ({ at: close, coins: judged[index] ?? [] }));
    const missing = missingAt(data, at);
    const known = new Set(data.coins.map(({ coin }) => coin));
    return {
      at,
      coins: judged.at(-1) ?? [],
      missed,
      breaks: breaksSince(data, seen),
      gone: await goneOf(held.filter((coin) => missing.has(coin) || !known.has(coin))),
      problem: problemOf(late),
    };
  } catch (error) {
    const problem = await tellProblem(error, tell);
    // Nothing to judge: what is held is looked after all the same.
    if (problem === null || isWaitedFor) return null;
    return { at, coins: [], missed: [], breaks: new Map(), gone: await goneOf(held), problem };
  }
}

function problemOf(late: readonly { coin: string; candles: { time: Float64Array } }[]): string | null {
  if (late.length === 0) return null;
  const words = late.map(({ coin, candles }) => {
    const last = candles.time.at(-1);
    return last === undefined ? coin : `${coin} (the last one of ${new Date(last).toISOString()})`;
  });
  return `There are no candles any more of ${words.join(", ")}. What the rules would say of it is not known; what is held of it keeps its stops and targets at live prices, and is closed at its last known price once no prices come either. If this lasts, follow rules without it.`;
}

/**
 * A market without candles comes back, and so does a thread; rules that cannot be judged do not.
 * @returns what is missing where the market has nothing to judge; null: another look may find it
 * @throws what is no problem of the market or the rules
 */
async function tellProblem(error: unknown, tell: (change: PaperChange) => Promise<void>): Promise<string | null> {
  if (error instanceof RunRefused) {
    await tell({ problem: `The rules cannot be judged: ${error.message}`, state: "failed" });
    return null;
  }
  if (!(error instanceof DomainError)) throw error;
  await tell({ problem: error.message });
  return error.code === "INVALID_INPUT" ? error.message : null;
}
