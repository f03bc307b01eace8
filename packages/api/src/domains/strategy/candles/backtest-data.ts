import type { BacktestData, GetBacktestDataInput } from "@cryptodesk/shared/strategy/run.contract";
import type { ServiceContext } from "../../../platform/service-context.ts";
import type { MarketRuntime } from "../../market/market.public.ts";
import { requireRunnable } from "./require-runnable.ts";
import { planRunData, type RunData, type RunDataLimits, readRunData } from "./run-data.ts";
import { isoOf } from "./run-span.ts";

// Of each candle its time, segment, four prices and volume.
const VALUES_A_CANDLE = 7;
const MOST_VALUES = 2_000_000;
const LIMITS: RunDataLimits = { mostCandles: Math.floor(MOST_VALUES / VALUES_A_CANDLE), waitMs: 8_000 };

/**
 * The candles that rules need, as columns: what a run on the desk reads.
 * @throws DomainError INVALID_INPUT with the place and what is available, also for more than two million values
 */
export async function getBacktestData(
  ctx: ServiceContext,
  market: MarketRuntime,
  { rules, settings }: GetBacktestDataInput,
): Promise<BacktestData> {
  await requireRunnable(ctx.db.primary, rules, settings.parameters, "/settings");
  const request = { rules, settings, settingsAt: "/settings" };
  const reading = { db: ctx.db, clock: ctx.clock, asks: ctx };
  const plan = await planRunData(reading, market, request, LIMITS);
  return toBacktestData(await readRunData(reading, market, request, plan), rules.timeframe);
}

function toBacktestData(
  { market, symbols, notes, simulated, coverage, benchmark, fromMs, toMs }: RunData,
  timeframe: BacktestData["timeframe"],
): BacktestData {
  return {
    timeframe,
    intervalMs: market.intervalMs,
    simulated,
    from: isoOf(fromMs),
    to: isoOf(toMs),
    benchmark,
    coverage,
    coins: market.coins.map(({ coin, candles, members, inUniverse }) => ({
      coin,
      symbol: symbols.get(coin) ?? null,
      time: Array.from(candles.time),
      open: Array.from(candles.open),
      high: Array.from(candles.high),
      low: Array.from(candles.low),
      close: Array.from(candles.close),
      volume: Array.from(candles.volume, (volume) => (Number.isNaN(volume) ? null : volume)),
      segment: Array.from(candles.segment),
      members: members?.map(({ from, to }) => ({ from, to })) ?? null,
      inUniverse,
    })),
    notes,
  };
}
