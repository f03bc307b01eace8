import type { Quantity, RuleProblem, Sizing, Stops, StrategyRules } from "@cryptodesk/shared/strategy/rules.contract";
import { checkCondition } from "./check-condition.ts";
import { checkName, checkSeries } from "./check-series.ts";
import { CANDLE_COUNT, type Limits, RuleChecker } from "./rule-checker.ts";

const MOST_PROBLEMS = 50;

/**
 * Everything that keeps rules from being evaluated: names that lead nowhere, numbers outside the limits of what they are used
 * for, timeframes, sides. Empty where the rules are valid.
 */
export function checkRules(rules: StrategyRules): RuleProblem[] {
  const checker = new RuleChecker(rules);
  checkUniverse(checker);
  checkParameters(checker);
  checkSeries(checker);
  checkSides(checker);
  checkStops(checker);
  checkSizing(checker, rules.sizing);
  checkHandling(checker);
  return checker.problems.slice(0, MOST_PROBLEMS);
}

function checkUniverse(checker: RuleChecker): void {
  const { universe } = checker.rules;
  if (universe.kind !== "list") return;
  for (const [index, coin] of universe.coins.entries()) {
    if (universe.coins.indexOf(coin) < index) checker.report(["universe", "coins", index], `"${coin}" is listed twice`);
  }
}

function checkParameters(checker: RuleChecker): void {
  const seen = new Set<string>();
  for (const [index, { name, value, min, max }] of checker.rules.parameters.entries()) {
    const path = ["parameters", index];
    checkName(checker, name, [...path, "name"], seen);
    if (min > max) checker.report([...path, "min"], `the range of "${name}" begins at ${min}, above its end at ${max}`);
    else if (value < min || value > max) {
      checker.report([...path, "value"], `"${name}" is ${value}, outside its range from ${min} to ${max}`);
    }
  }
}

function checkSides(checker: RuleChecker): void {
  const { long, short } = checker.rules;
  if (!long && !short) {
    checker.report(["long"], 'the rules never enter a position: add a line such as "long when close > open"');
  }
  for (const [side, rule] of [
    ["long", long],
    ["short", short],
  ] as const) {
    if (!rule) continue;
    checkCondition(checker, rule.enter, [side, "enter"]);
    if (rule.exit) checkCondition(checker, rule.exit, [side, "exit"]);
  }
}

const LOSS: Limits = { above: 0, below: 100 };
const GAIN: Limits = { above: 0, max: 100_000 };
const MULTIPLE: Limits = { above: 0, max: 1000 };

function checkStops(checker: RuleChecker): void {
  const { stops, long } = checker.rules;
  const level = (field: keyof Stops & `${string}Pct`, what: string, limits: Limits) => {
    const value = stops[field];
    if (value !== undefined) checker.quantity(["stops", field], value, what, limits);
  };
  level("fixedPct", "a stop in percent", LOSS);
  level("trailingPct", "a trailing stop in percent", LOSS);
  level("targetPct", "a target in percent", long ? GAIN : LOSS);
  for (const field of ["atr", "trailingAtr", "targetAtr"] as const) {
    const range = stops[field];
    if (!range) continue;
    checker.quantity(["stops", field, "period"], range.period, "the period of the true range", CANDLE_COUNT);
    checker.quantity(["stops", field, "multiple"], range.multiple, "the multiple of the true range", MULTIPLE);
  }
  if (stops.candles !== undefined) {
    checker.quantity(["stops", "candles"], stops.candles, "the number of candles", CANDLE_COUNT);
  }
}

const SHARE: Limits = { above: 0, max: 100 };

function checkSizing(checker: RuleChecker, sizing: Sizing): void {
  const check = (field: string, value: Quantity, what: string, limits: Limits) =>
    checker.quantity(["sizing", field], value, what, limits);
  switch (sizing.kind) {
    case "cash":
      check("amount", sizing.amount, "the amount", { above: 0, max: 1e12 });
      break;
    case "equity":
      check("pct", sizing.pct, "the percentage of equity", SHARE);
      break;
    case "volatility":
      check("targetPct", sizing.targetPct, "the volatility", { above: 0, max: 1000 });
      check("period", sizing.period, "the number of candles", { ...CANDLE_COUNT, min: 2 });
      check("mostPct", sizing.mostPct, "the largest size", SHARE);
      break;
    case "kelly":
      check("fraction", sizing.fraction, "the fraction of the Kelly bet", { above: 0, max: 1 });
      check("trades", sizing.trades, "the number of trades", CANDLE_COUNT);
      check("mostPct", sizing.mostPct, "the largest size", SHARE);
      break;
  }
}

function checkHandling(checker: RuleChecker): void {
  const { adding, rebalance, cooldownCandles } = checker.rules;
  if (adding) {
    checker.quantity(["adding", "tranches"], adding.tranches, "the number of tranches", {
      min: 1,
      max: 1000,
      isWhole: true,
    });
    if (adding.spacingPct !== undefined) {
      checker.quantity(["adding", "spacingPct"], adding.spacingPct, "the distance of tranches", LOSS);
      if (adding.tranches === 1) {
        checker.report(
          ["adding", "spacingPct"],
          "a single tranche has no distance to others: allow more tranches or leave it out",
        );
      }
    }
  }
  if (rebalance) {
    checker.quantity(["rebalance", "candles"], rebalance.candles, "the number of candles", CANDLE_COUNT);
    if (rebalance.driftPct !== undefined) {
      checker.quantity(["rebalance", "driftPct"], rebalance.driftPct, "the drift", { min: 0, below: 100 });
    }
  }
  checker.quantity(["cooldownCandles"], cooldownCandles, "the cool-down", { min: 0, max: 10_000, isWhole: true });
}
