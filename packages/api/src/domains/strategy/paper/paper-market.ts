import type { MarketData } from "@cryptodesk/quant/backtest/market-data";
import { DomainError, invalidInput } from "@cryptodesk/shared/errors/domain-error";
import { TIMEFRAME_MS } from "@cryptodesk/shared/market/timeframe";
import type { StrategyRules } from "@cryptodesk/shared/strategy/rules.contract";
import type { ServiceContext } from "../../../platform/service-context.ts";
import { readMarketSummary } from "../../market/market.public.ts";
import { planRunData, type RunData, type RunDataLimits, readRunData } from "../candles/run-data.ts";
import { sharedMarket } from "../runs/thread/shared-market.ts";
import type { StrategyRuntime } from "../strategy-runtime.ts";
import type { CoinAtClose } from "./paper-candle.ts";

/** What paper accounts see of the market. */
export interface PaperMarket {
  /**
   * Closed candles that rules read to judge the closes after `from` up to `to`, with what warms them up.
   * @throws DomainError INVALID_INPUT where there are none
   */
  candles(rules: StrategyRules, from: Date, to: Date): Promise<MarketData>;
  /**
   * What rules say at these closes (ms): the coins of the universe at each, in its order.
   * @throws RunRefused for rules that cannot be judged, DomainError UNAVAILABLE where that takes too long
   */
  judge(rules: StrategyRules, market: MarketData, closes: readonly number[]): Promise<CoinAtClose[][]>;
  /** Those of these coins of which no prices come any more, while those of others do. */
  gone(coins: readonly string[], now: Date): Promise<Set<string>>;
  /** Latest prices, USD; those that are too old to trade at are left out. */
  prices(coins: Iterable<string>, now: Date): Promise<Map<string, number>>;
}

// Nobody could have traded at a price that is older.
const MAX_PRICE_AGE_MS = 15 * 60_000;
const LIMITS: RunDataLimits = { mostCandles: 500_000, waitMs: 0 };
const JUDGE_TIMEOUT_MS = 20_000;
// Small coins are refreshed less often than large ones.
const GONE_AFTER_MS = 3_600_000;

/** The desk's own market. */
export function paperMarketOf({ market, livePrices, runs }: StrategyRuntime): PaperMarket {
  return {
    candles: async (rules, from, to) => {
      const reading = { db: market.db, clock: market.clock, asks: null };
      return (await readSpan({ market }, reading, rules, { from, to }, LIMITS)).market;
    },
    judge: async (rules, given, closes) => {
      const question = { kind: "judge", rules, market: await sharedMarket(given), closes } as const;
      return runs.threads.ask(question, JUDGE_TIMEOUT_MS);
    },
    gone: async (coins, now) => {
      if (coins.length === 0) return new Set();
      const { lastRefreshAt } = await readMarketSummary(market.db.primary);
      const isWell = lastRefreshAt !== null && now.getTime() - lastRefreshAt.getTime() <= MAX_PRICE_AGE_MS;
      if (!isWell) return new Set();
      const found = await livePrices.of(coins);
      return new Set(
        coins.filter((coin) => {
          const asOf = found.get(coin)?.asOf;
          return asOf === undefined || now.getTime() - Date.parse(asOf) > GONE_AFTER_MS;
        }),
      );
    },
    prices: async (coins, now) => {
      const found = await livePrices.of(coins);
      return new Map(
        [...found].flatMap(([coin, { priceUsd, asOf }]) => {
          const price = Number(priceUsd);
          const isFresh = now.getTime() - Date.parse(asOf) <= MAX_PRICE_AGE_MS;
          return isFresh && price > 0 ? [[coin, price] as const] : [];
        }),
      );
    },
  };
}

// Long enough to tell which timeframes are stored.
const LEAST_LOOK_MS = 4 * 86_400_000;
const LEAST_CANDLES = 3;
const FETCH_LIMITS: RunDataLimits = { mostCandles: 500_000, waitMs: 8_000 };

/**
 * Finds out whether rules could be judged now, and asks for history that is missing.
 * @throws DomainError INVALID_INPUT at `/strategyId`, saying which coin lacks what, and what is available
 */
export async function requireCandles(
  { market }: Pick<StrategyRuntime, "market">,
  ctx: ServiceContext,
  rules: StrategyRules,
): Promise<void> {
  const to = ctx.clock();
  const from = new Date(to.getTime() - Math.max(LEAST_LOOK_MS, LEAST_CANDLES * TIMEFRAME_MS[rules.timeframe]));
  const reading = { db: ctx.db, clock: ctx.clock, asks: ctx };
  try {
    await planRunData(reading, market, requestOf(rules, { from, to }), FETCH_LIMITS);
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== "INVALID_INPUT") throw error;
    throw invalidInput("/strategyId", `names a strategy that cannot be followed now: ${error.message}`);
  }
}

async function readSpan(
  { market }: Pick<StrategyRuntime, "market">,
  reading: Parameters<typeof readRunData>[0],
  rules: StrategyRules,
  span: { from: Date; to: Date },
  limits: RunDataLimits,
): Promise<RunData> {
  const request = requestOf(rules, span);
  return readRunData(reading, market, request, await planRunData(reading, market, request, limits));
}

function requestOf(rules: StrategyRules, { from, to }: { from: Date; to: Date }) {
  const settings = { from: from.toISOString(), to: to.toISOString(), benchmark: null, parameters: {} };
  return { rules, settings, settingsAt: "/settings" };
}
