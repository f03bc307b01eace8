import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createKama, kama } from "./adaptive-average.ts";
import { aroon, createAroon } from "./aroon.ts";
import { bollinger, createBollinger, createDonchian, createKeltner, donchian, keltner } from "./channels.ts";
import { cci, createCci } from "./commodity-channel.ts";
import { createDema, createHma, createTema, dema, hma, tema } from "./composed-average.ts";
import { createMacd, createPpo, createTrix, macd, ppo, trix } from "./convergence.ts";
import { adx, createAdx } from "./directional-movement.ts";
import {
  createPercentRank,
  createStandardDeviation,
  createZScore,
  percentRank,
  standardDeviation,
  zScore,
} from "./dispersion.ts";
import { createHighest, createLowest, highest, lowest } from "./extremes.ts";
import { createIchimoku, ichimoku } from "./ichimoku.ts";
import { BLOCK, type Stream } from "./kernel.ts";
import { change, createChange, createRoc, roc } from "./momentum.ts";
import { createEma, createSma, createWilder, createWma, ema, sma, wilder, wma } from "./moving-average.ts";
import { beta, correlation, createBeta, createCorrelation, createSlope, slope } from "./regression.ts";
import { createRsi, createStochRsi, rsi, stochRsi } from "./relative-strength.ts";
import { createStochastic, createWilliamsR, stochastic, williamsR } from "./stochastic.ts";
import { createParabolicSar, createSupertrend, parabolicSar, supertrend } from "./trailing-stop.ts";
import { atr, createAtr } from "./true-range.ts";
import { cmf, createCmf, createMfi, createObv, mfi, obv } from "./volume.ts";
import { createSessionVwap, createVwap, sessionVwap, vwap } from "./volume-weighted-price.ts";

interface Market {
  time: Float64Array;
  high: Float64Array;
  low: Float64Array;
  close: Float64Array;
  volume: Float64Array;
  value: Float64Array;
  other: Float64Array;
}
type Row = { [Name in keyof Market]: number };
type Lines = Readonly<Record<string, Float64Array>>;

/** An indicator in both forms, each told the same market and answering with lines by name. */
interface Case {
  name: string;
  batch: (market: Market) => Lines;
  create: () => { warmUp: number; next: (row: Row) => Readonly<Record<string, number>> };
  /** What a change of the currency does to the results; none where they have no unit. */
  unit: "price" | "none" | "volume";
}

function ofValues(
  name: string,
  unit: Case["unit"],
  batch: (values: Float64Array) => Float64Array | Lines,
  create: () => Stream<number, number | Readonly<Record<string, number>>>,
): Case {
  return {
    name,
    unit,
    batch: ({ close }) => named(batch(close)),
    create: () => {
      const stream = create();
      return { warmUp: stream.warmUp, next: ({ close }) => namedRow(stream.next(close)) };
    },
  };
}

function ofCandles(
  name: string,
  unit: Case["unit"],
  batch: (market: Market) => Float64Array | Lines,
  create: () => Stream<Row, number | Readonly<Record<string, number>>>,
): Case {
  return {
    name,
    unit,
    batch: (market) => named(batch(market)),
    create: () => {
      const stream = create();
      return { warmUp: stream.warmUp, next: (row) => namedRow(stream.next(row)) };
    },
  };
}

const named = (lines: Float64Array | Lines): Lines => (lines instanceof Float64Array ? { line: lines } : lines);
const namedRow = (row: number | Readonly<Record<string, number>>) => (typeof row === "number" ? { line: row } : row);

const period = 7;
const CASES: readonly Case[] = [
  ofValues(
    "sma",
    "price",
    (v) => sma(v, { period }),
    () => createSma({ period }),
  ),
  ofValues(
    "ema",
    "price",
    (v) => ema(v, { period }),
    () => createEma({ period }),
  ),
  ofValues(
    "ema of the first value",
    "price",
    (v) => ema(v, { period, seed: "first" }),
    () => createEma({ period, seed: "first" }),
  ),
  ofValues(
    "wilder",
    "price",
    (v) => wilder(v, { period }),
    () => createWilder({ period }),
  ),
  ofValues(
    "wma",
    "price",
    (v) => wma(v, { period }),
    () => createWma({ period }),
  ),
  ofValues(
    "dema",
    "price",
    (v) => dema(v, { period }),
    () => createDema({ period }),
  ),
  ofValues(
    "tema",
    "price",
    (v) => tema(v, { period }),
    () => createTema({ period }),
  ),
  ofValues(
    "hma",
    "price",
    (v) => hma(v, { period }),
    () => createHma({ period }),
  ),
  ofValues(
    "kama",
    "price",
    (v) => kama(v, { period }),
    () => createKama({ period }),
  ),
  ofValues(
    "rsi",
    "none",
    (v) => rsi(v, { period }),
    () => createRsi({ period }),
  ),
  ofValues(
    "stochastic RSI",
    "none",
    (v) => stochRsi(v, { rsiPeriod: period, smooth: 2 }),
    () => createStochRsi({ rsiPeriod: period, smooth: 2 }),
  ),
  ofCandles(
    "stochastic",
    "none",
    (m) => stochastic(m, { smooth: 3 }),
    () => createStochastic({ smooth: 3 }),
  ),
  ofCandles(
    "williamsR",
    "none",
    (m) => williamsR(m),
    () => createWilliamsR(),
  ),
  ofValues(
    "macd",
    "price",
    (v) => macd(v),
    () => createMacd(),
  ),
  ofValues(
    "ppo",
    "none",
    (v) => ppo(v),
    () => createPpo(),
  ),
  ofValues(
    "trix",
    "none",
    (v) => trix(v, { period }),
    () => createTrix({ period }),
  ),
  ofCandles(
    "adx",
    "none",
    (m) => adx(m, { period }),
    () => createAdx({ period }),
  ),
  ofCandles(
    "aroon",
    "none",
    (m) => aroon(m),
    () => createAroon(),
  ),
  ofCandles(
    "cci",
    "none",
    (m) => cci(m),
    () => createCci(),
  ),
  ofValues(
    "roc",
    "none",
    (v) => roc(v, { period }),
    () => createRoc({ period }),
  ),
  ofValues(
    "change",
    "price",
    (v) => change(v, { period }),
    () => createChange({ period }),
  ),
  ofCandles(
    "atr",
    "price",
    (m) => atr(m),
    () => createAtr(),
  ),
  ofValues(
    "bollinger",
    "price",
    (v) => bollinger(v),
    () => createBollinger(),
  ),
  ofCandles(
    "keltner",
    "price",
    (m) => keltner(m),
    () => createKeltner(),
  ),
  ofCandles(
    "donchian",
    "price",
    (m) => donchian(m),
    () => createDonchian(),
  ),
  ofCandles(
    "supertrend",
    "price",
    (m) => supertrend(m),
    () => createSupertrend(),
  ),
  ofCandles(
    "parabolic SAR",
    "price",
    (m) => parabolicSar(m),
    () => createParabolicSar(),
  ),
  ofCandles(
    "ichimoku",
    "price",
    (m) => ichimoku(m, { span: 30, displacement: 10 }),
    () => createIchimoku({ span: 30, displacement: 10 }),
  ),
  ofCandles(
    "obv",
    "volume",
    (m) => obv(m),
    () => createObv(),
  ),
  ofCandles(
    "mfi",
    "none",
    (m) => mfi(m),
    () => createMfi(),
  ),
  ofCandles(
    "cmf",
    "none",
    (m) => cmf(m),
    () => createCmf(),
  ),
  ofCandles(
    "vwap",
    "price",
    (m) => vwap(m, { period }),
    () => createVwap({ period }),
  ),
  ofCandles(
    "session vwap",
    "price",
    (m) => sessionVwap(m),
    () => createSessionVwap(),
  ),
  ofValues(
    "standard deviation",
    "price",
    (v) => standardDeviation(v, { period }),
    () => createStandardDeviation({ period }),
  ),
  ofValues(
    "z-score",
    "none",
    (v) => zScore(v, { period, sample: true }),
    () => createZScore({ period, sample: true }),
  ),
  ofValues(
    "percent rank",
    "none",
    (v) => percentRank(v, { period }),
    () => createPercentRank({ period }),
  ),
  ofValues(
    "slope",
    "price",
    (v) => slope(v, { period }),
    () => createSlope({ period }),
  ),
  ofValues(
    "highest",
    "price",
    (v) => highest(v, { period }),
    () => createHighest({ period }),
  ),
  ofValues(
    "lowest",
    "price",
    (v) => lowest(v, { period }),
    () => createLowest({ period }),
  ),
  ofCandles(
    "correlation",
    "none",
    (m) => correlation(m, { period }),
    () => createCorrelation({ period }),
  ),
  ofCandles(
    "beta",
    "none",
    (m) => beta(m, { period }),
    () => createBeta({ period }),
  ),
];

/** A reproducible walk of candles, an hour each, with prices around 100 and a benchmark of its own. */
function market(length: number, seed: number): Market {
  let state = seed >>> 0;
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
  const columns = ["time", "high", "low", "close", "volume", "value", "other"] as const;
  const rows = Object.fromEntries(columns.map((name) => [name, new Float64Array(length)])) as unknown as Market;
  let [price, benchmark] = [100, 1000];
  for (let at = 0; at < length; at += 1) {
    const open = price;
    price *= 1 + (random() - 0.5) / 10;
    benchmark *= 1 + (random() - 0.5) / 20;
    rows.time[at] = 1_700_000_000_000 + at * 3_600_000;
    rows.high[at] = Math.max(open, price) * (1 + random() / 50);
    rows.low[at] = Math.min(open, price) * (1 - random() / 50);
    rows.close[at] = price;
    rows.value[at] = price;
    rows.other[at] = benchmark;
    rows.volume[at] = Math.floor(random() * 1000);
  }
  return rows;
}

function mapMarket(source: Market, change: (column: Float64Array, name: keyof Market) => Float64Array): Market {
  return Object.fromEntries(
    Object.entries(source).map(([name, column]) => [name, change(column, name as keyof Market)]),
  ) as unknown as Market;
}

const rowAt = (source: Market, at: number): Row =>
  Object.fromEntries(Object.entries(source).map(([name, column]) => [name, column[at]])) as unknown as Row;

function streamed({ create, batch }: Case, source: Market): Lines {
  const stream = create();
  const rows = Array.from(source.close, (_, at) => stream.next(rowAt(source, at)));
  return Object.fromEntries(
    Object.keys(batch(source)).map((name) => [name, Float64Array.from(rows, (row) => row[name] ?? Number.NaN)]),
  );
}

const LENGTH = 150;

describe.each(CASES)("$name", (indicator) => {
  it("gives the same bits value by value as at once, over more than a block and across gaps", () => {
    const long = market(2 * BLOCK + 77, 5);
    for (const at of [0, 31, BLOCK - 1, BLOCK, BLOCK + 500]) long.close[at] = Number.NaN;
    long.value.set(long.close);
    expect(streamed(indicator, long)).toEqual(indicator.batch(long));
  });

  it("is known from the end of its warm-up on", () => {
    const { warmUp } = indicator.create();
    const lines = Object.values(indicator.batch(market(LENGTH, 9)));
    for (let at = 0; at < LENGTH; at += 1) expect(lines.some((line) => Number.isNaN(line[at]))).toBe(at < warmUp);
  });

  it.each([
    ["in every column", ["high", "low", "close", "value"]],
    ["in the close alone", ["close", "value"]],
    ["in the high alone", ["high"]],
  ])("begins anew after a gap %s, as if nothing had been before", (where, columns) => {
    for (const hole of [Number.NaN, Number.POSITIVE_INFINITY]) {
      const whole = market(LENGTH, 21);
      const broken = mapMarket(whole, (column, name) =>
        columns.includes(name) ? column.map((value, at) => (at === 60 ? hole : value)) : column,
      );
      const unbroken = indicator.batch(whole);
      const after = indicator.batch(mapMarket(whole, (column) => column.slice(61)));
      for (const [name, line] of Object.entries(indicator.batch(broken))) {
        const isGap = Number.isNaN(line[60]);
        if (where === "in every column") expect(isGap).toBe(true);
        // An indicator that does not read the column has no gap there, and nothing changes.
        expect(line.slice(61)).toEqual(isGap ? after[name] : unbroken[name]?.slice(61));
      }
    }
  });

  it("never changes what it said when later values come", () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 0, max: LENGTH }), (seed, length) => {
        const source = market(LENGTH, seed);
        const early = indicator.batch(mapMarket(source, (column) => column.slice(0, length)));
        for (const [name, line] of Object.entries(indicator.batch(source))) {
          expect(line.slice(0, length)).toEqual(early[name]);
        }
      }),
      { numRuns: 15 },
    );
  });

  it("follows the currency that prices are counted in, or does not care", () => {
    const source = market(LENGTH, 33);
    const inOther = mapMarket(source, (column, name) =>
      name === "time" || name === "volume" ? column : column.map((value) => 1024 * value),
    );
    const factor = indicator.unit === "price" ? 1024 : 1;
    const lines = indicator.batch(inOther);
    for (const [name, line] of Object.entries(indicator.batch(source))) {
      // 1024 is a power of two: not a bit is lost by it.
      const scaled = name === "direction" ? line : line.map((value) => factor * value);
      expect(lines[name]).toEqual(scaled);
    }
  });

  it("says nothing of nothing", () => {
    for (const line of Object.values(indicator.batch(market(0, 1)))) expect(line).toHaveLength(0);
  });
});
