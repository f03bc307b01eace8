import { BacktestReport, BacktestTrade } from "@cryptodesk/shared/strategy/backtest.contract";
import { describe, expect, it } from "vitest";
import { measureOutcome } from "../metrics/measure-outcome.ts";
import { benchmarkCloses } from "./benchmark.ts";
import { toCurve } from "./equity-curve.ts";
import { toReport } from "./report.ts";
import { runBacktest } from "./run-backtest.ts";
import { canonicalJson, hashCandles, hashRules } from "./run-hashes.ts";
import { candlesOf, DAY, flat, marketOf, rulesOf, START } from "./scenario.fixture.ts";
import { toTrades } from "./trade-list.ts";

const rising = Array.from({ length: 30 }, (_, day) => {
  const price = 100 + day;
  return [price, price + 2, price - 2, price + 1] as const;
});

const rules = rulesOf({
  parameters: [{ name: "length", value: 3, min: 2, max: 10, step: 1 }],
  series: [{ name: "trend", indicator: "sma", parameters: { period: { parameter: "length" } } }],
  long: { enter: { kind: "compare", left: { price: "close" }, operator: ">", right: { series: "trend" } } },
  stops: { candles: 5 },
});

describe("the report of a run", () => {
  it("tells from where to where it went, what with and what came of it", () => {
    const leftOut = { code: "coin-left-out", values: { coin: "dust", timeframe: "1d" } };
    const market = marketOf({ bitcoin: candlesOf(rising) });
    const outcome = runBacktest(rules, market, { capital: 10_000 });
    const benchmarkClose = benchmarkCloses(market, "bitcoin", outcome.time);
    const metrics = measureOutcome(outcome, benchmarkClose, 365);
    const report = toReport({
      rules,
      market,
      outcome,
      metrics,
      benchmarkClose,
      periodsPerYear: 365,
      simulated: true,
      coverage: [],
      remarks: [leftOut],
    });
    expect(BacktestReport.parse({ ...report, honesty: null })).toEqual({ ...report, honesty: null });
    expect(report).toMatchObject({
      engine: "1",
      from: "2026-01-03T00:00:00.000Z",
      to: "2026-01-31T00:00:00.000Z",
      candles: 28,
      warmUpCandles: 2,
      parameters: { length: 3 },
      notes: ["dust has no 1d candles in this span and is left out."],
      remarks: [leftOut],
      finalEquity: outcome.equity.at(-1),
    });
    expect(report.curve.benchmark[0]).toBe(10_000);
    expect(report.curve.at).toHaveLength(28);
    expect(report.months.map(({ month }) => month)).toEqual(["2026-01"]);
  });

  it("is refused where the run has no step", () => {
    const market = marketOf({ bitcoin: candlesOf(flat(100, 2)) });
    const outcome = runBacktest(rules, market, { capital: 10_000 });
    const metrics = measureOutcome(outcome, null, 365);
    const input = { rules, market, outcome, metrics, benchmarkClose: null, periodsPerYear: 365 };
    expect(() => toReport({ ...input, simulated: false, coverage: [] })).toThrow(RangeError);
  });
});

describe("the list of trades", () => {
  it("says what held at each signal, and numbers a page as the whole", () => {
    const market = marketOf({ bitcoin: candlesOf(rising) });
    const outcome = runBacktest(rules, market, { capital: 10_000 });
    const all = toTrades({ rules, market, outcome });
    expect(all.map((trade) => BacktestTrade.parse(trade))).toEqual(all);
    expect(all[0]).toMatchObject({
      number: 1,
      coin: "bitcoin",
      side: "long",
      signalAt: "2026-01-04T00:00:00.000Z",
      enteredAt: "2026-01-04T00:00:00.000Z",
      exitedAt: "2026-01-09T00:00:00.000Z",
      reason: "time",
      candles: 5,
      trace: "close 103 > trend 102",
    });
    expect(toTrades({ rules, market, outcome }, 2, 2)).toEqual(all.slice(2, 4));
  });
});

describe("the curve", () => {
  const outcomeOf = (equity: Float64Array) => ({
    ...runBacktest(rules, marketOf({ bitcoin: candlesOf(rising) }), { capital: 10_000 }),
    time: Float64Array.from(equity, (_, step) => START + step * DAY),
    equity,
    exposure: new Float64Array(equity.length),
  });

  it("keeps its extremes and the largest drawdown when it is thinned", () => {
    const equity = Float64Array.from({ length: 100_000 }, (_, step) => 10_000 + Math.sin(step / 7) * 50 + step / 100);
    equity[54_321] = 99_999;
    equity[54_330] = 1;
    equity[54_331] = 0.5;
    const curve = toCurve(outcomeOf(equity), null);
    expect(curve.at.length).toBeLessThanOrEqual(2000);
    expect(curve.equity).toContain(99_999);
    expect(curve.equity).toContain(0.5);
    expect(curve.equity[0]).toBe(10_000);
    expect(curve.equity.at(-1)).toBe(equity.at(-1));
    expect(Math.max(...curve.drawdownPct)).toBe(100 * (1 - 0.5 / 99_999));
    expect(curve.at).toEqual([...curve.at].sort());
  });

  it("measures drawdown from the capital on, and knows no benchmark before its first candle", () => {
    const curve = toCurve(
      outcomeOf(Float64Array.of(9000, 10_000, 12_000, 6000)),
      Float64Array.of(Number.NaN, 50, 100, 25),
    );
    expect(curve.drawdownPct[0]).toBeCloseTo(10, 12);
    expect(curve.drawdownPct.slice(1)).toEqual([0, 0, 50]);
    expect(curve.benchmark).toEqual([null, 10_000, 20_000, 5000]);
  });
});

describe("hashes", () => {
  const market = marketOf({ bitcoin: candlesOf(rising) });

  it("do not depend on the order in which fields were written", () => {
    const turned = Object.fromEntries(Object.entries(rules).reverse()) as typeof rules;
    expect(hashRules(turned)).toBe(hashRules(rules));
    expect(hashRules({ ...rules, maxPositions: 2 })).not.toBe(hashRules(rules));
    expect(canonicalJson({ b: [1, null, undefined], a: undefined, c: "é\n" })).toBe('{"b":[1,null,],"c":"é\\n"}');
  });

  it("are SHA-256 as OpenSSL computes it over the bytes that the description names", () => {
    expect(hashRules({ b: [1, 2.5], a: "é" } as unknown as typeof rules)).toBe(
      "123b424b7606d08d0756074e1f76051117423e1a66a03e02f56fd334de63705b",
    );
    expect(hashCandles(market)).toBe("be0a0de56835b0a79b1619bc3089470a9184907fcf6008291a47ba48323d7571");
  });

  it("change with a single candle, and not with the bits of a volume that is not known", () => {
    const other = candlesOf(rising);
    other.close[20] = 121.00000000000001;
    expect(hashCandles(marketOf({ bitcoin: other }))).not.toBe(hashCandles(market));
    const unknown = candlesOf(rising);
    unknown.volume[3] = Number.NaN;
    const odd = candlesOf(rising);
    new BigUint64Array(odd.volume.buffer)[3] = 0xfff8_0000_0000_0123n;
    expect(hashCandles(marketOf({ bitcoin: odd }))).toBe(hashCandles(marketOf({ bitcoin: unknown })));
  });
});
