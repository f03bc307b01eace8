import type { Condition, StrategyRulesInput } from "@cryptodesk/shared/strategy/rules.contract";
import { describe, expect, it } from "vitest";
import type { CandleColumns } from "../backtest/market-data.ts";
import { computeSignals } from "./compute-signals.ts";
import { HOUR_MS, hourly, MONDAY, marketOf, rulesOf } from "./worked-market.fixture.ts";

const close = { price: "close" } as const;

/** At which candles a condition holds. */
function holdsAt(enter: Condition, candles: CandleColumns, given: Partial<StrategyRulesInput> = {}): number[] {
  const rules = rulesOf({ ...given, long: { enter } });
  const { enterLong } = computeSignals(rules, {}, marketOf({ bitcoin: candles })).coins[0] ?? {};
  return Array.from(enterLong ?? []).flatMap((state, at) => (state === 1 ? [at] : []));
}

const not = (of: Condition): Condition => ({ kind: "not", of });

describe("conditions (worked by hand)", () => {
  it("a crossing needs one candle that is not above and one that is", () => {
    const crosses: Condition = { kind: "crosses", left: close, direction: "above", right: 10 };
    expect(holdsAt(crosses, hourly([12, 9, 10, 10, 11, 12, 10, 10, 13]))).toEqual([4, 8]);
    const below: Condition = { ...crosses, direction: "below" };
    expect(holdsAt(below, hourly([8, 11, 10, 10, 9, 8, 10, 9]))).toEqual([4, 7]);
    expect(holdsAt(not(crosses), hourly([9, 11, 11]))).toEqual([2]);
  });

  it("bounds of between are within", () => {
    expect(holdsAt({ kind: "between", value: close, low: 10, high: 12 }, hourly([9, 10, 11, 12, 13]))).toEqual([
      1, 2, 3,
    ]);
  });

  it("rising for two candles takes two steps up, none of them level", () => {
    const rising: Condition = { kind: "moves", value: close, direction: "rising", candles: 2 };
    expect(holdsAt(rising, hourly([1, 2, 3, 4, 4, 5, 6]))).toEqual([2, 3, 6]);
    expect(holdsAt({ ...rising, direction: "falling", candles: 1 }, hourly([3, 2, 2, 1]))).toEqual([1, 3]);
  });

  it("a look back counts candles", () => {
    expect(
      holdsAt({ kind: "compare", left: close, operator: ">", right: { ...close, ago: 2 } }, hourly([5, 1, 6, 1, 7])),
    ).toEqual([2, 4]);
  });

  it("each third candle is the same one wherever a history begins", () => {
    const every: Condition = { kind: "every", candles: 3, offset: 1 };
    const number = MONDAY / HOUR_MS;
    const expected = [0, 1, 2, 3, 4, 5].filter((at) => (number + at) % 3 === 1);
    expect(holdsAt(every, hourly([1, 1, 1, 1, 1, 1]))).toEqual(expected);
    const later = holdsAt(every, hourly([1, 1, 1, 1], MONDAY + 2 * HOUR_MS));
    expect(later.map((at) => at + 2)).toEqual(expected.filter((at) => at >= 2));
  });

  it("what is unknown neither holds nor fails", () => {
    const candles = { ...hourly([1, 2, 3]), volume: Float64Array.of(5, Number.NaN, 5) };
    const traded: Condition = { kind: "compare", left: { price: "volume" }, operator: ">", right: 1 };
    const never: Condition = { kind: "compare", left: close, operator: "<", right: 0 };
    expect(holdsAt(traded, candles)).toEqual([0, 2]);
    expect(holdsAt(not(traded), candles)).toEqual([]);
    expect(holdsAt({ kind: "any", of: [traded, { kind: "always" }] }, candles)).toEqual([0, 1, 2]);
    expect(holdsAt({ kind: "all", of: [traded, { kind: "always" }] }, candles)).toEqual([0, 2]);
    expect(holdsAt(not({ kind: "all", of: [traded, never] }), candles)).toEqual([0, 1, 2]);
  });

  it("a parameter is the value given, else that of the rules", () => {
    const parameters = [{ name: "level", value: 10, min: 1, max: 99, step: 1 }];
    const enter: Condition = { kind: "compare", left: close, operator: ">", right: { parameter: "level" } };
    const rules = rulesOf({ parameters, long: { enter } });
    const market = marketOf({ bitcoin: hourly([9, 12, 15]) });
    expect(computeSignals(rules, {}, market).coins[0]?.enterLong).toEqual(Uint8Array.of(0, 1, 1));
    expect(computeSignals(rules, { level: 13 }, market).coins[0]?.enterLong).toEqual(Uint8Array.of(0, 0, 1));
  });
});

describe("holes and series that change", () => {
  const rising: Condition = { kind: "moves", value: close, direction: "rising", candles: 1 };

  it("three missing candles are joined, four are not", () => {
    expect(holdsAt(rising, hourly([1, 2, null, null, null, 3]))).toEqual([1, 2]);
    expect(holdsAt(rising, hourly([1, 2, null, null, null, null, 3, 4]))).toEqual([1, 3]);
  });

  it("nothing reaches across a change of the series, not even a crossing or an average", () => {
    const candles = { ...hourly([1, 2, 9, 10, 11]), segment: Int32Array.of(0, 0, 1, 1, 1) };
    expect(holdsAt(rising, candles)).toEqual([1, 3, 4]);
    expect(holdsAt({ kind: "crosses", left: close, direction: "above", right: 5 }, candles)).toEqual([]);
    const series = [{ name: "mean", indicator: "sma" as const, parameters: { period: 2 } }];
    const above: Condition = { kind: "compare", left: close, operator: ">", right: { series: "mean" } };
    expect(holdsAt(above, candles, { series })).toEqual([1, 3, 4]);
  });

  it("a correlation begins anew where the other coin has no candle", () => {
    const parameters = { period: 2, of: "values" };
    const series = [{ name: "link", indicator: "correlation" as const, other: "ethereum", parameters }];
    const enter: Condition = { kind: "compare", left: { series: "link" }, operator: ">", right: 0.5 };
    const rules = rulesOf({ series, long: { enter } });
    const market = marketOf({ bitcoin: hourly([1, 2, 3, 4, 5]), ethereum: hourly([1, 2, null, 4, 5]) });
    expect(computeSignals(rules, {}, market).coins[0]?.enterLong).toEqual(Uint8Array.of(0, 1, 0, 0, 1));
    expect(() => computeSignals(rules, {}, marketOf({ bitcoin: hourly([1]) }))).toThrow("no candles of ethereum");
  });
});

describe("longer timeframes", () => {
  const four: Condition = {
    kind: "on",
    timeframe: "4h",
    of: { kind: "compare", left: close, operator: ">", right: 10 },
  };

  it("count from the close of a longer candle to the close of the next", () => {
    expect(holdsAt(four, hourly([1, 1, 1, 20, 1, 1, 1, 1, 1]))).toEqual([3, 4, 5, 6]);
  });

  it("give a series of theirs its last closed value", () => {
    const series = [
      {
        name: "top",
        indicator: "highest" as const,
        of: "high" as const,
        timeframe: "4h" as const,
        parameters: { period: 1 },
      },
    ];
    const enter: Condition = { kind: "compare", left: { series: "top" }, operator: ">=", right: 30 };
    expect(holdsAt(enter, hourly([1, 30, 1, 1, 1, 1, 1, 1, 1]), { series })).toEqual([3, 4, 5, 6]);
  });

  it("begin with the first candle that is there from its beginning", () => {
    const closes = Array.from({ length: 12 }, () => 20);
    expect(holdsAt(four, hourly(closes, MONDAY + HOUR_MS))[0]).toBe(2);
    expect(holdsAt(four, hourly(closes, MONDAY - HOUR_MS))[0]).toBe(0);
    expect(holdsAt(four, hourly([20, null, null, null, ...closes], MONDAY - HOUR_MS))[0]).toBe(0);
    const series = [
      { name: "top", indicator: "highest" as const, timeframe: "1d" as const, parameters: { period: 1 } },
    ];
    const known: Condition = { kind: "compare", left: { series: "top" }, operator: ">", right: 0 };
    const days = Array.from({ length: 60 }, () => 20);
    expect(holdsAt(known, hourly(days, MONDAY + 12 * HOUR_MS), { series })[0]).toBe(35);
  });

  it("close with the first candle after a hole at their end", () => {
    expect(holdsAt(four, hourly([1, 1, 20, null, 1, 1]))).toEqual([3, 4]);
  });

  it("have weeks that begin on Monday", () => {
    const week: Condition = { ...four, timeframe: "1w" };
    const closes = Array.from({ length: 7 * 24 + 3 }, () => 20);
    expect(holdsAt(week, hourly(closes))).toEqual([167, 168, 169, 170]);
  });

  it("are refused where they are shorter", () => {
    const series = [{ name: "fine", indicator: "sma" as const, timeframe: "5m" as const }];
    const enter: Condition = { kind: "compare", left: { series: "fine" }, operator: ">", right: 0 };
    expect(() => holdsAt(enter, hourly([1, 2]), { series })).toThrow(RangeError);
  });
});

describe("what sizes and stops go by", () => {
  const given = {
    long: { enter: { kind: "always" } },
    stops: { atr: { period: 2, multiple: 1 }, targetAtr: { period: 2, multiple: 3 } },
    sizing: { kind: "volatility", targetPct: 10, period: 2, mostPct: 50 },
  } as const;

  it("is the average true range and the volatility a year at each close", () => {
    const { coins } = computeSignals(rulesOf(given), {}, marketOf({ bitcoin: hourly([100, 110, 99]) }));
    // Ranges: 2, 12 and 13; Wilder's average of two begins with their mean.
    expect(coins[0]?.stopAtr).toEqual(Float64Array.of(Number.NaN, 7, 10));
    expect(coins[0]?.targetAtr).toBe(coins[0]?.stopAtr);
    expect(coins[0]?.trailingAtr).toBeNull();
    const returns = [Math.log(1.1), Math.log(0.9)] as const;
    const deviation = Math.abs(returns[0] - returns[1]) / Math.SQRT2;
    expect(coins[0]?.volatility?.[2]).toBeCloseTo(deviation * Math.sqrt(8760), 12);
    expect(coins[0]?.volatility?.[1]).toBeNaN();
  });

  it("has no signals for coins that are not traded", () => {
    const market = marketOf({ bitcoin: hourly([1, 2]) });
    const [coin] = market.coins;
    if (!coin) throw new Error("no coin");
    const { coins } = computeSignals(rulesOf(given), {}, { ...market, coins: [{ ...coin, inUniverse: false }] });
    expect(coins[0]?.enterLong).toBeNull();
  });
});

describe("the warm-up", () => {
  const average = (period: number, more = {}) => ({
    name: "mean",
    indicator: "sma" as const,
    parameters: { period },
    ...more,
  });
  const above: Condition = { kind: "compare", left: close, operator: ">", right: { series: "mean" } };
  const warmUp = (given: Partial<StrategyRulesInput>) =>
    computeSignals(rulesOf(given), {}, marketOf({ bitcoin: hourly([1]) })).warmUpCandles;

  it("is that of the longest chain of series, looks back and steps", () => {
    expect(warmUp({ long: { enter: { kind: "always" } } })).toBe(0);
    expect(warmUp({ series: [average(20)], long: { enter: above } })).toBe(19);
    const chained = [
      average(20),
      { name: "smooth", indicator: "ema" as const, of: { series: "mean" }, parameters: { period: 5 } },
    ];
    const crosses: Condition = { kind: "crosses", left: { series: "smooth", ago: 3 }, direction: "above", right: 1 };
    expect(warmUp({ series: chained, long: { enter: crosses } })).toBe(19 + 4 + 3 + 1);
    expect(warmUp({ long: { enter: { kind: "moves", value: close, direction: "rising", candles: 7 } } })).toBe(7);
    expect(warmUp({ long: { enter: { kind: "always" } }, stops: { atr: { period: 14, multiple: 1 } } })).toBe(13);
  });

  it("counts longer candles, wherever in one of them the history begins", () => {
    const candles = warmUp({ series: [average(3, { timeframe: "1d" })], long: { enter: above } });
    expect(candles).toBe(4 * 24 - 2);
    for (let hour = 0; hour < 24; hour += 1) {
      const closes = Array.from({ length: candles + 1 }, (_, at) => at + 1);
      const [first] = holdsAt(above, hourly(closes, MONDAY + hour * HOUR_MS), {
        series: [average(3, { timeframe: "1d" })],
      });
      expect(first).toBeLessThanOrEqual(candles);
    }
  });

  it("counts the candles that a longer condition looks at", () => {
    const steps: Condition = { kind: "moves", value: { series: "mean" }, direction: "rising", candles: 2 };
    const candles = warmUp({ series: [average(10)], long: { enter: { kind: "on", timeframe: "4h", of: steps } } });
    const closes = Array.from({ length: candles + 1 }, (_, at) => at + 1);
    const found = [0, 1, 2, 3].map((hour) => {
      const enter: Condition = { kind: "on", timeframe: "4h", of: steps };
      return holdsAt(enter, hourly(closes, MONDAY + hour * HOUR_MS), { series: [average(10)] })[0] ?? Number.NaN;
    });
    expect(Math.max(...found)).toBeLessThanOrEqual(candles);
    expect(Math.max(...found)).toBeGreaterThan(candles - 8);
  });
});
