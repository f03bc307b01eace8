import { setTimeout as pause } from "node:timers/promises";
import type { Clock, ServiceContext } from "../../../platform/service-context.ts";
import {
  type CandleSpan,
  type CandleStock,
  type MarketRuntime,
  requestHistory,
  surveyCandles,
} from "../../market/market.public.ts";

/** What reading candles takes of a request, or of a job. */
export interface Reading {
  readonly db: ServiceContext["db"];
  readonly clock: Clock;
  /** With what missing history is asked for; null: somebody did already. */
  readonly asks: Pick<ServiceContext, "queue" | "requestId"> | null;
  readonly signal?: AbortSignal | undefined;
}

const LOOK_EVERY_MS = 500;

/** What there is of coins; what is still to be fetched is asked for and waited for, up to `waitMs`. */
export async function surveyFetched(
  reading: Reading,
  market: MarketRuntime,
  coins: readonly string[],
  { span, waitMs }: { span: CandleSpan; waitMs: number },
): Promise<Map<string, CandleStock>> {
  let stocks = await surveyCandles(reading, market, coins, span);
  const fetching = () => [...stocks.values()].filter(({ isFetching }) => isFetching);
  if (reading.asks !== null) for (const { coin } of fetching()) await requestHistory(reading.asks, coin);
  const until = performance.now() + waitMs;
  while (fetching().length > 0 && performance.now() < until) {
    await pause(LOOK_EVERY_MS, undefined, { signal: reading.signal });
    stocks = await surveyCandles(reading, market, coins, span);
  }
  return stocks;
}
