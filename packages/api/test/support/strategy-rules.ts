import { StrategyRules, type StrategyRulesInput } from "@cryptodesk/shared/strategy/rules.contract";

/** Rules that hold one coin from its first candle on, changed as a test needs. */
export function someRules(change: Partial<StrategyRulesInput> = {}): StrategyRules {
  return StrategyRules.parse({
    schema: 1,
    name: "Hold",
    universe: { kind: "coin", coin: "bitcoin" },
    timeframe: "1d",
    long: { enter: { kind: "always" } },
    sizing: { kind: "equity", pct: 100 },
    ...change,
  });
}

/** A moving-average cross of one coin with two parameters that can be searched. */
export function crossRules(change: Partial<StrategyRulesInput> = {}): StrategyRules {
  return someRules({
    name: "Cross",
    parameters: [
      { name: "fast", value: 5, min: 2, max: 20, step: 1 },
      { name: "slow", value: 20, min: 10, max: 60, step: 5 },
    ],
    series: [
      { name: "quick", indicator: "sma", parameters: { period: { parameter: "fast" } } },
      { name: "trend", indicator: "sma", parameters: { period: { parameter: "slow" } } },
    ],
    long: {
      enter: { kind: "crosses", left: { series: "quick" }, direction: "above", right: { series: "trend" } },
      exit: { kind: "crosses", left: { series: "quick" }, direction: "below", right: { series: "trend" } },
    },
    ...change,
  });
}
