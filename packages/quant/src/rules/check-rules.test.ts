import { StrategyRules, type StrategyRulesInput } from "@cryptodesk/shared/strategy/rules.contract";
import { expect, it } from "vitest";
import { checkRules } from "./check-rules.ts";
import { STRATEGY_TEMPLATES } from "./templates.ts";

const rules = (changes: Partial<StrategyRulesInput>) =>
  StrategyRules.parse({
    schema: 1,
    name: "Test",
    universe: { kind: "coin", coin: "bitcoin" },
    timeframe: "1d",
    long: { enter: { kind: "always" } },
    sizing: { kind: "equity", pct: 100 },
    ...changes,
  });
const faults = (changes: Partial<StrategyRulesInput>) =>
  checkRules(rules(changes)).map(({ path, message }) => `${path.join(".")}: ${message}`);
const parameter = (name: string, value: number, min = value, max = value) => ({ name, value, min, max, step: 1 });

it.each(STRATEGY_TEMPLATES)("finds nothing wrong with the template $id", ({ rules: template }) => {
  expect(checkRules(template)).toEqual([]);
});

it("refuses rules that never enter", () => {
  expect(faults({ long: null })).toEqual([
    'long: the rules never enter a position: add a line such as "long when close > open"',
  ]);
});

it("refuses names declared twice, and names that read as prices", () => {
  expect(
    faults({
      parameters: [parameter("a", 1), parameter("a", 2), parameter("close", 3)],
      series: [
        { name: "a", indicator: "sma" },
        { name: "b", indicator: "sma" },
        { name: "b", indicator: "ema" },
        { name: "high", indicator: "ema" },
      ],
    }),
  ).toEqual([
    'parameters.1.name: "a" is declared twice: give one of them another name',
    'parameters.2.name: "close" is a price of the candle: choose another name',
    'series.0.name: "a" is a parameter already: give the series another name',
    'series.2.name: "b" is declared twice: give one of them another name',
    'series.3.name: "high" is a price of the candle: choose another name',
  ]);
});

it("refuses series that are made of themselves, of later ones, or of nothing", () => {
  const made = (name: string, of: string) => ({ name, indicator: "sma" as const, of: { series: of } });
  expect(faults({ series: [made("a", "a"), made("b", "c"), made("c", "gone")] })).toEqual([
    'series.0.of: "a" is computed from itself',
    'series.1.of: "c" stands below: a series is computed from those above it',
    'series.2.of: there is no series "gone"',
  ]);
});

it("asks correlation and beta for the other coin, and others for none", () => {
  const [missing, needless] = [
    faults({ series: [{ name: "a", indicator: "beta" }] }),
    faults({ series: [{ name: "a", indicator: "sma", other: "bitcoin" }] }),
  ];
  expect(missing).toEqual([
    "series.0: beta compares with another coin: add one, such as beta(close, period: 30) with bitcoin",
  ]);
  expect(needless).toEqual(['series.0.other: sma takes no other coin: leave "with bitcoin" out']);
});

it("holds parameters to the limits of what they are used for, over their whole range", () => {
  expect(
    faults({
      parameters: [parameter("length", 20, 0, 60), parameter("loss", 5, 1, 120)],
      series: [{ name: "a", indicator: "sma", parameters: { period: { parameter: "length" } } }],
      stops: { fixedPct: { parameter: "loss" } },
    }),
  ).toEqual([
    'series.0.parameters.period: "period" must be at least 1, and the parameter "length" may become 0: narrow its range',
    'stops.fixedPct: a stop in percent must be less than 100, and the parameter "loss" may become 120: narrow its range',
  ]);
});

it("allows a fast average slower than the slow one in rules, but not inside one indicator", () => {
  const averages = [
    { name: "fast", indicator: "sma" as const, parameters: { period: 50 } },
    { name: "slow", indicator: "sma" as const, parameters: { period: 20 } },
  ];
  expect(faults({ series: averages })).toEqual([]);
  expect(faults({ series: [{ name: "a", indicator: "macd", parameters: { fast: 30 } }] })).toEqual([
    'series.0.parameters.fast: "fast" (30) must be less than "slow" (26)',
  ]);
});

it("refuses a spacing without tranches, a range upside down and a percentage beyond the whole", () => {
  expect(
    faults({
      parameters: [{ name: "p", value: 3, min: 5, max: 1, step: 1 }],
      adding: { tranches: 1, spacingPct: 2 },
      sizing: { kind: "equity", pct: 101 },
    }),
  ).toEqual([
    'parameters.0.min: the range of "p" begins at 5, above its end at 1',
    "sizing.pct: the percentage of equity must be at most 100, not 101",
    "adding.spacingPct: a single tranche has no distance to others: allow more tranches or leave it out",
  ]);
});

it("refuses a condition on other candles inside one on other candles, and an offset past its length", () => {
  const inner = {
    kind: "on" as const,
    timeframe: "1w" as const,
    of: { kind: "every" as const, candles: 3, offset: 3 },
  };
  expect(faults({ long: { enter: { kind: "on", timeframe: "1w", of: { kind: "not", of: inner } } } })).toEqual([
    "long.enter.of: a condition on 1w candles cannot hold one on other candles",
    "long.enter.of.of.of.offset: the offset must be less than 3, the candles it is an offset in",
  ]);
});

it("refuses conditions nested too deeply to be read back from text", () => {
  let enter: NonNullable<StrategyRules["long"]>["enter"] = { kind: "always" };
  for (let level = 0; level < 40; level += 1) enter = { kind: "not", of: enter };
  expect(faults({ long: { enter } })).toEqual([
    `long.enter${".of".repeat(32)}: conditions may be nested 32 levels deep; split this one into series or simpler conditions`,
  ]);
});

it("names the parameters there are where one is missing", () => {
  const found = checkRules(rules({ parameters: [parameter("here", 1)], cooldownCandles: { parameter: "gone" } }));
  expect(found).toEqual([
    {
      path: ["cooldownCandles"],
      code: "no-parameter",
      values: { name: "gone" },
      message: 'there is no parameter "gone"',
      available: ["here"],
    },
  ]);
});
