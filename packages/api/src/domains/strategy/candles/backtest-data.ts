import { BacktestData, type GetBacktestDataInput } from "@cryptodesk/shared/strategy/run.contract";
import { preparedBytes } from "../../../platform/answers/prepared-bytes.ts";
import type { ServiceContext } from "../../../platform/service-context.ts";
import type { RunRuntime } from "../runs/run-runtime.ts";
import { sharedMarket } from "../runs/thread/shared-market.ts";
import { requireRunnable } from "./require-runnable.ts";
import { planRunData, type RunDataLimits, readRunData } from "./run-data.ts";

// Of each candle its time, segment, four prices and volume.
const VALUES_A_CANDLE = 7;
const MOST_VALUES = 2_000_000;
const LIMITS: RunDataLimits = { mostCandles: Math.floor(MOST_VALUES / VALUES_A_CANDLE), waitMs: 8_000 };
const WRITE_TIMEOUT_MS = 30_000;
const FIELDS = Object.keys(BacktestData.shape) as (keyof BacktestData)[];

/**
 * The candles that rules need, as columns: what a run on the desk reads. Their JSON, which may have two million values, is
 * made by a thread.
 * @throws DomainError INVALID_INPUT with the place and what is available, also for more than two million values;
 * UNAVAILABLE while many others wait for theirs
 */
export async function getBacktestData(
  ctx: ServiceContext,
  { market, threads }: Pick<RunRuntime, "market" | "threads">,
  { rules, settings }: GetBacktestDataInput,
): Promise<BacktestData> {
  await requireRunnable(ctx.db.primary, rules, settings.parameters, "/settings");
  const request = { rules, settings, settingsAt: "/settings" };
  const reading = { db: ctx.db, clock: ctx.clock, asks: ctx };
  const plan = await planRunData(reading, market, request, LIMITS);
  const read = await readRunData(reading, market, request, plan);
  const data = { ...read, market: await sharedMarket(read.market) };
  const { timeframe } = rules;
  return preparedBytes<BacktestData>(FIELDS, await threads.ask({ kind: "write", data, timeframe }, WRITE_TIMEOUT_MS));
}
