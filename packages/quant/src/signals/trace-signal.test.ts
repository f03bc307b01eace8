import type { Condition, StrategyRulesInput } from "@cryptodesk/shared/strategy/rules.contract";
import { describe, expect, it } from "vitest";
import { signalsAtLastCandle } from "./last-signals.ts";
import { signalTracer, traceSignal } from "./trace-signal.ts";
import { HOUR_MS, hourly, MONDAY, marketOf, rulesOf } from "./worked-market.fixture.ts";

const close = { price: "close" } as const;
const series = [
  { name: "quick", indicator: "sma" as const, parameters: { period: 2 } },
  { name: "slow", indicator: "sma" as const, parameters: { period: 4 } },
];
const above = { kind: "compare", left: close, operator: ">", right: { series: "slow" } } as const;

function traceOf(
  enter: Condition,
  closes: readonly (number | null)[],
  given: Partial<StrategyRulesInput> = {},
): string {
  const market = marketOf({ bitcoin: hourly(closes) });
  const candle = (market.coins[0]?.candles.time.length ?? 0) - 1;
  return traceSignal(rulesOf({ series, ...given, long: { enter } }), {}, market, {
    coin: 0,
    candle,
    action: "enter-long",
  });
}

describe("the trace of a signal", () => {
  it("names what held with the values that were compared", () => {
    const crosses: Condition = {
      kind: "crosses",
      left: { series: "quick" },
      direction: "above",
      right: { series: "slow" },
    };
    const trace = traceOf({ kind: "all", of: [crosses, above] }, [100, 98, 96, 94, 103]);
    expect(trace).toBe("quick 98.5 crossed above slow 97.75 (was 95 / 97); close 103 > slow 97.75");
  });

  it("tells of numbers, looks back, steps and bounds in words", () => {
    const rsi: Condition = { kind: "crosses", left: close, direction: "below", right: 30 };
    expect(traceOf(rsi, [31, 29])).toBe("close 29 crossed below 30 (was 31)");
    const moves: Condition = { kind: "moves", value: close, direction: "rising", candles: 2 };
    expect(traceOf(moves, [1, 2, 3])).toBe("close rising for 2 candles (1, 2, 3)");
    const many: Condition = { kind: "moves", value: close, direction: "rising", candles: 7 };
    expect(traceOf(many, [1, 2, 3, 4, 5, 6, 7, 8])).toBe("close rising for 7 candles (1, 2, …, 7, 8)");
    const between: Condition = { kind: "between", value: { ...close, ago: 1 }, low: 1, high: 1 / 3 + 1 };
    expect(traceOf(between, [1, 2])).toBe("close 1 ago 1 between 1 and 1.333333");
    const every: Condition = { kind: "every", candles: 24 };
    expect(traceOf(every, [1])).toBe("every 24 candles");
    expect(traceOf({ kind: "always" }, [1])).toBe("always");
  });

  it("tells of a negation what was the case instead", () => {
    expect(traceOf({ kind: "not", of: above }, [4, 3, 2, 1])).toBe("close 1 <= slow 2.5");
    const crosses: Condition = { kind: "crosses", left: close, direction: "above", right: 30 };
    expect(traceOf({ kind: "not", of: crosses }, [1, 2])).toBe("close 2 did not cross above 30 (was 1)");
  });

  it("leaves out what did not matter to any", () => {
    const never: Condition = { kind: "compare", left: close, operator: "<", right: 0 };
    expect(traceOf({ kind: "any", of: [never, above] }, [1, 2, 3, 4])).toBe("close 4 > slow 2.5");
  });

  it("says on which timeframe", () => {
    const on: Condition = {
      kind: "on",
      timeframe: "4h",
      of: { kind: "compare", left: close, operator: ">", right: 3 },
    };
    expect(traceOf(on, [1, 2, 3, 4, 5])).toBe("on 4h: close 4 > 3");
  });

  it("is empty where the signal is not given", () => {
    expect(traceOf(above, [4, 3, 2, 1])).toBe("");
    expect(traceOf(above, [1, 2, 3])).toBe("");
    const trace = signalTracer(rulesOf({ series, long: { enter: above } }), {}, marketOf({ bitcoin: hourly([1, 2]) }));
    expect(trace({ coin: 0, candle: 1, action: "exit-short" })).toBe("");
  });
});

describe("signals at the newest candle", () => {
  const rules = rulesOf({
    series,
    universe: { kind: "list", coins: ["bitcoin", "ethereum"] },
    long: { enter: above, exit: { kind: "not", of: above } },
  });

  it("are the actions that hold there, with their trace", () => {
    const market = marketOf({ bitcoin: hourly([1, 2, 3, 4, 5]), ethereum: hourly([5, 4, 3, 2]) });
    expect(signalsAtLastCandle(rules, {}, market)).toEqual([
      { coin: 0, candle: 4, time: MONDAY + 4 * HOUR_MS, action: "enter-long", trace: "close 5 > slow 3.5" },
      { coin: 1, candle: 3, time: MONDAY + 3 * HOUR_MS, action: "exit-long", trace: "close 2 <= slow 3.5" },
    ]);
  });

  it("enter nothing while the history is too short, and nothing where there is none", () => {
    const always = rulesOf({ series, long: { enter: { kind: "any", of: [{ kind: "always" }, above] } } });
    expect(signalsAtLastCandle(always, {}, marketOf({ bitcoin: hourly([1, 2, 3]) }))).toEqual([]);
    expect(signalsAtLastCandle(always, {}, marketOf({ bitcoin: hourly([1, 2, 3, 4]) }))).toHaveLength(1);
    expect(signalsAtLastCandle(rules, {}, marketOf({ bitcoin: hourly([]) }))).toEqual([]);
  });
});
