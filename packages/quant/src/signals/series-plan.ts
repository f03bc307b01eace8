import { TIMEFRAME_MS } from "@cryptodesk/shared/market/timeframe";
import type { IndicatorName } from "@cryptodesk/shared/strategy/indicator-catalogue";
import type { NamedSeries, PriceField, Quantity, StrategyRules } from "@cryptodesk/shared/strategy/rules.contract";
import { entryOf, type IndicatorOptions } from "./indicator-kernel.ts";

/** A series of rules with everything that it names looked up. Two of the same key are the same values. */
export interface PlannedSeries {
  readonly key: string;
  readonly indicator: IndicatorName;
  readonly options: IndicatorOptions;
  /** Length of the candles it is computed on, ms. */
  readonly lengthMs: number;
  /** What an indicator of single values, or of two coins, is computed from. */
  readonly source: PriceField | SeriesLine;
  /** The coin whose closes are the other series of correlation and beta. */
  readonly other: string | null;
}

export interface SeriesLine {
  readonly series: PlannedSeries;
  readonly line: string;
}

/** Names and numbers of rules, looked up: what the compiler, the warm-up and the trace go by. */
export class RulePlan {
  readonly rules: StrategyRules;
  /** Length of the candles that signals are made for, ms. */
  readonly lengthMs: number;
  readonly #parameters: ReadonlyMap<string, number>;
  readonly #series = new Map<string, PlannedSeries>();

  /** @param parameters values that stand in for those of the document */
  constructor(rules: StrategyRules, parameters: Readonly<Record<string, number>>, lengthMs: number) {
    this.rules = rules;
    this.lengthMs = lengthMs;
    const own = rules.parameters.map(({ name, value }) => [name, value] as const);
    this.#parameters = new Map([...own, ...Object.entries(parameters)]);
  }

  /** @throws RangeError for a parameter that the rules do not have */
  number(quantity: Quantity): number {
    if (typeof quantity === "number") return quantity;
    const value = this.#parameters.get(quantity.parameter);
    if (value === undefined) throw new RangeError(`the rules have no parameter ${quantity.parameter}`);
    return value;
  }

  /** A number of candles: the nearest whole one, so that a search may step through fractions. */
  whole(quantity: Quantity): number {
    return Math.round(this.number(quantity));
  }

  /** @throws RangeError for a name that the rules do not have, and for a series that is made of itself */
  series(name: string): PlannedSeries {
    const known = this.#series.get(name);
    if (known !== undefined) return known;
    const place = this.rules.series.findIndex((each) => each.name === name);
    const found = this.rules.series[place];
    if (found === undefined) throw new RangeError(`the rules have no series ${name}`);
    const planned = this.#plan(found, place);
    this.#series.set(name, planned);
    return planned;
  }

  /** @throws RangeError for a line that the indicator does not have */
  line(name: string, line: string | undefined): SeriesLine {
    const series = this.series(name);
    const { lines } = entryOf(series.indicator);
    const chosen = line ?? lines[0] ?? "value";
    if (!lines.includes(chosen)) throw new RangeError(`${series.indicator} has no line ${chosen}`);
    return { series, line: chosen };
  }

  #plan(series: NamedSeries, place: number): PlannedSeries {
    const entry = entryOf(series.indicator);
    const lengthMs = series.timeframe === undefined ? this.lengthMs : TIMEFRAME_MS[series.timeframe];
    if (lengthMs < this.lengthMs) throw new RangeError(`${series.name} is on a shorter timeframe than the rules`);
    const source = entry.input === "candle" ? "close" : this.#source(series, place);
    const options = this.#options(series);
    const other = entry.input === "pair" ? (series.other ?? null) : null;
    const from = typeof source === "string" ? source : [source.series.key, source.line];
    const key = JSON.stringify([series.indicator, Object.entries(options), lengthMs, from, other]);
    return { key, indicator: series.indicator, options, lengthMs, source, other };
  }

  #source({ name, of }: NamedSeries, place: number): PriceField | SeriesLine {
    if (of === undefined) return "close";
    if (typeof of === "string") return of;
    const above = this.rules.series.findIndex((each) => each.name === of.series);
    if (above >= place) throw new RangeError(`${name} is made of ${of.series}, which is not above it`);
    return this.line(of.series, of.line);
  }

  #options(series: NamedSeries): IndicatorOptions {
    const options: Record<string, number | string> = {};
    for (const [name, parameter] of Object.entries(entryOf(series.indicator).parameters)) {
      const given = series.parameters[name];
      if (given === undefined) options[name] = parameter.default;
      else if (typeof given === "string") options[name] = given;
      else options[name] = parameter.kind === "whole" ? this.whole(given) : this.number(given);
    }
    return options;
  }
}
