import type { Quantity, RuleProblem, Sizing, Stops, StrategyRules } from "@cryptodesk/shared/strategy/rules.contract";
import { checkCondition } from "./check-condition.ts";
import { checkName, checkSeries } from "./check-series.ts";
import type { ProblemTerm } from "./problem.ts";
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
    if (universe.coins.indexOf(coin) < index) checker.report(["universe", "coins", index], "coin-twice", { coin });
  }
}

function checkParameters(checker: RuleChecker): void {
  const seen = new Set<string>();
  for (const [index, { name, value, min, max }] of checker.rules.parameters.entries()) {
    const path = ["parameters", index];
    checkName(checker, name, [...path, "name"], seen);
    if (min > max) checker.report([...path, "min"], "range-backwards", { name, min, max });
    else if (value < min || value > max) {
      checker.report([...path, "value"], "outside-range", { name, value, min, max });
    }
  }
}

function checkSides(checker: RuleChecker): void {
  const { long, short } = checker.rules;
  if (!long && !short) {
    checker.report(["long"], "never-enters", {});
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
  const level = (field: keyof Stops & `${string}Pct`, what: ProblemTerm, limits: Limits) => {
    const value = stops[field];
    if (value !== undefined) checker.quantity(["stops", field], value, what, limits);
  };
  level("fixedPct", "a-stop", LOSS);
  level("trailingPct", "a-trailing-stop", LOSS);
  level("targetPct", "a-target", long ? GAIN : LOSS);
  for (const field of ["atr", "trailingAtr", "targetAtr"] as const) {
    const range = stops[field];
    if (!range) continue;
    checker.quantity(["stops", field, "period"], range.period, "range-period", CANDLE_COUNT);
    checker.quantity(["stops", field, "multiple"], range.multiple, "range-multiple", MULTIPLE);
  }
  if (stops.candles !== undefined) {
    checker.quantity(["stops", "candles"], stops.candles, "candles", CANDLE_COUNT);
  }
}

const SHARE: Limits = { above: 0, max: 100 };

function checkSizing(checker: RuleChecker, sizing: Sizing): void {
  const check = (field: string, value: Quantity, what: ProblemTerm, limits: Limits) =>
    checker.quantity(["sizing", field], value, what, limits);
  switch (sizing.kind) {
    case "cash":
      check("amount", sizing.amount, "amount", { above: 0, max: 1e12 });
      break;
    case "equity":
      check("pct", sizing.pct, "equity-share", SHARE);
      break;
    case "volatility":
      check("targetPct", sizing.targetPct, "volatility", { above: 0, max: 1000 });
      check("period", sizing.period, "candles", { ...CANDLE_COUNT, min: 2 });
      check("mostPct", sizing.mostPct, "largest-size", SHARE);
      break;
    case "kelly":
      check("fraction", sizing.fraction, "kelly-fraction", { above: 0, max: 1 });
      check("trades", sizing.trades, "trades", CANDLE_COUNT);
      check("mostPct", sizing.mostPct, "largest-size", SHARE);
      break;
  }
}

function checkHandling(checker: RuleChecker): void {
  const { adding, rebalance, cooldownCandles } = checker.rules;
  if (adding) {
    checker.quantity(["adding", "tranches"], adding.tranches, "tranches", {
      min: 1,
      max: 1000,
      isWhole: true,
    });
    if (adding.spacingPct !== undefined) {
      checker.quantity(["adding", "spacingPct"], adding.spacingPct, "tranche-distance", LOSS);
      if (adding.tranches === 1) {
        checker.report(["adding", "spacingPct"], "single-tranche", {});
      }
    }
  }
  if (rebalance) {
    checker.quantity(["rebalance", "candles"], rebalance.candles, "candles", CANDLE_COUNT);
    if (rebalance.driftPct !== undefined) {
      checker.quantity(["rebalance", "driftPct"], rebalance.driftPct, "drift", { min: 0, below: 100 });
    }
  }
  checker.quantity(["cooldownCandles"], cooldownCandles, "cooldown", { min: 0, max: 10_000, isWhole: true });
}
