import type { Condition } from "@cryptodesk/shared/strategy/rules.contract";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CandleColumns, MarketData } from "../backtest/market-data.ts";
import { computeSignals } from "./compute-signals.ts";
import { NaiveSignals } from "./naive-signals.fixture.ts";
import { randomMarket, randomRules } from "./random-rules.fixture.ts";
import type { CoinSignals } from "./signal-set.ts";
import { signalTracer } from "./trace-signal.ts";

function cutAt(market: MarketData, time: number): MarketData {
  return {
    ...market,
    coins: market.coins.map((coin) => {
      const { candles } = coin;
      const count = candles.time.filter((each) => each < time).length;
      const cut = Object.entries(candles).map(([name, column]) => [name, column.slice(0, count)]);
      return { ...coin, candles: Object.fromEntries(cut) as CandleColumns };
    }),
  };
}

const columnsOf = (signals: CoinSignals) => Object.values(signals).filter((column) => column !== null);

describe("signals of random rules on random candles", () => {
  const short = randomMarket({ minLength: 1, maxLength: 70 });

  it("are those that each candle's past gives, worked out one by one", () => {
    fc.assert(
      fc.property(randomRules, short, fc.integer({ min: 1, max: 4 }), (rules, market, some) => {
        const { coins } = computeSignals(rules, { some }, market);
        const says = (condition: Condition | null | undefined, place: [number, number]) =>
          condition && new NaiveSignals(rules, { some }, market, place).state(condition) === true ? 1 : 0;
        for (const [coin, { enterLong, exitLong }] of coins.entries()) {
          for (let at = 0; at < (enterLong?.length ?? 0); at += 3) {
            expect(enterLong?.[at]).toBe(says(rules.long?.enter, [coin, at]));
            expect(exitLong?.[at]).toBe(says(rules.long?.exit, [coin, at]));
          }
        }
      }),
      { numRuns: 250 },
    );
  });

  it("do not change when later candles are not there yet", () => {
    fc.assert(
      fc.property(randomRules, short, fc.nat(), (rules, market, where) => {
        const { time } = market.coins[0]?.candles ?? { time: new Float64Array() };
        const early = cutAt(market, time[where % time.length] ?? 0);
        const whole = computeSignals(rules, {}, market).coins;
        for (const [coin, signals] of computeSignals(rules, {}, early).coins.entries()) {
          const later = columnsOf(whole[coin] ?? signals);
          for (const [at, column] of columnsOf(signals).entries()) {
            expect(column).toEqual(later[at]?.slice(0, column.length));
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it("do not change with what came before the run that they are in", () => {
    fc.assert(
      fc.property(randomRules, short, (rules, market) => {
        const [coin, other] = market.coins;
        if (!coin || !other) return;
        const { segment } = coin.candles;
        const from = segment.indexOf(segment.at(-1) ?? 0);
        const cut = Object.entries(coin.candles).map(([name, column]) => [name, column.slice(from)]);
        const late = { ...market, coins: [{ ...coin, candles: Object.fromEntries(cut) as CandleColumns }, other] };
        const whole = computeSignals(rules, {}, market).coins[0];
        const [signals] = computeSignals(rules, {}, late).coins;
        if (!whole || !signals) return;
        const later = columnsOf(whole).map((column) => column.slice(from));
        expect(columnsOf(signals)).toEqual(later);
      }),
      { numRuns: 200 },
    );
  });

  it("have a trace where they hold, and none where they do not", () => {
    fc.assert(
      fc.property(randomRules, short, (rules, market) => {
        const { coins } = computeSignals(rules, {}, market);
        const trace = signalTracer(rules, {}, market);
        for (const [coin, { enterLong, exitLong }] of coins.entries()) {
          for (let candle = 0; candle < (enterLong?.length ?? 0); candle += 2) {
            expect(trace({ coin, candle, action: "enter-long" }) !== "").toBe(enterLong?.[candle] === 1);
            expect(trace({ coin, candle, action: "exit-long" }) !== "").toBe(exitLong?.[candle] === 1);
          }
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe("signals of long histories", () => {
  it("do not depend on where one stretch ends and the next begins", () => {
    fc.assert(
      fc.property(randomRules, randomMarket({ minLength: 2100, maxLength: 2200 }), (rules, market) => {
        const { enterLong } = computeSignals(rules, {}, market).coins[0] ?? {};
        const { enter } = rules.long ?? {};
        if (!enter || !enterLong) return;
        for (const at of [1023, 1024, 1025, 2047, 2048, 2049, enterLong.length - 1]) {
          const state = new NaiveSignals(rules, {}, market, [0, at]).state(enter);
          expect(enterLong[at]).toBe(state === true ? 1 : 0);
        }
      }),
      { numRuns: 8 },
    );
  });
});
