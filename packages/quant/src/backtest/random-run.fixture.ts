import { StrategyRules } from "@cryptodesk/shared/strategy/rules.contract";
import fc from "fast-check";
import type { CoinSignals, SignalSet } from "../signals/signal-set.ts";
import type { CandleColumns, CoinCandles, MarketData } from "./market-data.ts";
import { DAY, START } from "./scenario.fixture.ts";

export interface RandomRun {
  readonly rules: StrategyRules;
  readonly market: MarketData;
  readonly signals: SignalSet;
}

interface CandleStep {
  readonly move: number;
  readonly gap: number;
  readonly wick: number;
  readonly volume: number;
  readonly skipped: number;
  readonly splits: boolean;
}

const often = (count: number) => fc.integer({ min: 1, max: count }).map((drawn) => drawn === 1);

const step: fc.Arbitrary<CandleStep> = fc.record({
  move: fc.double({ min: -0.3, max: 0.35, noNaN: true }),
  gap: fc.double({ min: -0.1, max: 0.1, noNaN: true }),
  wick: fc.double({ min: 0, max: 0.1, noNaN: true }),
  volume: fc.oneof({ arbitrary: fc.double({ min: 0, max: 500, noNaN: true }), weight: 9 }, fc.constant(Number.NaN)),
  skipped: fc.oneof({ arbitrary: fc.constant(0), weight: 15 }, fc.integer({ min: 1, max: 6 })),
  splits: often(40),
});

function candlesOfSteps(steps: readonly CandleStep[]): CandleColumns {
  const length = steps.length;
  const column = () => new Float64Array(length);
  const candles = { time: column(), open: column(), high: column(), low: column(), close: column(), volume: column() };
  const segment = new Int32Array(length);
  let time = START;
  let price = 100;
  let part = 0;
  for (const [at, each] of steps.entries()) {
    time += (1 + each.skipped) * DAY;
    if (each.splits) part += 1;
    const open = price * (1 + each.gap);
    price = open * (1 + each.move);
    candles.time[at] = time;
    candles.open[at] = open;
    candles.close[at] = price;
    candles.high[at] = Math.max(open, price) * (1 + each.wick);
    candles.low[at] = Math.min(open, price) * (1 - each.wick);
    candles.volume[at] = each.volume;
    segment[at] = part;
  }
  return { ...candles, segment };
}

const bits = (length: number, rarity: number) =>
  fc.array(often(rarity), { minLength: length, maxLength: length }).map((drawn) => Uint8Array.from(drawn, Number));
const known = (length: number) =>
  fc
    .array(fc.double({ min: 0.5, max: 20, noNaN: true }), { minLength: length, maxLength: length })
    .map((drawn) => Float64Array.from(drawn));

function signalsFor(length: number): fc.Arbitrary<CoinSignals> {
  return fc.record({
    enterLong: fc.oneof(bits(length, 3), bits(length, 12)),
    exitLong: fc.option(bits(length, 6)),
    enterShort: fc.option(bits(length, 8)),
    exitShort: fc.option(bits(length, 6)),
    stopAtr: known(length),
    trailingAtr: known(length),
    targetAtr: known(length),
    volatility: known(length),
  });
}

const members = fc.option(
  fc.array(fc.tuple(fc.integer({ min: 0, max: 30 }), fc.option(fc.integer({ min: 1, max: 30 }))), { maxLength: 2 }),
  { freq: 3 },
);

const coin = fc
  .tuple(fc.array(step, { minLength: 2, maxLength: 60 }), members)
  .chain(([steps, spans]) => fc.tuple(fc.constant(candlesOfSteps(steps)), fc.constant(spans), signalsFor(steps.length)))
  .map(([candles, spans, signals]) => ({
    signals,
    coin: {
      candles,
      inUniverse: true,
      members:
        spans?.map(([from, length]) => ({
          from: START + from * DAY,
          to: length === null ? null : START + (from + length) * DAY,
        })) ?? null,
    } satisfies Omit<CoinCandles, "coin">,
  }));

const percent = (max: number) => fc.double({ min: 0.5, max, noNaN: true });
const ranges = fc.record({ period: fc.constant(14), multiple: fc.double({ min: 0.5, max: 4, noNaN: true }) });
const some = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 });

const anyRules = fc
  .record({
    stops: fc.record({
      fixedPct: some(percent(20)),
      atr: some(ranges),
      trailingPct: some(percent(20)),
      trailingAtr: some(ranges),
      targetPct: some(percent(30)),
      targetAtr: some(ranges),
      candles: some(fc.integer({ min: 1, max: 9 })),
    }),
    sizing: fc.oneof(
      fc.record({ kind: fc.constant("cash" as const), amount: fc.double({ min: 1, max: 20_000, noNaN: true }) }),
      fc.record({ kind: fc.constant("equity" as const), pct: percent(120) }),
      fc.record({
        kind: fc.constant("volatility" as const),
        targetPct: percent(80),
        period: fc.constant(20),
        mostPct: percent(100),
      }),
      fc.record({
        kind: fc.constant("kelly" as const),
        fraction: fc.constant(0.5),
        trades: fc.integer({ min: 1, max: 6 }),
        mostPct: percent(100),
      }),
    ),
    adding: fc.option(fc.record({ tranches: fc.integer({ min: 1, max: 5 }), spacingPct: some(percent(10)) })),
    maxPositions: fc.integer({ min: 1, max: 3 }),
    cooldownCandles: fc.integer({ min: 0, max: 5 }),
  })
  .map((given) => ({
    ...given,
    long: { enter: { kind: "always" as const } },
    short: { enter: { kind: "always" as const } },
  }));

const anyCosts = fc.record({
  makerPct: fc.constantFrom(0, 0.1, 1),
  takerPct: fc.constantFrom(0, 0.2, 2),
  slippage: fc.constantFrom(
    { kind: "none" as const },
    { kind: "fixed" as const, pct: 0.5 },
    { kind: "volume-share" as const, impactPct: 20 },
  ),
  mostOfVolumePct: fc.constantFrom(null, null, 5, 100),
  fundingPctPerDay: fc.constantFrom(0, 0, 0.5),
});

const anyRebalance = fc.option(
  fc.record({ candles: fc.integer({ min: 1, max: 10 }), driftPct: some(fc.double({ min: 0, max: 20, noNaN: true })) }),
);

// Whole fills at once.
const PLAIN = { mostOfVolumePct: null, fundingPctPerDay: 0, slippage: { kind: "fixed", pct: 0.5 } } as const;

/** Runs of random rules on random candles with random signals: holes, other coins under the name, crashes and all. */
export function randomRun(limits: { maxCoins: number; isPlain?: boolean }): fc.Arbitrary<RandomRun> {
  const coins = fc.array(coin, { minLength: 1, maxLength: limits.maxCoins });
  return fc.tuple(coins, anyRules, anyCosts, anyRebalance).map(([drawn, given, costs, rebalance]) => ({
    rules: StrategyRules.parse({
      schema: 1,
      name: "Random",
      universe: { kind: "coin", coin: "coin-0" },
      timeframe: "1d",
      ...given,
      costs: limits.isPlain ? { ...costs, ...PLAIN } : costs,
      rebalance: limits.isPlain ? null : rebalance,
    }),
    market: {
      intervalMs: DAY,
      coins: drawn.map((each, at) => ({
        coin: `coin-${at}`,
        ...each.coin,
        members: limits.isPlain && limits.maxCoins === 1 ? null : each.coin.members,
      })),
    },
    signals: { coins: drawn.map(({ signals }) => signals), warmUpCandles: 0 },
  }));
}
