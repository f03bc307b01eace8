import type { StrategyRules, StrategyRulesInput } from "@cryptodesk/shared/strategy/rules.contract";
import { StrategyRules as RulesSchema } from "@cryptodesk/shared/strategy/rules.contract";
import { TEMPLATE_TEXTS } from "./template-texts.ts";

interface Template {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly rules: StrategyRules;
}

function template(id: keyof typeof TEMPLATE_TEXTS, rules: Omit<StrategyRulesInput, "schema" | "name">): Template {
  const texts = TEMPLATE_TEXTS[id];
  return { id, ...texts, rules: RulesSchema.parse({ schema: 1, ...texts, ...rules }) };
}

const bitcoin = { kind: "coin", coin: "bitcoin" } as const;
const allOfEquity = { kind: "equity", pct: 100 } as const;

const movingAverageCross = template("moving-average-cross", {
  universe: bitcoin,
  timeframe: "1d",
  parameters: [
    { name: "fast", value: 20, min: 5, max: 60, step: 5 },
    { name: "slow", value: 100, min: 40, max: 250, step: 10 },
  ],
  series: [
    { name: "quick", indicator: "sma", of: "close", parameters: { period: { parameter: "fast" } } },
    { name: "steady", indicator: "sma", of: "close", parameters: { period: { parameter: "slow" } } },
  ],
  long: {
    enter: { kind: "crosses", left: { series: "quick" }, direction: "above", right: { series: "steady" } },
    exit: { kind: "crosses", left: { series: "quick" }, direction: "below", right: { series: "steady" } },
  },
  sizing: allOfEquity,
});

const rsiReversion = template("rsi-mean-reversion", {
  universe: bitcoin,
  timeframe: "4h",
  parameters: [
    { name: "oversold", value: 30, min: 10, max: 45, step: 5 },
    { name: "recovered", value: 55, min: 50, max: 80, step: 5 },
    { name: "loss", value: 6, min: 2, max: 12, step: 1 },
  ],
  series: [
    { name: "strength", indicator: "rsi", of: "close", parameters: { period: 14 } },
    { name: "trend", indicator: "ema", of: "close", parameters: { period: 200 } },
  ],
  long: {
    enter: {
      kind: "all",
      of: [
        { kind: "crosses", left: { series: "strength" }, direction: "below", right: { parameter: "oversold" } },
        { kind: "compare", left: { price: "close" }, operator: ">", right: { series: "trend" } },
      ],
    },
    exit: { kind: "compare", left: { series: "strength" }, operator: ">", right: { parameter: "recovered" } },
  },
  stops: { fixedPct: { parameter: "loss" }, candles: 60 },
  sizing: { kind: "equity", pct: 50 },
  cooldownCandles: 3,
});

const donchianBreakout = template("donchian-breakout", {
  universe: bitcoin,
  timeframe: "1d",
  parameters: [
    { name: "entry", value: 55, min: 10, max: 100, step: 5 },
    { name: "leave", value: 20, min: 5, max: 50, step: 5 },
  ],
  series: [
    { name: "wide", indicator: "donchian", parameters: { period: { parameter: "entry" } } },
    { name: "narrow", indicator: "donchian", parameters: { period: { parameter: "leave" } } },
  ],
  long: {
    enter: {
      kind: "compare",
      left: { price: "close" },
      operator: ">",
      right: { series: "wide", line: "upper", ago: 1 },
    },
    exit: {
      kind: "compare",
      left: { price: "close" },
      operator: "<",
      right: { series: "narrow", line: "lower", ago: 1 },
    },
  },
  stops: { atr: { period: 20, multiple: 2 } },
  sizing: { kind: "equity", pct: 50 },
});

const volatilityMomentum = template("volatility-target-momentum", {
  universe: bitcoin,
  timeframe: "1d",
  parameters: [
    { name: "months", value: 90, min: 20, max: 250, step: 10 },
    { name: "aim", value: 40, min: 10, max: 80, step: 5 },
  ],
  series: [{ name: "momentum", indicator: "roc", of: "close", parameters: { period: { parameter: "months" } } }],
  long: {
    enter: { kind: "compare", left: { series: "momentum" }, operator: ">", right: 0 },
    exit: { kind: "compare", left: { series: "momentum" }, operator: "<", right: 0 },
  },
  sizing: { kind: "volatility", targetPct: { parameter: "aim" }, period: 30, mostPct: 100 },
  rebalance: { candles: 7, driftPct: 5 },
});

const costAveraging = template("dollar-cost-averaging", {
  universe: bitcoin,
  timeframe: "1d",
  parameters: [{ name: "amount", value: 100, min: 10, max: 1000, step: 10 }],
  long: { enter: { kind: "every", candles: 7, offset: 3 } },
  sizing: { kind: "cash", amount: { parameter: "amount" } },
  adding: { tranches: 1000 },
});

const grid = template("grid", {
  universe: bitcoin,
  timeframe: "1h",
  parameters: [
    { name: "spacing", value: 3, min: 1, max: 10, step: 0.5 },
    { name: "gain", value: 3, min: 1, max: 10, step: 0.5 },
  ],
  long: { enter: { kind: "always" } },
  stops: { targetPct: { parameter: "gain" } },
  sizing: { kind: "equity", pct: 10 },
  adding: { tranches: 10, spacingPct: { parameter: "spacing" } },
});

const rebalancedLargest = template("rebalanced-top-n", {
  universe: { kind: "top", count: 10, rebalance: "1M" },
  timeframe: "1d",
  parameters: [{ name: "days", value: 30, min: 7, max: 90, step: 1 }],
  long: { enter: { kind: "always" } },
  sizing: { kind: "equity", pct: 10 },
  maxPositions: 10,
  rebalance: { candles: { parameter: "days" }, driftPct: 1 },
});

const buyAndHold = template("buy-and-hold", {
  universe: bitcoin,
  timeframe: "1d",
  long: { enter: { kind: "always" } },
  sizing: allOfEquity,
});

/** Strategies to begin with: known ones in their plainest form. */
export const STRATEGY_TEMPLATES: readonly Template[] = [
  movingAverageCross,
  rsiReversion,
  donchianBreakout,
  volatilityMomentum,
  costAveraging,
  grid,
  rebalancedLargest,
  buyAndHold,
];
