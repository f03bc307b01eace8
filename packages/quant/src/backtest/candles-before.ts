import { TIMEFRAME_MS } from "@cryptodesk/shared/market/timeframe";
import type { Condition, NamedSeries, Quantity, StrategyRules } from "@cryptodesk/shared/strategy/rules.contract";

/** Averages with a memory have forgotten where they began after so many of their lengths. */
const LENGTHS = 4;
const LEAST = 50;
const MOST = 20_000;

/**
 * Candles of the rules' timeframe that are read before a run begins, so that its indicators are warm at its first candle:
 * several times the longest chain of them, plus what conditions look back.
 * @param largest values of parameters that are larger than the rules' own
 */
export function candlesBefore(rules: StrategyRules, largest: Readonly<Record<string, number>>): number {
  const values = new Map(rules.parameters.map(({ name, value }) => [name, Math.max(value, largest[name] ?? value)]));
  const sizeOf = (quantity: Quantity | undefined): number => {
    if (quantity === undefined) return 0;
    return typeof quantity === "number" ? quantity : (values.get(quantity.parameter) ?? 0);
  };
  const lengths = new Map<string, number>();
  for (const series of rules.series) lengths.set(series.name, lengthOf(series, rules, lengths, sizeOf));
  const { stops, sizing } = rules;
  const others = [
    sizeOf(stops.atr?.period),
    sizeOf(stops.trailingAtr?.period),
    sizeOf(stops.targetAtr?.period),
    sizing.kind === "volatility" ? sizeOf(sizing.period) : 0,
    ...[rules.long, rules.short].flatMap((side) =>
      side === null
        ? []
        : [side.enter, side.exit].flatMap((condition) => (condition ? [reach(condition, rules, sizeOf)] : [])),
    ),
  ];
  const longest = Math.max(...lengths.values(), 0) + Math.max(...others);
  return Math.min(MOST, Math.max(LEAST, Math.ceil(LENGTHS * longest)));
}

function lengthOf(
  series: NamedSeries,
  rules: StrategyRules,
  known: ReadonlyMap<string, number>,
  sizeOf: (quantity: Quantity | undefined) => number,
): number {
  const given = Object.values(series.parameters).map((value) => (typeof value === "string" ? 0 : sizeOf(value)));
  // What is left out has a default of some tens.
  const own = Math.max(
    DEFAULT_LENGTH,
    given.reduce((sum, value) => sum + Math.max(0, value), 0),
  );
  const before = typeof series.of === "object" ? (known.get(series.of.series) ?? 0) : 0;
  return before + own * (series.timeframe ? TIMEFRAME_MS[series.timeframe] / TIMEFRAME_MS[rules.timeframe] : 1);
}

const DEFAULT_LENGTH = 30;

/** Candles that a condition looks back beyond its series. */
function reach(condition: Condition, rules: StrategyRules, sizeOf: (quantity: Quantity | undefined) => number): number {
  switch (condition.kind) {
    case "always":
    case "every":
      return 0;
    case "compare":
    case "crosses":
      return 1 + Math.max(ago(condition.left), ago(condition.right));
    case "between":
      return Math.max(ago(condition.value), ago(condition.low), ago(condition.high));
    case "moves":
      return sizeOf(condition.candles) + ago(condition.value);
    case "all":
    case "any":
      return Math.max(...condition.of.map((each) => reach(each, rules, sizeOf)));
    case "not":
      return reach(condition.of, rules, sizeOf);
    case "on":
      return (
        (1 + reach(condition.of, rules, sizeOf)) * (TIMEFRAME_MS[condition.timeframe] / TIMEFRAME_MS[rules.timeframe])
      );
  }
}

function ago(operand: unknown): number {
  if (typeof operand !== "object" || operand === null || !("ago" in operand)) return 0;
  return typeof operand.ago === "number" ? operand.ago : 0;
}
