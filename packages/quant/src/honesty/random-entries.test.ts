import { describe, expect, it } from "vitest";
import { runBacktest } from "../backtest/run-backtest.ts";
import { RandomSource } from "../statistics/random-source.ts";
import { positionsOf } from "./positions.ts";
import { enterAtRandom } from "./random-entries.ts";
import { crossingRules, randomMarket } from "./random-market.fixture.ts";
import { Variants } from "./variants.ts";

const NO_SIGNALS = { coins: [], warmUpCandles: 15 };
const HOUR_MS = 3_600_000;

function variantsOf(rules = crossingRules(), hours = 1000) {
  const market = randomMarket(hours, 8);
  const options = { capital: 10_000 };
  const outcome = runBacktest(rules, market, options);
  return new Variants({ rules, market, options, outcome, benchmarkClose: null, periodsPerYear: 8760 }, runBacktest);
}

describe("random entries", () => {
  it("are as good as any where entries do not matter: the price always rises by the same", () => {
    const market = randomMarket(1000, 8);
    const [coin] = market.coins;
    const price = (hour: number) => 100 * 1.0001 ** hour;
    for (const [at] of coin?.candles.time.entries() ?? []) {
      if (coin === undefined) break;
      coin.candles.open[at] = price(at);
      coin.candles.low[at] = price(at);
      coin.candles.high[at] = price(at + 1);
      coin.candles.close[at] = price(at + 1);
    }
    const every = { kind: "every" as const, candles: 40 };
    const rules = crossingRules({ long: { enter: every, exit: { ...every, offset: 7 } }, series: [], parameters: [] });
    const options = { capital: 10_000 };
    const outcome = runBacktest(rules, market, options);
    const examined = { rules, market, options, outcome, benchmarkClose: null, periodsPerYear: 8760 };
    const result = enterAtRandom(
      new Variants(examined, runBacktest),
      { ...NO_SIGNALS, warmUpCandles: 0 },
      new RandomSource(1),
    );
    const own = 100 * ((outcome.equity.at(-1) ?? 0) / 10_000 - 1);
    // As many, as long, at the same costs: whenever they are entered they end where the rules do, but for the last candle.
    expect(result?.totalReturnPct.p5).toBeCloseTo(own, 1);
    expect(result?.totalReturnPct.p95).toBeCloseTo(own, 1);
  });

  it("say nothing of few positions, or of positions that leave no other time", () => {
    expect(enterAtRandom(variantsOf(crossingRules(), 60), NO_SIGNALS, new RandomSource(1))).toBeNull();
    const always = crossingRules({
      long: { enter: { kind: "always" }, exit: { kind: "every", candles: 50 } },
      series: [],
      parameters: [],
    });
    expect(enterAtRandom(variantsOf(always), NO_SIGNALS, new RandomSource(1))).toBeNull();
  });
});

describe("positions", () => {
  it("hold together tranches that overlap, and keep apart what follows on each other", () => {
    const every = { kind: "every" as const, candles: 10 };
    const rules = crossingRules({
      long: { enter: every, exit: { kind: "every", candles: 100, offset: 5 } },
      adding: { tranches: 5 },
      sizing: { kind: "equity", pct: 10 },
      series: [],
      parameters: [],
    });
    const { outcome } = variantsOf(rules).examined;
    const positions = positionsOf(outcome.trades);
    expect(positions.length).toBeGreaterThan(8);
    const second = positions[1];
    expect(second?.entries.map((at) => (at - (second.from ?? 0)) / HOUR_MS)).toEqual([0, 10, 20, 30, 40]);
    const closed = positions.slice(0, -1);
    expect(closed.every(({ from, to }, at) => to > from && from >= (closed[at - 1]?.to ?? 0))).toBe(true);
  });
});
