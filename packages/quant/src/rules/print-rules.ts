import { INDICATORS, type IndicatorEntry } from "@cryptodesk/shared/strategy/indicator-catalogue";
import type {
  Condition,
  Costs,
  NamedSeries,
  Quantity,
  Sizing,
  Stops,
  StrategyRules,
  Universe,
} from "@cryptodesk/shared/strategy/rules.contract";
import {
  type DeclaredNames,
  printCandles,
  printCondition,
  printLine,
  printParts,
  printQuantity,
  printSeriesName,
} from "./print-condition.ts";
import { isPlainWord, isTakenWord, printNumber, quoted } from "./rule-words.ts";

const MOST_COLUMNS = 100;

/**
 * The readable form of rules: one form for one document, which `parseRules` reads back to an equal one. What has its usual
 * value is left out, but not fees and slippage.
 */
export function printRules(rules: StrategyRules): string {
  const names = { parameters: new Set(rules.parameters.map(({ name }) => name)) };
  const groups = [
    [
      `strategy ${quoted(rules.name)}`,
      ...(rules.description?.split("\n") ?? []).map((line) => `about ${quoted(line)}`),
    ],
    [`trade ${printUniverse(rules.universe, rules.timeframe)}`],
    rules.parameters.map(
      ({ name, value, min, max, step }) =>
        `parameter ${name} = ${printNumber(value)} from ${printNumber(min)} to ${printNumber(max)} step ${printNumber(step)}`,
    ),
    rules.series.map((series) => printSeries(series, names)),
    [...printSide("long", rules.long, names), ...printSide("short", rules.short, names)],
    printStops(rules.stops),
    printHandling(rules),
    printCosts(rules.costs),
  ];
  return `${groups
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

function printCoin(coin: string): string {
  return /^[a-z][a-z0-9-]*$/.test(coin) && !isTakenWord(coin) ? coin : quoted(coin);
}

function printUniverse(universe: Universe, timeframe: string): string {
  if (universe.kind === "coin") return `${printCoin(universe.coin)} every ${timeframe}`;
  if (universe.kind === "list") {
    const mark = universe.coins.length === 1 ? "the coins " : "";
    return `${mark}${universe.coins.map(printCoin).join(", ")} every ${timeframe}`;
  }
  const stablecoins = universe.withStablecoins ? ", with stablecoins" : "";
  const coins = `the ${universe.count} largest ${universe.count === 1 ? "coin" : "coins"}`;
  return `${coins} every ${timeframe}, chosen every ${universe.rebalance}${stablecoins}`;
}

function printSeries({ name, indicator, of, other, parameters, timeframe }: NamedSeries, names: DeclaredNames): string {
  const entry: IndicatorEntry = INDICATORS[indicator];
  const source =
    of === undefined ? [] : [typeof of === "string" ? of : `${printSeriesName(of.series, names)}${printLine(of.line)}`];
  const rest = Object.entries(parameters).map(
    ([key, value]) => `${printKey(key)}: ${printArgument(value, entry, key)}`,
  );
  const suffix = `${other === undefined ? "" : ` with ${printCoin(other)}`}${timeframe === undefined ? "" : ` on ${timeframe}`}`;
  return `series ${name} = ${indicator}(${[...source, ...rest].join(", ")})${suffix}`;
}

function printKey(key: string): string {
  return isPlainWord(key) ? key : quoted(key);
}

function printArgument(value: Quantity | string, entry: IndicatorEntry, key: string): string {
  const isChoice = Object.hasOwn(entry.parameters, key) && entry.parameters[key]?.kind === "choice";
  if (typeof value === "string") {
    return isChoice && isPlainWord(value) && value !== "parameter" ? value : quoted(value);
  }
  return isChoice && typeof value === "object" ? `parameter ${value.parameter}` : printQuantity(value);
}

function printSide(side: "long" | "short", rule: StrategyRules["long"], names: DeclaredNames): string[] {
  if (rule === null) return [];
  const enter = printRule(`${side} when`, rule.enter, names);
  return rule.exit === null ? [enter] : [enter, printRule(`exit ${side} when`, rule.exit, names)];
}

/** A long condition stands on lines of its own, a part on each. */
function printRule(beginning: string, condition: Condition, names: DeclaredNames): string {
  const line = `${beginning} ${printCondition(condition, names)}`;
  const isGroup = (condition.kind === "all" || condition.kind === "any") && condition.of.length > 1;
  if (line.length <= MOST_COLUMNS || !isGroup) return line;
  const joint = condition.kind === "all" ? "and" : "or";
  return `${beginning} ${printParts(condition, names).join(`\n  ${joint} `)}`;
}

function printStops(stops: Stops): string[] {
  const lines: string[] = [];
  const level = (words: string, pct: Quantity | undefined, atr: Stops["atr"]) => {
    if (pct !== undefined) lines.push(`${words} ${printQuantity(pct)} %`);
    if (atr) lines.push(`${words} ${printQuantity(atr.multiple)} x atr(${printQuantity(atr.period)})`);
  };
  level("stop", stops.fixedPct, stops.atr);
  level("trailing stop", stops.trailingPct, stops.trailingAtr);
  level("target", stops.targetPct, stops.targetAtr);
  if (stops.candles !== undefined) lines.push(`close after ${printCandles(stops.candles)}`);
  return lines;
}

function printSizing(sizing: Sizing): string {
  switch (sizing.kind) {
    case "cash":
      return `size ${printQuantity(sizing.amount)} USD`;
    case "equity":
      return `size ${printQuantity(sizing.pct)} % of equity`;
    case "volatility":
      return `size ${printQuantity(sizing.targetPct)} % volatility over ${printCandles(sizing.period)}, at most ${printQuantity(sizing.mostPct)} %`;
    case "kelly":
      return `size ${printQuantity(sizing.fraction)} x kelly over ${printQuantity(sizing.trades)} trades, at most ${printQuantity(sizing.mostPct)} %`;
  }
}

function printHandling({ sizing, adding, rebalance, maxPositions, cooldownCandles }: StrategyRules): string[] {
  const lines = [printSizing(sizing)];
  if (adding) {
    const spacing = adding.spacingPct === undefined ? "" : `, ${printQuantity(adding.spacingPct)} % apart`;
    lines.push(`up to ${printQuantity(adding.tranches)} ${adding.tranches === 1 ? "tranche" : "tranches"}${spacing}`);
  }
  if (rebalance) {
    const drift = rebalance.driftPct === undefined ? "" : `, when off by ${printQuantity(rebalance.driftPct)} %`;
    lines.push(`rebalance every ${printCandles(rebalance.candles)}${drift}`);
  }
  if (maxPositions !== 1) lines.push(`at most ${maxPositions} positions`);
  if (!Object.is(cooldownCandles, 0)) lines.push(`cool down ${printCandles(cooldownCandles)}`);
  return lines;
}

function printCosts({ makerPct, takerPct, slippage, mostOfVolumePct, fundingPctPerDay }: Costs): string[] {
  const lines = [`fees ${printNumber(makerPct)} % maker, ${printNumber(takerPct)} % taker`];
  if (slippage.kind === "none") lines.push("slippage none");
  if (slippage.kind === "fixed") lines.push(`slippage ${printNumber(slippage.pct)} %`);
  if (slippage.kind === "volume-share") lines.push(`slippage ${printNumber(slippage.impactPct)} % by volume share`);
  if (mostOfVolumePct !== null) lines.push(`fill at most ${printNumber(mostOfVolumePct)} % of volume`);
  if (!Object.is(fundingPctPerDay, 0)) lines.push(`funding ${printNumber(fundingPctPerDay)} % a day`);
  return lines;
}
