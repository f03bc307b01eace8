import { StrategyRules, type StrategyRulesInput } from "@cryptodesk/shared/strategy/rules.contract";

/** Rules that hold bitcoin while it is above its average. */
export function trendRules(change: Partial<StrategyRulesInput> = {}): StrategyRules {
  return StrategyRules.parse({
    schema: 1,
    name: "Above its average",
    description: "Long while the close is above the average of 20 days.",
    universe: { kind: "coin", coin: "bitcoin" },
    timeframe: "1d",
    parameters: [{ name: "length", value: 20, min: 5, max: 60, step: 5 }],
    series: [{ name: "slow", indicator: "sma", parameters: { period: { parameter: "length" } } }],
    long: {
      enter: { kind: "crosses", left: { price: "close" }, direction: "above", right: { series: "slow" } },
      exit: { kind: "crosses", left: { price: "close" }, direction: "below", right: { series: "slow" } },
    },
    sizing: { kind: "equity", pct: 50 },
    ...change,
  });
}
