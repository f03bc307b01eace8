import { z } from "zod";

interface IndicatorParameter {
  readonly kind: "whole" | "number" | "choice";
  readonly default: number | string;
  readonly min?: number;
  readonly choices?: readonly string[];
}

export interface IndicatorEntry {
  readonly title: string;
  /** What it is computed from: single values, candles, or values of two coins. */
  readonly input: "value" | "candle" | "pair";
  /** Names of its lines; the first is the one that a rule means when it names none. */
  readonly lines: readonly string[];
  readonly parameters: Readonly<Record<string, IndicatorParameter>>;
}

const period = (length: number, min = 1): IndicatorParameter => ({ kind: "whole", default: length, min });
const factor = (value: number): IndicatorParameter => ({ kind: "number", default: value });
const choice = (...choices: [string, ...string[]]): IndicatorParameter => ({
  kind: "choice",
  default: choices[0],
  choices,
});
const seed = choice("sma", "first");
const averages = ["line", "signal", "histogram"] as const;
const channel = ["upper", "middle", "lower"] as const;
const stochastics = ["k", "d"] as const;

function ofValues(title: string, parameters: IndicatorEntry["parameters"], lines: readonly string[] = ["value"]) {
  return { title, input: "value", lines, parameters } as const satisfies IndicatorEntry;
}

function ofCandles(title: string, parameters: IndicatorEntry["parameters"], lines: readonly string[] = ["value"]) {
  return { title, input: "candle", lines, parameters } as const satisfies IndicatorEntry;
}

function ofPairs(title: string, parameters: IndicatorEntry["parameters"]) {
  return { title, input: "pair", lines: ["value"], parameters } as const satisfies IndicatorEntry;
}

/**
 * Every indicator that rules can name, with its parameters and lines: what the parser, the validation, the editor and the
 * compiler go by. Formulas, seeds and warm-up are in the docstrings of `packages/quant/src/indicators`.
 */
export const INDICATORS = {
  sma: ofValues("Simple moving average", { period: period(20) }),
  ema: ofValues("Exponential moving average", { period: period(20), seed }),
  wma: ofValues("Weighted moving average", { period: period(20) }),
  dema: ofValues("Double exponential moving average", { period: period(20), seed }),
  tema: ofValues("Triple exponential moving average", { period: period(20), seed }),
  hma: ofValues("Hull moving average", { period: period(20, 2) }),
  kama: ofValues("Kaufman's adaptive moving average", { period: period(10), fast: period(2), slow: period(30) }),
  vwap: ofCandles("Volume-weighted average price", { period: period(20) }),
  rsi: ofValues("Relative strength index", { period: period(14) }),
  stochastic: ofCandles("Stochastic", { period: period(14), smooth: period(3), signal: period(3) }, stochastics),
  stoch_rsi: ofValues(
    "Stochastic RSI",
    { rsiPeriod: period(14), period: period(14), smooth: period(3), signal: period(3) },
    stochastics,
  ),
  macd: ofValues("MACD", { fast: period(12), slow: period(26), signal: period(9), seed }, averages),
  adx: ofCandles("Average directional index", { period: period(14) }, ["adx", "plusDi", "minusDi"]),
  cci: ofCandles("Commodity channel index", { period: period(20) }),
  roc: ofValues("Rate of change, percent", { period: period(12) }),
  williams_r: ofCandles("Williams %R", { period: period(14) }),
  atr: ofCandles("Average true range", { period: period(14) }),
  bollinger: ofValues("Bollinger bands", { period: period(20), width: factor(2) }, ["upper", "middle", "lower"]),
  keltner: ofCandles("Keltner channel", { period: period(20), atrPeriod: period(10), width: factor(2), seed }, channel),
  donchian: ofCandles("Donchian channel", { period: period(20) }, channel),
  supertrend: ofCandles("Supertrend", { period: period(10), width: factor(3) }, ["stop", "direction"]),
  parabolic_sar: ofCandles("Parabolic SAR", { step: factor(0.02), most: factor(0.2) }, ["stop", "direction"]),
  ichimoku: ofCandles(
    "Ichimoku",
    { conversion: period(9), base: period(26), span: period(52), displacement: period(26) },
    // Without the leading and lagged lines as they are drawn: the cloud over the candle is what is known at its close.
    ["conversion", "base", "cloudA", "cloudB"],
  ),
  obv: ofCandles("On-balance volume", {}),
  mfi: ofCandles("Money flow index", { period: period(14) }),
  cmf: ofCandles("Chaikin money flow", { period: period(20) }),
  aroon: ofCandles("Aroon", { period: period(25) }, ["oscillator", "up", "down"]),
  trix: ofValues("TRIX", { period: period(15), signal: period(9), seed }, ["line", "signal"]),
  ppo: ofValues(
    "Percentage price oscillator",
    { fast: period(12), slow: period(26), signal: period(9), seed },
    averages,
  ),
  stddev: ofValues("Standard deviation", { period: period(20) }),
  z_score: ofValues("Z-score", { period: period(20) }),
  slope: ofValues("Slope of the linear regression", { period: period(14, 2) }),
  highest: ofValues("Highest value", { period: period(20) }),
  lowest: ofValues("Lowest value", { period: period(20) }),
  change: ofValues("Change", { period: period(1) }),
  percent_rank: ofValues("Percent rank", { period: period(100) }),
  correlation: ofPairs("Correlation to another coin", { period: period(30, 2), of: choice("returns", "values") }),
  beta: ofPairs("Beta to another coin", { period: period(30, 2), of: choice("returns", "values") }),
} as const satisfies Record<string, IndicatorEntry>;

type Name = keyof typeof INDICATORS;

export const IndicatorName = z.enum(Object.keys(INDICATORS) as [Name, ...Name[]]).meta({ id: "IndicatorName" });
export type IndicatorName = z.infer<typeof IndicatorName>;
