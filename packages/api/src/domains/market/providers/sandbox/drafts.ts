import { bucketStart, TIMEFRAME_MS } from "@cryptodesk/shared/market/timeframe";
import type { CandleDraft, CandleRequest, PricePointDraft } from "../market-provider.ts";
import { formatPrice, formatUnits, formatUsd } from "./amounts.ts";
import { DAY_MS, dayStart } from "./calendar.ts";
import { type Frame, readFrames } from "./frames.ts";
import type { MovingCoin } from "./sandbox-market.ts";
import { quantityDecimals } from "./volume.ts";

const MAX_CANDLES = 1000;

/** A point of history. Its 24 h volume is the one up to the interval's end; a day's is that day's. */
export function toPricePointDraft(moving: MovingCoin, frame: Frame): PricePointDraft {
  const { coin } = moving;
  const close = Math.exp(frame.close);
  const marketCap = coin.withheld.has("supply") ? null : close * Number(coin.circulatingSupply);
  return {
    at: new Date(frame.startMs),
    priceUsd: formatPrice(close),
    openUsd: formatPrice(Math.exp(frame.open)),
    highUsd: formatPrice(Math.exp(frame.high)),
    lowUsd: formatPrice(Math.exp(frame.low)),
    marketCapUsd: marketCap === null ? null : formatUsd(marketCap),
    volume24hUsd: coin.withheld.has("volume") ? null : formatUsd(frame.rollingVolumeUsd),
  };
}

/** A coin's candles inside [from, to), at most 1,000 from `from`; volume is in coins. */
export function toCandleDrafts(moving: MovingCoin, request: CandleRequest, now: Date, tickMs: number): CandleDraft[] {
  const { timeframe } = request;
  const lengthMs = TIMEFRAME_MS[timeframe];
  const fromMs = firstOpen(request.from.getTime(), request.timeframe);
  const startMs = Math.max(fromMs, bucketStart(dayStart(moving.coin.firstDay), timeframe));
  const toMs = Math.min(request.to.getTime(), now.getTime() + 1);
  const weekly = timeframe === "1w";
  const frames = readFrames(moving, {
    stepMs: Math.min(lengthMs, DAY_MS),
    fromMs: startMs,
    // The last week that begins before `to` is read to its end.
    toMs: Math.min(weekly ? toMs + 6 * DAY_MS : toMs, startMs + (MAX_CANDLES + 1) * lengthMs),
    nowMs: now.getTime(),
    tickMs,
  });
  const joined = weekly ? joinWeeks(frames, now.getTime()) : frames;
  const decimals = quantityDecimals(moving);
  return joined
    .filter((frame) => frame.startMs >= fromMs && frame.startMs < toMs)
    .map((frame) => toCandle(frame, decimals));
}

function toCandle(frame: Frame, decimals: number): CandleDraft {
  return {
    openTime: new Date(frame.startMs),
    open: formatPrice(Math.exp(frame.open)),
    high: formatPrice(Math.exp(frame.high)),
    low: formatPrice(Math.exp(frame.low)),
    close: formatPrice(Math.exp(frame.close)),
    volume: formatUnits(frame.quantity, decimals),
    complete: frame.complete,
  };
}

/** Start of the first interval that begins at or after a time. */
function firstOpen(timeMs: number, timeframe: CandleRequest["timeframe"]): number {
  const start = bucketStart(timeMs, timeframe);
  return start === timeMs ? start : start + TIMEFRAME_MS[timeframe];
}

function joinWeeks(days: readonly Frame[], nowMs: number): Frame[] {
  const weeks: Frame[] = [];
  for (const day of days) {
    const startMs = bucketStart(day.startMs, "1w");
    const week = weeks.at(-1);
    if (week?.startMs !== startMs) {
      weeks.push({ ...day, startMs, complete: startMs + TIMEFRAME_MS["1w"] <= nowMs });
      continue;
    }
    week.high = Math.max(week.high, day.high);
    week.low = Math.min(week.low, day.low);
    week.close = day.close;
    week.quantity += day.quantity;
  }
  return weeks;
}
