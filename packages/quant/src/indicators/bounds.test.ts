import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { aroon } from "./aroon.ts";
import { bollinger, donchian } from "./channels.ts";
import { cci } from "./commodity-channel.ts";
import { macd } from "./convergence.ts";
import { adx } from "./directional-movement.ts";
import { percentRank, standardDeviation, zScore } from "./dispersion.ts";
import { highest, lowest } from "./extremes.ts";
import { roc } from "./momentum.ts";
import { rsi, stochRsi } from "./relative-strength.ts";
import { stochastic, williamsR } from "./stochastic.ts";
import { atr } from "./true-range.ts";
import { cmf, mfi } from "./volume.ts";
import { sessionVwap, vwap } from "./volume-weighted-price.ts";

const price = fc.double({ min: 1e-8, max: 1e8, noNaN: true });
/** Prices from tiny to huge and often equal, volumes often 0. */
const market = fc
  .array(fc.record({ a: price, b: price, at: fc.double({ min: 0, max: 1, noNaN: true }), volume: fc.nat(3) }), {
    minLength: 1,
    maxLength: 90,
  })
  .map((rows) => {
    const column = (pick: (row: (typeof rows)[number]) => number) => Float64Array.from(rows, pick);
    const low = column(({ a, b }) => Math.min(a, b));
    const high = column(({ a, b }) => Math.max(a, b));
    const close = column(({ a, b, at }) => Math.min(Math.max(a, b), Math.min(a, b) + at * Math.abs(a - b)));
    return { high, low, close, volume: column(({ volume }) => volume) };
  });

const period = 5;
const flat = (length: number) => new Float64Array(length).fill(0.1);
const still = { high: flat(60), low: flat(60), close: flat(60), volume: new Float64Array(60) };
const last = (line: Float64Array) => line.at(-1);

function within(line: Float64Array, least: number, most: number): void {
  for (const value of line) if (!Number.isNaN(value)) expect(value >= least && value <= most).toBe(true);
}

/** Where both are known, but for a rounding. */
function inOrder(lower: Float64Array, upper: Float64Array): void {
  for (const [at, least] of lower.entries()) {
    const most = upper[at] ?? Number.NaN;
    expect(least > most + 1e-9 * Math.abs(most)).toBe(false);
  }
}

describe("whatever the market", () => {
  it("oscillators stay within their bounds", () => {
    fc.assert(
      fc.property(market, (candles) => {
        const { close } = candles;
        const slack = 1e-6;
        within(rsi(close, { period }), 0, 100);
        within(mfi(candles, { period }), 0, 100);
        within(percentRank(close, { period }), 0, 100);
        within(stochastic(candles, { period }).k, -slack, 100 + slack);
        within(stochRsi(close, { rsiPeriod: period, period }).k, -slack, 100 + slack);
        within(williamsR(candles, { period }), -100 - slack, slack);
        within(cmf(candles, { period }), -1 - slack, 1 + slack);
        for (const line of Object.values(adx(candles, { period }))) within(line, 0, 100 + slack);
        for (const line of [aroon(candles, { period }).up, aroon(candles, { period }).down]) within(line, 0, 100);
      }),
    );
  });

  it("ranges and channels are in order", () => {
    fc.assert(
      fc.property(market, (candles) => {
        const channel = donchian(candles, { period });
        const bands = bollinger(candles.close, { period });
        inOrder(lowest(candles.close, { period }), highest(candles.close, { period }));
        inOrder(channel.lower, channel.upper);
        inOrder(bands.lower, bands.upper);
        const price = vwap(candles, { period });
        inOrder(channel.lower, price);
        inOrder(price, channel.upper);
        within(atr(candles, { period }), 0, Number.MAX_VALUE);
        within(standardDeviation(candles.close, { period }), 0, Number.MAX_VALUE);
      }),
    );
  });

  it("the highest and lowest are those that a search of each window finds", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 60 }),
        fc.integer({ min: 1, max: 12 }),
        (list, size) => {
          const values = Float64Array.from(list);
          const [top, bottom] = [highest(values, { period: size }), lowest(values, { period: size })];
          const { up } = aroon({ high: values, low: values }, { period: size });
          for (let at = size - 1; at < values.length; at += 1) {
            const window = list.slice(at - size + 1, at + 1);
            expect([top[at], bottom[at]]).toEqual([Math.max(...window), Math.min(...window)]);
            const longer = list.slice(at - size, at + 1);
            if (at >= size) expect(up[at]).toBe((100 * longer.lastIndexOf(Math.max(...longer))) / size);
          }
        },
      ),
    );
  });
});

describe("where nothing moves", () => {
  it("oscillators are in the middle of their bounds, and quotients of nothing unknown", () => {
    expect([last(rsi(still.close)), last(stochRsi(still.close).k), last(stochastic(still).k)]).toEqual([50, 50, 50]);
    expect([last(williamsR(still)), last(mfi(still)), last(cmf(still)), last(cci(still))]).toEqual([-50, 50, 0, 0]);
    expect(Object.values(adx(still)).map(last)).toEqual([0, 0, 0]);
    expect([last(zScore(still.close, { period })), last(vwap(still, { period }))]).toEqual([Number.NaN, Number.NaN]);
    expect(last(roc(new Float64Array(9), { period }))).toBeNaN();
  });

  it("spreads are nothing at all, not a rounding", () => {
    expect([last(atr(still)), last(standardDeviation(still.close, { period: 7 }))]).toEqual([0, 0]);
    expect(Object.values(bollinger(still.close)).map(last)).toEqual([0.1, 0.1, 0.1]);
    expect(Object.values(macd(still.close)).map(last)).toEqual([0, 0, 0]);
  });

  it("money that flowed long ago leaves no trace", () => {
    const rows = 40;
    const close = Float64Array.from({ length: rows }, (_, at) => (at < 10 ? 1e12 + at * 0.1 : 3));
    const volume = new Float64Array(rows).fill(0.1);
    expect(last(mfi({ high: close, low: close, close, volume }, { period: 7 }))).toBe(50);
  });
});

describe("single cases (worked by hand)", () => {
  it("movements up and down of the same size are no direction", () => {
    const widening = Float64Array.from({ length: 30 }, (_, at) => at);
    const candles = { high: widening.map((each) => 100 + each), low: widening.map((each) => 100 - each) };
    expect(Object.values(adx({ ...candles, close: new Float64Array(30).fill(100) })).map(last)).toEqual([0, 0, 0]);
  });

  it("a candle without range carries volume but no flow", () => {
    const candles = { high: Float64Array.of(2, 5), low: Float64Array.of(1, 5), close: Float64Array.of(2, 5) };
    expect(last(cmf({ ...candles, volume: Float64Array.of(10, 30) }, { period: 2 }))).toBe(0.25);
  });

  it("equal values are not above", () => {
    expect(last(percentRank(Float64Array.of(1, 5, 9, 5), { period: 3 }))).toBeCloseTo(200 / 3, 12);
  });

  it("a rate of change from 0 is unknown", () => {
    expect(last(roc(Float64Array.of(0, 5), { period: 1 }))).toBeNaN();
  });

  it("a session's price begins anew with the day", () => {
    const hours = [22, 23, 24, 25];
    const price = Float64Array.of(1, 3, 10, 20);
    const candles = { high: price, low: price, close: price, volume: Float64Array.of(1, 3, 1, 1) };
    const time = Float64Array.from(hours, (hour) => hour * 3_600_000);
    expect(Array.from(sessionVwap({ ...candles, time }))).toEqual([1, 2.5, 10, 15]);
    expect(Array.from(sessionVwap({ ...candles, time }, { sessionMs: 3_600_000 }))).toEqual([1, 3, 10, 20]);
  });
});

describe("where everything moves one way", () => {
  const steps = Float64Array.from({ length: 40 }, (_, at) => at + 1);

  it("the relative strength is 100 or 0", () => {
    expect([last(rsi(steps)), last(rsi(steps.toReversed()))]).toEqual([100, 0]);
    expect([last(percentRank(steps, { period })), last(percentRank(steps.toReversed(), { period }))]).toEqual([100, 0]);
  });

  it("deviations are those of equal steps (worked by hand)", () => {
    // 36 to 40: the squares around 38 add up to 10.
    expect(last(standardDeviation(steps, { period }))).toBeCloseTo(Math.sqrt(2), 12);
    expect(last(standardDeviation(steps, { period, sample: true }))).toBeCloseTo(Math.sqrt(2.5), 12);
    expect(last(zScore(steps, { period }))).toBeCloseTo(Math.SQRT2, 12);
    expect(() => standardDeviation(steps, { period: 1, sample: true })).toThrow(RangeError);
  });
});
