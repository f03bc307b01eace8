import { candlesBefore } from "@cryptodesk/quant/backtest/candles-before";
import type { CandleColumns, CoinCandles, MarketData } from "@cryptodesk/quant/backtest/market-data";
import { firstAt } from "@cryptodesk/quant/backtest/steps";
import { describeRemark, remarkOf } from "@cryptodesk/quant/remarks/remark";
import { invalidInput } from "@cryptodesk/shared/errors/domain-error";
import { bucketStart, TIMEFRAME_MS } from "@cryptodesk/shared/market/timeframe";
import type { CoinCoverage, Remark } from "@cryptodesk/shared/strategy/backtest.contract";
import {
  type CandleSpan,
  type CandleStock,
  type CoinColumns,
  type MarketRuntime,
  readCandleColumns,
} from "../../market/market.public.ts";
import { anotherCoin } from "./candle-refusals.ts";
import { type FoundCoin, type FoundCoins, findCoins } from "./find-coins.ts";
import type { Reading } from "./history-fetch.ts";
import type { RunRequest } from "./run-request.ts";
import { isoOf, type RunSpan, runSpan } from "./run-span.ts";

/** Everything that a run reads, and what one should know of it. */
export interface RunData extends RunSpan {
  readonly market: MarketData;
  readonly symbols: ReadonlyMap<string, string>;
  readonly coverage: CoinCoverage[];
  readonly remarks: Remark[];
  readonly simulated: boolean;
  /** The coin that the result is compared with; null: none has candles. */
  readonly benchmark: string | null;
}

export interface RunDataLimits {
  /** Candles of all coins together, and where it is said when there are more. */
  readonly mostCandles: number;
  /** How long the fetch of missing history is waited for, ms. */
  readonly waitMs: number;
  /** Nothing is refused for being on its way: somebody waits for it later. */
  readonly toleratesFetching?: boolean;
}

// A hundred megabytes of columns.
export const RUN_LIMITS: RunDataLimits = { mostCandles: 3_000_000, waitMs: 60_000 };

/** What a run will read, before it is read. */
export interface PlannedData extends RunSpan {
  readonly span: CandleSpan;
  readonly found: FoundCoins;
}

/**
 * Settles what a run reads and refuses what it cannot. Reads no candles.
 * @throws DomainError INVALID_INPUT with the place and what is available
 */
export async function planRunData(
  reading: Reading,
  market: MarketRuntime,
  request: RunRequest,
  { mostCandles, waitMs, toleratesFetching = false }: RunDataLimits,
): Promise<PlannedData> {
  const { timeframe } = request.rules;
  const run = runSpan(request, reading.clock());
  const before = candlesBefore(request.rules, { ...request.settings.parameters, ...request.largest });
  const first = bucketStart(Math.max(0, run.fromMs - before * TIMEFRAME_MS[timeframe]), timeframe);
  const span: CandleSpan = { timeframe, from: new Date(first), to: new Date(run.toMs) };
  const found = await findCoins(reading, market, request, { run, span, waitMs, toleratesFetching });
  const candles = found.coins.reduce((sum, { stock }) => sum + stock.candles, 0);
  if (candles > mostCandles) {
    throw invalidInput(
      `${request.settingsAt}/from`,
      `about ${candles} candles of ${found.coins.length} coins are more than ${mostCandles}: take a shorter span, a longer timeframe or fewer coins`,
    );
  }
  return { ...run, span, found };
}

/** Reads the candles that were planned for: one statement a coin. @throws DomainError INVALID_INPUT */
export async function readRunData(
  reading: Reading,
  market: MarketRuntime,
  request: RunRequest,
  { span, found, fromMs, toMs }: PlannedData,
): Promise<RunData> {
  const coins: CoinCandles[] = [];
  const coverage: CoinCoverage[] = [];
  const symbols = new Map<string, string>();
  for (const each of found.coins) {
    const { coin, inUniverse } = each.wanted;
    const columns = await readCandleColumns(reading, market, each.stock, span);
    const isNamed = inUniverse && request.rules.universe.kind !== "top";
    if (isNamed && columns.breaks.some(({ isAnotherCoin }) => isAnotherCoin)) throw anotherCoin(each.wanted, columns);
    coins.push({ coin, candles: columns.candles, members: each.members, inUniverse });
    symbols.set(coin, each.stock.symbol);
    coverage.push(coverageOf(each, columns, { fromMs, toMs }, TIMEFRAME_MS[span.timeframe]));
  }
  const { benchmark } = request.settings;
  const compared = benchmark ?? coins.find(({ inUniverse }) => inUniverse)?.coin ?? null;
  const hasCandles = coins.some(({ coin, candles }) => coin === compared && candles.time.length > 0);
  return {
    fromMs,
    toMs,
    market: { intervalMs: TIMEFRAME_MS[span.timeframe], coins },
    symbols,
    coverage,
    remarks: found.remarks,
    simulated: market.simulated(),
    benchmark: hasCandles ? compared : null,
  };
}

function coverageOf(
  { wanted, stock }: FoundCoin,
  { candles, breaks, hasPointsOnly }: CoinColumns,
  { fromMs, toMs }: RunSpan,
  intervalMs: number,
): CoinCoverage {
  const inside = candles.time.subarray(firstAt(candles.time, fromMs), firstAt(candles.time, toMs));
  const first = inside[0];
  const last = inside.at(-1);
  const expected = first === undefined || last === undefined ? 0 : Math.round((last - first) / intervalMs) + 1;
  const remarks = remarksOn(stock, { candles, breaks, hasPointsOnly }, first, fromMs + intervalMs);
  return {
    coin: wanted.coin,
    symbol: stock.symbol,
    from: first === undefined ? null : isoOf(first),
    to: last === undefined ? null : isoOf(last + intervalMs),
    candles: inside.length,
    missing: Math.max(0, expected - inside.length),
    note: remarks.length === 0 ? null : remarks.map(describeRemark).join("; "),
    remarks,
  };
}

function remarksOn(
  { isFetching }: CandleStock,
  { candles, breaks, hasPointsOnly }: { candles: CandleColumns; breaks: CoinColumns["breaks"]; hasPointsOnly: boolean },
  first: number | undefined,
  lateFromMs: number,
): Remark[] {
  const said: Remark[] = [];
  if (first === undefined) said.push(remarkOf("none-in-span", {}));
  else if (first > lateFromMs) said.push(remarkOf("begins-late", { at: isoOf(first) }));
  if (isFetching) said.push(remarkOf("being-fetched", {}));
  if (hasPointsOnly) said.push(remarkOf("closes-only", {}));
  if (candles.volume.length > 0 && candles.volume.every(Number.isNaN)) said.push(remarkOf("no-volumes", {}));
  for (const { fromMs, toMs, isAnotherCoin } of breaks) {
    const what = isAnotherCoin ? "another-coin" : "another-pair";
    const at = isoOf(toMs);
    const hasHole = toMs > fromMs;
    said.push(hasHole ? remarkOf(`${what}-after-hole`, { at, since: isoOf(fromMs) }) : remarkOf(what, { at }));
  }
  return said;
}
