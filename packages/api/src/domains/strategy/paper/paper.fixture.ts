import type { MarketData } from "@cryptodesk/quant/backtest/market-data";
import { invalidInput } from "@cryptodesk/shared/errors/domain-error";
import { TIMEFRAME_MS } from "@cryptodesk/shared/market/timeframe";
import type { StrategyRules } from "@cryptodesk/shared/strategy/rules.contract";
import { v7 as uuidv7 } from "uuid";
import type { Db } from "../../../platform/database/database.ts";
import { asOwner } from "../../../platform/database/owned-rows.ts";
import { insertStrategy } from "../strategies/write-version.ts";
import { judgeCloses } from "./coins-at-close.ts";
import { PaperRepository } from "./paper.repository.ts";
import type { PaperMarket } from "./paper-market.ts";
import { emptyState } from "./paper-state.ts";

/** A market of hand-made closes: candles of one coin, each as wide as its way from the close before. */
export interface ScriptedMarket extends PaperMarket {
  /** Closing prices by the time of the close, ms. */
  readonly closes: Map<string, Map<number, number>>;
  readonly live: Map<string, number>;
  /** Coins of which no prices come any more. */
  readonly silent: Set<string>;
  /** Coins of which a series has a break before this close, ms. */
  readonly breaks: Map<string, number>;
}

export function scriptedMarket(): ScriptedMarket {
  const closes: ScriptedMarket["closes"] = new Map();
  const live: ScriptedMarket["live"] = new Map();
  const silent = new Set<string>();
  const breaks = new Map<string, number>();
  return {
    closes,
    live,
    silent,
    breaks,
    gone: async (coins) => new Set(coins.filter((coin) => silent.has(coin))),
    judge: async (rules, market, times) => times.map(judgeCloses(rules, market)),
    candles: async (rules, _from, to) => {
      const market = candlesOf(rules, { closes, breaks }, to.getTime());
      if (market.coins.length === 0) throw invalidInput("/rules/universe", "there are no candles");
      return market;
    },
    prices: async (coins) => {
      return new Map([...coins].flatMap((coin) => (live.has(coin) ? [[coin, live.get(coin) ?? 0] as const] : [])));
    },
  };
}

function candlesOf(
  rules: StrategyRules,
  { closes, breaks }: Pick<ScriptedMarket, "closes" | "breaks">,
  until: number,
): MarketData {
  const intervalMs = TIMEFRAME_MS[rules.timeframe];
  const coins = [...closes].map(([coin, byTime]) => {
    const rows = [...byTime].filter(([at]) => at <= until).toSorted(([one], [other]) => one - other);
    const close = Float64Array.from(rows, ([, price]) => price);
    const open = close.map((price, index) => close[index - 1] ?? price);
    const candles = {
      time: Float64Array.from(rows, ([at]) => at - intervalMs),
      open,
      high: close.map((price, index) => Math.max(price, open[index] ?? price)),
      low: close.map((price, index) => Math.min(price, open[index] ?? price)),
      close,
      volume: close.map(() => 1e9),
      segment: Int32Array.from(rows, ([at]) => (at >= (breaks.get(coin) ?? Number.POSITIVE_INFINITY) ? 1 : 0)),
    };
    return { coin, candles, members: null, inUniverse: true };
  });
  return { intervalMs, coins };
}

/** Writes a strategy and a paper account that follows it from the next close on. @returns the paper account's id */
export async function followOnPaper(
  db: Db,
  { accountId, rules, now }: { accountId: string; rules: StrategyRules; now: Date },
): Promise<string> {
  const [strategyId, id] = [uuidv7(), uuidv7()];
  const interval = TIMEFRAME_MS[rules.timeframe];
  const nextCandleAt = new Date(Math.floor(now.getTime() / interval) * interval + interval);
  await asOwner(db, accountId, async (own) => {
    await insertStrategy(own, { id: strategyId, accountId, rules, tags: [], note: null, forkedFrom: null }, now);
    const draft = { id, accountId, strategyId, version: 1, rules, capital: 10_000, book: emptyState(10_000) };
    await new PaperRepository(own).insert({ ...draft, nextCandleAt }, now);
  });
  return id;
}
