import type { CandleColumns } from "@cryptodesk/quant/backtest/market-data";
import { aggregateColumns, segmentsOf } from "@cryptodesk/quant/series/aggregate-columns";
import { bucketStart, TIMEFRAME_MS, type Timeframe } from "@cryptodesk/shared/market/timeframe";
import type { ServiceContext } from "../../platform/service-context.ts";
import { CandleColumnsRepository, type SeriesTexts, type SurveyedCoin } from "./candle-columns.repository.ts";
import { ComputedCandles } from "./computed-candles.ts";
import type { Series } from "./coverage.repository.ts";
import type { MarketRuntime } from "./market-runtime.ts";
import { columnOf } from "./text-columns.ts";
import { TimeSlices } from "./time-slices.ts";

export interface CandleSpan {
  timeframe: Timeframe;
  from: Date;
  /** Exclusive. */
  to: Date;
}

/** What there is of a coin for a span, before anything of it is read. */
export interface CandleStock {
  coin: string;
  symbol: string;
  /** The series that is read; null: nothing inside the span can be had. */
  source: CandleSource | null;
  /** Older candles of the span are still being fetched. */
  isFetching: boolean;
  /** About how many candles of the span's timeframe there are inside it. */
  candles: number;
  /** Every series that is stored or can be computed, whatever the span. */
  available: { timeframe: Timeframe; from: Date; to: Date }[];
}

export interface CandleSource {
  no: number;
  /** Null: computed by the simulated market. */
  series: Series | null;
  /** Timeframe of what is read; the span's is built from it. */
  timeframe: Timeframe;
}

/** A place where a series breaks off and goes on as what may be another coin. */
export interface SeriesBreak {
  /** End of what was before, and start of what comes after, ms. */
  fromMs: number;
  toMs: number;
  /** Closing price before and opening price after, USD. */
  before: number;
  after: number;
  /** It came back from behind a hole at a price that no coin comes back at; else only the exchange pair is another one. */
  isAnotherCoin: boolean;
}

export interface CoinColumns {
  coin: string;
  candles: CandleColumns;
  breaks: SeriesBreak[];
  /** No exchange's candles: prices at the end of each interval, without a range. */
  hasPointsOnly: boolean;
}

type Reading = Pick<ServiceContext, "db" | "clock">;

/** What each timeframe can be built from, best first. */
const BUILT_FROM = {
  "5m": ["5m"],
  "15m": ["5m"],
  "1h": ["candles-1h", "1h", "5m"],
  "4h": ["candles-1h", "1h", "5m"],
  "1d": ["candles-1d", "candles-1h", "1d", "1h"],
  "1w": ["candles-1d", "candles-1h", "1d", "1h"],
} as const satisfies Record<Timeframe, readonly Series[]>;

const FRAME = { "5m": "5m", "1h": "1h", "1d": "1d", "candles-1h": "1h", "candles-1d": "1d" } as const satisfies Record<
  Series,
  Timeframe
>;
const ALL_SERIES: readonly Series[] = ["candles-1h", "candles-1d", "5m", "1h", "1d"];

// A better kind of series is taken unless another one knows so much more of the span.
const MUCH_MORE = 1.1;
// A signal at one candle is filled at the next.
const LEAST_CANDLES = 2;
// Across a hole no coin of the past came back at four times or a quarter of its price; what had was another coin.
const ANOTHER_COIN = 4;

/**
 * What there is of these coins for a span, in one statement; coins that the market does not know are left out.
 */
export async function surveyCandles(
  { db, clock }: Reading,
  market: MarketRuntime,
  coinIds: readonly string[],
  span: CandleSpan,
): Promise<Map<string, CandleStock>> {
  const repository = new CandleColumnsRepository(db.primary);
  const coins = await repository.survey(coinIds, ALL_SERIES, span.from, span.to);
  const isComputed = ComputedCandles.of(market) !== null;
  const stocks = coins.map((coin) => (isComputed ? computedStock(coin, span, clock()) : stockOf(coin, span)));
  return new Map(stocks.map((stock) => [stock.coin, stock]));
}

/** A simulated coin has candles of every timeframe since it was listed. */
function computedStock(
  { no, id, symbol, listedAt }: SurveyedCoin,
  { timeframe, from, to }: CandleSpan,
  now: Date,
): CandleStock {
  const isThere = listedAt !== null && listedAt < to && listedAt < now;
  const source = isThere ? { no, series: null, timeframe } : null;
  const available = listedAt === null ? [] : [{ timeframe, from: listedAt, to: now }];
  const first = Math.max(from.getTime(), listedAt?.getTime() ?? 0);
  const candles = isThere ? Math.ceil((Math.min(to.getTime(), now.getTime()) - first) / TIMEFRAME_MS[timeframe]) : 0;
  return { coin: id, symbol, source, isFetching: false, candles, available };
}

function stockOf({ no, id, symbol, series }: SurveyedCoin, span: CandleSpan): CandleStock {
  const usable: readonly Series[] = BUILT_FROM[span.timeframe];
  const candidates = usable.flatMap((name) => series.filter((each) => each.series === name));
  const weight = (each: (typeof candidates)[number]) => each.candles * TIMEFRAME_MS[FRAME[each.series]];
  let best: (typeof candidates)[number] | null = null;
  for (const each of candidates) {
    if (
      weight(each) >= LEAST_CANDLES * TIMEFRAME_MS[span.timeframe] &&
      (best === null || weight(each) > MUCH_MORE * weight(best))
    )
      best = each;
  }
  // Five-minute points are observed, never fetched.
  const fetched = series.filter((each) => each.series !== "5m" && usable.includes(each.series));
  const reachesBack = best?.firstInside != null && best.firstInside <= firstStart(span, FRAME[best.series]);
  const isFetching = !reachesBack && fetched.some(({ state }) => state === null || state === "pending");
  return {
    coin: id,
    symbol,
    source: best && { no, series: best.series, timeframe: FRAME[best.series] },
    isFetching,
    candles: best === null ? 0 : Math.ceil(weight(best) / TIMEFRAME_MS[span.timeframe]),
    available: series.flatMap(({ series: name, first, last }) =>
      first && last ? [{ timeframe: FRAME[name], from: first, to: endOf(last, FRAME[name]) }] : [],
    ),
  };
}

function firstStart({ from }: CandleSpan, timeframe: Timeframe): Date {
  return new Date(Math.ceil(from.getTime() / TIMEFRAME_MS[timeframe] + 1) * TIMEFRAME_MS[timeframe]);
}

function endOf(start: Date, timeframe: Timeframe): Date {
  return new Date(start.getTime() + TIMEFRAME_MS[timeframe]);
}

/**
 * A coin's closed candles in a span, as columns, in one statement. Longer timeframes are built from what is stored.
 */
export async function readCandleColumns(
  { db, clock }: Reading,
  market: MarketRuntime,
  { coin, source }: CandleStock,
  span: CandleSpan,
): Promise<CoinColumns> {
  const until = Math.min(span.to.getTime(), bucketStart(clock().getTime(), span.timeframe));
  if (source === null) return withoutCandles(coin);
  if (source.series === null) {
    const candles = await ComputedCandles.of(market)?.read(coin, { ...span, to: new Date(until) }, clock());
    return { ...withoutCandles(coin), ...(candles && { candles }) };
  }
  const texts = await new CandleColumnsRepository(db.primary).read(
    source.no,
    source.series,
    new Date(bucketStart(span.from.getTime(), span.timeframe)),
    new Date(Math.min(until, bucketStart(clock().getTime(), source.timeframe))),
  );
  if (texts === null) return withoutCandles(coin);
  const slices = new TimeSlices();
  const fine = await columnsOf(texts, source.timeframe, slices);
  const breaks = breaksOf(fine, texts.markets, TIMEFRAME_MS[source.timeframe]);
  const begins = breaks.map(({ toMs }) => toMs);
  const split = { ...fine, segment: segmentsOf(fine.time, TIMEFRAME_MS[source.timeframe], begins) };
  await slices.rest();
  const rolled = aggregateColumns(split, source.timeframe, span.timeframe);
  const bucketBegins = begins.map((toMs) => bucketStart(toMs, span.timeframe));
  return {
    coin,
    candles: { ...rolled, segment: segmentsOf(rolled.time, TIMEFRAME_MS[span.timeframe], bucketBegins) },
    breaks,
    hasPointsOnly: texts.markets.includes("points"),
  };
}

function withoutCandles(coin: string): CoinColumns {
  const none = new Float64Array(0);
  const candles = { time: none, open: none, high: none, low: none, close: none, volume: none };
  return { coin, candles: { ...candles, segment: new Int32Array(0) }, breaks: [], hasPointsOnly: false };
}

async function columnsOf(texts: SeriesTexts, timeframe: Timeframe, slices: TimeSlices): Promise<CandleColumns> {
  const time = await columnOf(texts.times, slices);
  // Daily and weekly candles begin where their days do; a source's own few seconds would make them miss each other.
  for (let index = 0; index < time.length; index += 1) time[index] = bucketStart(1_000 * (time[index] ?? 0), timeframe);
  return {
    time,
    open: await columnOf(texts.opens, slices),
    high: await columnOf(texts.highs, slices),
    low: await columnOf(texts.lows, slices),
    close: await columnOf(texts.closes, slices),
    volume:
      texts.volumes === "" ? new Float64Array(time.length).fill(Number.NaN) : await columnOf(texts.volumes, slices),
    segment: new Int32Array(time.length),
  };
}

/** Where the exchange pair changes, or a price comes back far off from behind a hole. */
function breaksOf({ time, open, close }: CandleColumns, markets: string, intervalMs: number): SeriesBreak[] {
  const names = markets.includes(",") ? markets.split(",") : null;
  const breaks: SeriesBreak[] = [];
  const holes = segmentsOf(time, intervalMs);
  for (let index = 1; index < time.length; index += 1) {
    const isOtherMarket = names !== null && isPair(names[index]) && names[index] !== names[index - 1];
    const before = close[index - 1] ?? Number.NaN;
    const after = open[index] ?? Number.NaN;
    const ratio = after / before;
    const isFarOff = holes[index] !== holes[index - 1] && (ratio >= ANOTHER_COIN || ratio <= 1 / ANOTHER_COIN);
    if (!isOtherMarket && !isFarOff) continue;
    const fromMs = (time[index - 1] ?? 0) + intervalMs;
    breaks.push({ fromMs, toMs: time[index] ?? 0, before, after, isAnotherCoin: isFarOff });
  }
  return breaks;
}

// Points with and without a range are of the same series.
function isPair(name: string | undefined): boolean {
  return name !== "points" && name !== "ranges";
}
