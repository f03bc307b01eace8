import { INDICATORS, type IndicatorEntry, IndicatorName } from "@cryptodesk/shared/strategy/indicator-catalogue";
import {
  type Condition,
  type NamedSeries,
  type Operand,
  StrategyRules,
} from "@cryptodesk/shared/strategy/rules.contract";
import fc from "fast-check";
import type { CandleColumns, MarketData } from "../backtest/market-data.ts";

export const HOUR_MS = 3_600_000;
/** A Sunday evening, so that days and weeks begin soon after the first candle. */
const START = Date.UTC(2024, 0, 7, 20);

const step = fc.record({
  /** Candles that pass: mostly one, sometimes a hole that is joined, seldom one that is not. */
  skip: fc.oneof(
    { weight: 30, arbitrary: fc.constant(1) },
    { weight: 2, arbitrary: fc.integer({ min: 2, max: 4 }) },
    { weight: 1, arbitrary: fc.integer({ min: 5, max: 30 }) },
  ),
  prices: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 4, maxLength: 4 }),
  volume: fc.oneof({ weight: 12, arbitrary: fc.integer({ min: 0, max: 3 }) }, fc.constant(Number.NaN)),
  renamed: fc.oneof({ weight: 40, arbitrary: fc.constant(false) }, fc.constant(true)),
});

function candlesOf(steps: readonly (typeof step extends fc.Arbitrary<infer Step> ? Step : never)[]): CandleColumns {
  const count = steps.length;
  const columns = { open: 0, high: 1, low: 2, close: 3 };
  const sorted = steps.map(({ prices }) => [...prices].sort((left, right) => left - right));
  const prices = (name: keyof typeof columns) => {
    if (name === "high") return Float64Array.from(sorted, (each) => each[3] ?? 0);
    if (name === "low") return Float64Array.from(sorted, (each) => each[0] ?? 0);
    return Float64Array.from(steps, (each) => each.prices[columns[name]] ?? 0);
  };
  const time = new Float64Array(count);
  const segment = new Int32Array(count);
  for (const [at, { skip, renamed }] of steps.entries()) {
    time[at] = at === 0 ? START : (time[at - 1] ?? 0) + skip * HOUR_MS;
    segment[at] = at === 0 ? 0 : (segment[at - 1] ?? 0) + (renamed ? 1 : 0);
  }
  const volume = Float64Array.from(steps, (each) => each.volume);
  return {
    time,
    open: prices("open"),
    high: prices("high"),
    low: prices("low"),
    close: prices("close"),
    volume,
    segment,
  };
}

/** Two coins of hourly candles with holes, series that change, unknown volumes, and prices that are often equal. */
export function randomMarket(count: { minLength: number; maxLength: number }): fc.Arbitrary<MarketData> {
  const candles = fc.array(step, count).map(candlesOf);
  return fc.tuple(candles, candles).map(([one, other]) => ({
    intervalMs: HOUR_MS,
    coins: [
      { coin: "one", candles: one, members: null, inUniverse: true },
      { coin: "other", candles: other, members: null, inUniverse: true },
    ],
  }));
}

const NAMES = ["first", "second", "third", "fourth"] as const;
const LONGER = ["4h", "1d"] as const;
const small = fc.integer({ min: 1, max: 4 });
const quantity = fc.oneof(small, fc.constant({ parameter: "some" }));

function seriesOf(place: number): fc.Arbitrary<NamedSeries> {
  const above = NAMES.slice(0, place);
  const price = fc.constantFrom("open", "high", "low", "close", "volume", "typical");
  return fc
    .record({
      indicator:
        IndicatorName.options.length > 0 ? fc.constantFrom(...IndicatorName.options) : fc.constant("sma" as const),
      of:
        above.length === 0
          ? price
          : fc.oneof(
              price,
              fc.constantFrom(...above).map((series) => ({ series })),
            ),
      periods: fc.array(small, { minLength: 6, maxLength: 6 }),
      choice: fc.nat(1),
      timeframe: fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, fc.constantFrom(...LONGER)),
    })
    .map(({ indicator, of, periods, choice, timeframe }) => {
      const entry: IndicatorEntry = INDICATORS[indicator];
      const parameters = Object.fromEntries(
        Object.entries(entry.parameters).map(([name, { kind, choices = [] }], at) => {
          if (kind === "choice") return [name, choices[choice] ?? ""];
          // Some take no period of 1, and MACD's fast one is the shorter.
          return [name, kind === "whole" ? (periods[at] ?? 1) + 1 + (name === "slow" ? 5 : 0) : (periods[at] ?? 1)];
        }),
      );
      return {
        name: NAMES[place] ?? "first",
        indicator,
        parameters,
        ...(entry.input === "candle" ? {} : { of }),
        ...(entry.input === "pair" ? { other: "other" } : {}),
        ...(timeframe ? { timeframe } : {}),
      } as NamedSeries;
    });
}

function operandOf(names: readonly string[]): fc.Arbitrary<Operand> {
  const ago = fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, fc.integer({ min: 0, max: 3 }));
  const price = fc.record({ price: fc.constantFrom("open", "high", "low", "close", "volume", "typical"), ago });
  const series = fc.record({ series: fc.constantFrom(...names), ago });
  const any: fc.Arbitrary<unknown> = fc.oneof(
    { weight: 1, arbitrary: quantity },
    { weight: 3, arbitrary: price },
    { weight: 6, arbitrary: series },
  );
  return any as fc.Arbitrary<Operand>;
}

function conditionOf(names: readonly string[]): fc.Arbitrary<Condition> {
  const operand = operandOf(names);
  const { condition } = fc.letrec<{ condition: unknown }>((tie) => ({
    condition: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      fc.record({
        kind: fc.constant("compare"),
        left: operand,
        operator: fc.constantFrom("<", "<=", ">", ">="),
        right: operand,
      }),
      fc.record({
        kind: fc.constant("crosses"),
        left: operand,
        direction: fc.constantFrom("above", "below"),
        right: operand,
      }),
      fc.record({ kind: fc.constant("between"), value: operand, low: operand, high: operand }),
      fc.record({
        kind: fc.constant("moves"),
        value: operand,
        direction: fc.constantFrom("rising", "falling"),
        candles: quantity,
      }),
      fc.record({ kind: fc.constant("every"), candles: quantity, offset: fc.nat(5) }),
      fc.record({
        kind: fc.constantFrom("all", "any"),
        of: fc.array(tie("condition"), { minLength: 1, maxLength: 3 }),
      }),
      fc.record({ kind: fc.constant("not"), of: tie("condition") }),
      fc.record({ kind: fc.constant("on"), timeframe: fc.constantFrom(...LONGER), of: tie("condition") }),
      fc.constant({ kind: "always" }),
    ),
  }));
  return condition as fc.Arbitrary<Condition>;
}

/** Rules for hourly candles with four series, some of each other, and conditions of every kind. */
export const randomRules: fc.Arbitrary<StrategyRules> = fc
  .record({
    series: fc.tuple(seriesOf(0), seriesOf(1), seriesOf(2), seriesOf(3)),
    enter: conditionOf(NAMES),
    exit: conditionOf(NAMES),
  })
  .map(({ series, enter, exit }) =>
    // Nested `on`s that do not get longer are no rules.
    StrategyRules.parse({
      schema: 1,
      name: "random",
      universe: { kind: "list", coins: ["one", "other"] },
      timeframe: "1h",
      parameters: [{ name: "some", value: 2, min: 1, max: 5, step: 1 }],
      series,
      long: { enter: straightened(enter, 0), exit: straightened(exit, 0) },
      stops: { atr: { period: { parameter: "some" }, multiple: 2 } },
      sizing: { kind: "volatility", targetPct: 20, period: 3, mostPct: 100 },
    }),
  );

/** Leaves out an `on` within one of the same or a longer timeframe. */
function straightened(condition: Condition, depth: number): Condition {
  switch (condition.kind) {
    case "all":
    case "any":
      return { ...condition, of: condition.of.map((each) => straightened(each, depth)) };
    case "not":
      return { ...condition, of: straightened(condition.of, depth) };
    case "on": {
      const next = LONGER.indexOf(condition.timeframe as (typeof LONGER)[number]) + 1;
      return next <= depth ? straightened(condition.of, depth) : { ...condition, of: straightened(condition.of, next) };
    }
    default:
      return condition;
  }
}
