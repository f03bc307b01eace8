import { Timeframe } from "@cryptodesk/shared/market/timeframe";
import { IndicatorName } from "@cryptodesk/shared/strategy/indicator-catalogue";
import { type Condition, PriceField, StrategyRules } from "@cryptodesk/shared/strategy/rules.contract";
import fc from "fast-check";

// Names are words of the language as often as not: what may be written must be told apart by the text.
const name = fc.oneof(
  fc.stringMatching(/^[a-z][a-z0-9_]{0,6}$/),
  fc.constantFrom(
    "fast",
    "slow",
    "close",
    "and",
    "not",
    "parameter",
    "series",
    "x",
    "every",
    "ago",
    "kelly",
    "on",
    "of",
  ),
);
const number = fc.oneof(
  fc.integer({ min: -1000, max: 1000 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(0, -0, 1e21, 1e-7),
);
const optional = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
const quantity = fc.oneof(number, fc.record({ parameter: name }));
const line = optional(fc.oneof(fc.constantFrom("signal", "plusDi"), fc.string({ unit: "binary", maxLength: 20 })));
const ago = optional(fc.integer({ min: 0, max: 1000 }));
const price = fc.constantFrom(...PriceField.options);
const operand = fc.oneof(quantity, fc.record({ price, ago }), fc.record({ series: name, line, ago }));
const timeframe = fc.constantFrom(...Timeframe.options);
const coin = fc.oneof(
  fc.constantFrom("bitcoin", "usd-coin", "0x", "the", "on", "1inch", 'a"b', "näive", "x.y", "with", "a\u2028b"),
  fc.string({ minLength: 1, maxLength: 20 }).filter((id) => id.trim() === id && !/\p{Cc}/u.test(id) && id !== ""),
);
const percentage = (max: number) => fc.double({ min: 0, max, noNaN: true });

const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 4, depthSize: "small" },
    fc.record({ kind: fc.constant("always") }),
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
    fc.record({ kind: fc.constant("every"), candles: quantity, offset: optional(fc.nat(50)) }),
    fc.record({ kind: fc.constantFrom("all", "any"), of: fc.array(tie("condition"), { minLength: 1, maxLength: 4 }) }),
    fc.record({ kind: fc.constant("not"), of: tie("condition") }),
    fc.record({ kind: fc.constant("on"), timeframe, of: tie("condition") }),
  ) as fc.Arbitrary<Condition>,
}));

const series = fc.record({
  name,
  indicator: fc.constantFrom(...IndicatorName.options),
  of: optional(fc.oneof(price, fc.record({ series: name, line }))),
  other: optional(coin),
  parameters: fc.dictionary(
    fc
      .oneof(fc.constantFrom("period", "seed", "of", "width"), fc.string({ maxLength: 10 }))
      .filter((key) => key !== "__proto__"),
    fc.oneof(quantity, fc.constantFrom("first", "parameter", "sma"), fc.string({ maxLength: 10 })),
    { maxKeys: 4 },
  ),
  timeframe: optional(timeframe),
});

const universe = fc.oneof(
  fc.record({ kind: fc.constant("coin"), coin }),
  fc.record({ kind: fc.constant("list"), coins: fc.array(coin, { minLength: 1, maxLength: 4 }) }),
  fc.record({
    kind: fc.constant("top"),
    count: fc.integer({ min: 1, max: 50 }),
    rebalance: fc.constantFrom("1d", "1w", "1M"),
    withStablecoins: fc.boolean(),
  }),
);
const range = optional(fc.record({ period: quantity, multiple: quantity }));
const side = fc.option(fc.record({ enter: condition, exit: fc.option(condition) }));
const sizing = fc.oneof(
  fc.record({ kind: fc.constant("cash"), amount: quantity }),
  fc.record({ kind: fc.constant("equity"), pct: quantity }),
  fc.record({ kind: fc.constant("volatility"), targetPct: quantity, period: quantity, mostPct: quantity }),
  fc.record({ kind: fc.constant("kelly"), fraction: quantity, trades: quantity, mostPct: quantity }),
);
const costs = fc.record({
  makerPct: percentage(10),
  takerPct: percentage(10),
  slippage: fc.oneof(
    fc.record({ kind: fc.constant("none") }),
    fc.record({ kind: fc.constant("fixed"), pct: percentage(20) }),
    fc.record({ kind: fc.constant("volume-share"), impactPct: percentage(100) }),
  ),
  mostOfVolumePct: fc.option(fc.double({ min: 0.001, max: 100, noNaN: true })),
  fundingPctPerDay: fc.double({ min: -5, max: 5, noNaN: true }),
});

/** Any document that the schema takes, whether its names lead anywhere or not. */
export const randomRules = fc
  .record({
    schema: fc.constant(1),
    name: fc.string({ minLength: 1, maxLength: 60 }),
    description: fc.option(
      fc.string({ unit: fc.constantFrom("a", " ", "\n", '"', "\\", "\t", "#", "\r", "\u2028", "é"), maxLength: 30 }),
    ),
    universe,
    timeframe,
    parameters: fc.array(
      fc.record({
        name,
        value: number,
        min: number,
        max: number,
        step: fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
      }),
      { maxLength: 4 },
    ),
    series: fc.array(series, { maxLength: 5 }),
    long: side,
    short: side,
    stops: fc.record({
      fixedPct: optional(quantity),
      atr: range,
      trailingPct: optional(quantity),
      trailingAtr: range,
      targetPct: optional(quantity),
      targetAtr: range,
      candles: optional(quantity),
    }),
    sizing,
    adding: fc.option(fc.record({ tranches: quantity, spacingPct: optional(quantity) })),
    rebalance: fc.option(fc.record({ candles: quantity, driftPct: optional(quantity) })),
    maxPositions: fc.integer({ min: 1, max: 50 }),
    cooldownCandles: quantity,
    costs,
  })
  .map((document) => StrategyRules.safeParse(document))
  .filter((parsed) => parsed.success)
  .map((parsed) => (parsed.success ? parsed.data : null))
  .filter((rules) => rules !== null);
