import { INDICATORS, type IndicatorEntry, type IndicatorName } from "@cryptodesk/shared/strategy/indicator-catalogue";
import { kamaKernel } from "../indicators/adaptive-average.ts";
import { aroonKernel } from "../indicators/aroon.ts";
import { bollingerKernel, donchianKernel, keltnerKernel } from "../indicators/channels.ts";
import { cciKernel } from "../indicators/commodity-channel.ts";
import { demaKernel, hmaKernel, temaKernel } from "../indicators/composed-average.ts";
import { macdKernel, ppoKernel, trixKernel } from "../indicators/convergence.ts";
import { adxKernel } from "../indicators/directional-movement.ts";
import { percentRankKernel, standardDeviationKernel, zScoreKernel } from "../indicators/dispersion.ts";
import { highestKernel, lowestKernel } from "../indicators/extremes.ts";
import { ichimokuKernel } from "../indicators/ichimoku.ts";
import { changeKernel, rocKernel } from "../indicators/momentum.ts";
import { emaKernel, smaKernel, wmaKernel } from "../indicators/moving-average.ts";
import { betaKernel, correlationKernel, slopeKernel } from "../indicators/regression.ts";
import { rsiKernel, stochRsiKernel } from "../indicators/relative-strength.ts";
import { stochasticKernel, williamsRKernel } from "../indicators/stochastic.ts";
import { parabolicSarKernel, supertrendKernel } from "../indicators/trailing-stop.ts";
import { atrKernel } from "../indicators/true-range.ts";
import { cmfKernel, mfiKernel, obvKernel } from "../indicators/volume.ts";
import { vwapKernel } from "../indicators/volume-weighted-price.ts";

/** A kernel of any shape: arrays by the names it gives, or one array where it gives none. */
export interface IndicatorKernel {
  readonly inputs: readonly string[] | null;
  readonly outputs: readonly string[] | null;
  readonly warmUp: number;
  run(input: unknown, output: unknown, length: number): void;
}

/** Parameters of an indicator by their names in the catalogue, all of them given. */
export type IndicatorOptions = Readonly<Record<string, number | string>>;

/** Reads parameters as what a kernel takes them for. */
class Options {
  readonly #values: IndicatorOptions;

  constructor(values: IndicatorOptions) {
    this.#values = values;
  }

  number(name: string): number {
    const value = this.#values[name];
    if (typeof value !== "number") throw new RangeError(`no number for ${name}`);
    return value;
  }

  get period(): { period: number } {
    return { period: this.number("period") };
  }

  get seed(): { seed: "sma" | "first" } {
    return { seed: this.#values.seed === "first" ? "first" : "sma" };
  }

  get averages(): { fast: number; slow: number; signal: number; seed: "sma" | "first" } {
    return { fast: this.number("fast"), slow: this.number("slow"), signal: this.number("signal"), ...this.seed };
  }

  get smoothing(): { period: number; smooth: number; signal: number } {
    return { ...this.period, smooth: this.number("smooth"), signal: this.number("signal") };
  }

  get width(): { period: number; width: number } {
    return { ...this.period, width: this.number("width") };
  }

  get pair(): { period: number; of: "returns" | "values" } {
    return { ...this.period, of: this.#values.of === "values" ? "values" : "returns" };
  }
}

const KERNELS: Readonly<Record<IndicatorName, (options: Options) => IndicatorKernel>> = {
  sma: (options) => smaKernel(options.period),
  ema: (options) => emaKernel({ ...options.period, ...options.seed }),
  wma: (options) => wmaKernel(options.period),
  dema: (options) => demaKernel({ ...options.period, ...options.seed }),
  tema: (options) => temaKernel({ ...options.period, ...options.seed }),
  hma: (options) => hmaKernel(options.period),
  kama: (options) => kamaKernel({ ...options.period, fast: options.number("fast"), slow: options.number("slow") }),
  vwap: (options) => vwapKernel(options.period),
  rsi: (options) => rsiKernel(options.period),
  stochastic: (options) => stochasticKernel(options.smoothing),
  stoch_rsi: (options) => stochRsiKernel({ ...options.smoothing, rsiPeriod: options.number("rsiPeriod") }),
  macd: (options) => macdKernel(options.averages),
  adx: (options) => adxKernel(options.period),
  cci: (options) => cciKernel(options.period),
  roc: (options) => rocKernel(options.period),
  williams_r: (options) => williamsRKernel(options.period),
  atr: (options) => atrKernel(options.period),
  bollinger: (options) => bollingerKernel(options.width),
  keltner: (options) => keltnerKernel({ ...options.width, ...options.seed, atrPeriod: options.number("atrPeriod") }),
  donchian: (options) => donchianKernel(options.period),
  supertrend: (options) => supertrendKernel(options.width),
  parabolic_sar: (options) => parabolicSarKernel({ step: options.number("step"), most: options.number("most") }),
  ichimoku: (options) =>
    ichimokuKernel({
      conversion: options.number("conversion"),
      base: options.number("base"),
      span: options.number("span"),
      displacement: options.number("displacement"),
    }),
  obv: () => obvKernel(),
  mfi: (options) => mfiKernel(options.period),
  cmf: (options) => cmfKernel(options.period),
  aroon: (options) => aroonKernel(options.period),
  trix: (options) => trixKernel({ ...options.period, ...options.seed, signal: options.number("signal") }),
  ppo: (options) => ppoKernel(options.averages),
  stddev: (options) => standardDeviationKernel(options.period),
  z_score: (options) => zScoreKernel(options.period),
  slope: (options) => slopeKernel(options.period),
  highest: (options) => highestKernel(options.period),
  lowest: (options) => lowestKernel(options.period),
  change: (options) => changeKernel(options.period),
  percent_rank: (options) => percentRankKernel(options.period),
  correlation: (options) => correlationKernel(options.pair),
  beta: (options) => betaKernel(options.pair),
};

/** A fresh kernel of an indicator. @throws RangeError for parameters that it cannot be computed with */
export function createIndicator(name: IndicatorName, options: IndicatorOptions): IndicatorKernel {
  return KERNELS[name](new Options(options));
}

/** What the catalogue says of an indicator. */
export function entryOf(name: IndicatorName): IndicatorEntry {
  return INDICATORS[name];
}
