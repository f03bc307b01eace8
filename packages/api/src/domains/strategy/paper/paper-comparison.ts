import { DomainError } from "@cryptodesk/shared/errors/domain-error";
import { bucketStart } from "@cryptodesk/shared/market/timeframe";
import { BacktestReport, BacktestSettings, type BacktestTrade } from "@cryptodesk/shared/strategy/backtest.contract";
import { planRunData, RUN_LIMITS, type RunData, readRunData } from "../candles/run-data.ts";
import { RunRefused, runInThread } from "../runs/thread/run-in-thread.ts";
import { sharedData } from "../runs/thread/run-task.ts";
import { storedRules } from "../strategies/strategy-answers.ts";
import type { StrategyRuntime } from "../strategy-runtime.ts";
import type { PaperRow } from "./paper.repository.ts";

/** A backtest of the stretch that a paper account was followed over. */
export interface PaperBacktest {
  equity: number;
  /** At the close of each candle. */
  curve: { at: string; equity: number }[];
  trades: BacktestTrade[];
  /** Closing price of a coin at a close (ms), as it is known now. */
  closeAt(coin: string, at: number): number | null;
}

const MAX_KEPT = 50;
const TIMEOUT_MS = 60_000;

/**
 * Backtests of paper accounts, each run once in a thread for every close that the account has looked at, and one after the
 * other: whoever watches a page asks again and again.
 */
export class PaperComparisons {
  readonly #market: StrategyRuntime["market"];
  /** By account and close, the newest last. */
  readonly #kept = new Map<string, Promise<PaperBacktest | null>>();
  #last: Promise<unknown> = Promise.resolve();

  constructor(market: StrategyRuntime["market"]) {
    this.#market = market;
  }

  /** Null where there is nothing to run yet, or the market has no candles for it any more. */
  of(row: PaperRow): Promise<PaperBacktest | null> {
    const { last_candle_at: last } = row;
    if (last === null) return Promise.resolve(null);
    const key = `${row.id} ${last.getTime()}`;
    const known = this.#kept.get(key);
    if (known) return known;
    const running = this.#last.then(() => this.#run(row, last));
    this.#last = running.catch(() => {});
    this.#kept.set(key, running);
    // What failed may succeed the next time.
    running.catch(() => this.#kept.delete(key));
    for (const old of [...this.#kept.keys()].slice(0, -MAX_KEPT)) this.#kept.delete(old);
    return running;
  }

  async #run(row: PaperRow, last: Date): Promise<PaperBacktest | null> {
    const rules = storedRules(row.rules);
    const from = new Date(bucketStart(row.started_at.getTime(), rules.timeframe));
    if (from >= last) return null;
    const settings = BacktestSettings.parse({
      from: from.toISOString(),
      to: last.toISOString(),
      capital: row.capital,
      benchmark: null,
      honesty: false,
    });
    const reading = { db: this.#market.db, clock: this.#market.clock, asks: null };
    const request = { rules, settings, settingsAt: "/settings" };
    try {
      const plan = await planRunData(reading, this.#market, request, { ...RUN_LIMITS, waitMs: 0 });
      const data = await readRunData(reading, this.#market, request, plan);
      const trades: BacktestTrade[] = [];
      const ports = {
        progress: () => {},
        trades: async (page: string) => void trades.push(...(JSON.parse(page) as BacktestTrade[])),
      };
      const task = { kind: "backtest", rules, settings, data: await sharedData(data) } as const;
      const end = await runInThread(task, ports, AbortSignal.timeout(TIMEOUT_MS));
      const report = BacktestReport.parse(JSON.parse(end.report));
      return { ...curveOf(report, data.market.intervalMs), trades, closeAt: closesOf(data) };
    } catch (error) {
      if (error instanceof DomainError || error instanceof RunRefused) return null;
      throw error;
    }
  }
}

function curveOf({ curve, finalEquity }: BacktestReport, intervalMs: number): Pick<PaperBacktest, "equity" | "curve"> {
  const points = curve.at.map((at, index) => ({
    at: new Date(Date.parse(at) + intervalMs).toISOString(),
    equity: curve.equity[index] ?? finalEquity,
  }));
  return { equity: finalEquity, curve: points };
}

function closesOf({ market: { coins, intervalMs } }: RunData): PaperBacktest["closeAt"] {
  const byCoin = new Map(coins.map(({ coin, candles }) => [coin, candles]));
  return (coin, at) => {
    const candles = byCoin.get(coin);
    const index = candles?.time.indexOf(at - intervalMs) ?? -1;
    return index < 0 ? null : (candles?.close[index] ?? null);
  };
}
