import { bucketStart, TIMEFRAME_MS, Timeframe } from "@cryptodesk/shared/market/timeframe";
import { INDICATORS, type IndicatorEntry } from "@cryptodesk/shared/strategy/indicator-catalogue";
import type {
  Condition,
  NamedSeries,
  Operand,
  PriceField,
  Quantity,
  StrategyRules,
} from "@cryptodesk/shared/strategy/rules.contract";
import type { MarketData } from "../backtest/market-data.ts";
import { runBatch } from "../indicators/kernel.ts";
import { createIndicator, type IndicatorKernel } from "./indicator-kernel.ts";

/** A candle with the number of the unbroken run that it is in. */
interface RunCandle {
  time: number;
  open: number;
  high: number;
  low: number;
  close: number;
  volume: number;
  run: number;
}

/** Candles of one length and the values of series on them. */
interface Frame {
  lengthMs: number;
  candles: RunCandle[];
}

type State = boolean | null;

/**
 * What rules say at one candle, worked out from nothing but the candles that had closed by then: slowly, one candle and
 * one condition at a time, without memory, blocks or bits.
 */
export class NaiveSignals {
  readonly #rules: StrategyRules;
  readonly #parameters: Readonly<Record<string, number>>;
  readonly #intervalMs: number;
  readonly #coins = new Map<string, RunCandle[]>();
  readonly #run: RunCandle[];
  readonly #now: number;

  constructor(
    rules: StrategyRules,
    parameters: Record<string, number>,
    market: MarketData,
    [coin, candle]: [number, number],
  ) {
    this.#rules = rules;
    this.#parameters = {
      ...Object.fromEntries(rules.parameters.map(({ name, value }) => [name, value])),
      ...parameters,
    };
    this.#intervalMs = market.intervalMs;
    this.#now = (market.coins[coin]?.candles.time[candle] ?? 0) + market.intervalMs;
    for (const { coin: id, candles } of market.coins) {
      const all = runsOf(candles, market.intervalMs);
      this.#coins.set(
        id,
        all.filter(({ time }) => time + market.intervalMs <= this.#now),
      );
    }
    const mine = this.#coins.get(market.coins[coin]?.coin ?? "") ?? [];
    this.#run = mine.filter(({ run }) => run === mine.at(-1)?.run);
  }

  state(condition: Condition): State {
    return this.#state(condition, this.#frame(this.#intervalMs), this.#run.length - 1);
  }

  #frame(lengthMs: number): Frame {
    return { lengthMs, candles: rolledUp(this.#run, this.#intervalMs, lengthMs, this.#now) };
  }

  #state(condition: Condition, frame: Frame, at: number): State {
    switch (condition.kind) {
      case "always":
        return true;
      case "every": {
        const number = Math.floor((frame.candles[at]?.time ?? 0) / frame.lengthMs);
        return (number - (condition.offset ?? 0)) % this.#number(condition.candles) === 0;
      }
      case "not":
        return allOf([this.#state(condition.of, frame, at)].map(opposite));
      case "all":
        return allOf(condition.of.map((each) => this.#state(each, frame, at)));
      case "any":
        return opposite(allOf(condition.of.map((each) => opposite(this.#state(each, frame, at)))));
      case "on": {
        const longer = this.#frame(TIMEFRAME_MS[condition.timeframe]);
        const place = lastClosedBy(longer, frame, at);
        return place < 0 ? null : this.#state(condition.of, longer, place);
      }
      default:
        return strictly(
          this.#comparisons(condition, (operand, before = 0) => this.#value(operand, frame, at - before)),
        );
    }
  }

  /** Comparisons that must all hold and of which none may be unknown. */
  #comparisons(
    condition: Extract<Condition, { kind: "compare" | "crosses" | "between" | "moves" }>,
    value: (operand: Operand, before?: number) => number,
  ): State[] {
    switch (condition.kind) {
      case "compare":
        return [compared(value(condition.left), condition.operator, value(condition.right))];
      case "crosses": {
        const [now, then] = condition.direction === "above" ? ([">", "<="] as const) : (["<", ">="] as const);
        const before = compared(value(condition.left, 1), then, value(condition.right, 1));
        return [before, compared(value(condition.left), now, value(condition.right))];
      }
      case "between": {
        const middle = value(condition.value);
        return [compared(value(condition.low), "<=", middle), compared(middle, "<=", value(condition.high))];
      }
      case "moves": {
        const operator = condition.direction === "rising" ? ">" : "<";
        return Array.from({ length: this.#number(condition.candles) }, (_, step) =>
          compared(value(condition.value, step), operator, value(condition.value, step + 1)),
        );
      }
    }
  }

  #number(quantity: Quantity): number {
    return typeof quantity === "number" ? quantity : (this.#parameters[quantity.parameter] ?? Number.NaN);
  }

  #value(operand: Operand, frame: Frame, at: number): number {
    if (at < 0) return Number.NaN;
    if (typeof operand === "number" || "parameter" in operand) return this.#number(operand);
    const place = at - (operand.ago ?? 0);
    if (place < 0) return Number.NaN;
    if ("price" in operand) return priceOf(frame.candles[place], operand.price);
    return this.#seriesValue(operand.series, operand.line, frame, place);
  }

  #seriesValue(name: string, line: string | undefined, frame: Frame, at: number): number {
    const series = this.#rules.series.find((each) => each.name === name);
    if (!series) return Number.NaN;
    const own = this.#frame(series.timeframe ? TIMEFRAME_MS[series.timeframe] : this.#intervalMs);
    return this.#seriesValues(series, line, own)[lastClosedBy(own, frame, at)] ?? Number.NaN;
  }

  #seriesValues(series: NamedSeries, line: string | undefined, frame: Frame): Float64Array {
    const entry: IndicatorEntry = INDICATORS[series.indicator];
    const options = Object.fromEntries(
      Object.entries(entry.parameters).map(([name, { default: usual }]) => {
        const given = series.parameters[name] ?? usual;
        return [name, typeof given === "string" ? given : this.#number(given)];
      }),
    );
    const kernel: IndicatorKernel = createIndicator(series.indicator, options);
    const columns = this.#columns(series, kernel, frame);
    const result: unknown = runBatch(kernel as never, columns as never);
    const lines = result instanceof Float64Array ? { value: result } : (result as Record<string, Float64Array>);
    return lines[line ?? entry.lines[0] ?? "value"] ?? new Float64Array();
  }

  #columns(series: NamedSeries, kernel: IndicatorKernel, frame: Frame): unknown {
    const of = (read: (candle: RunCandle, at: number) => number) => Float64Array.from(frame.candles, read);
    const { of: source = "close" } = series;
    const values =
      typeof source === "string"
        ? of((candle) => priceOf(candle, source))
        : of((_, at) => this.#seriesValue(source.series, source.line, frame, at));
    if (kernel.inputs === null) return values;
    const others = this.#others(series.other ?? "", frame);
    const columns = kernel.inputs.map((name) => {
      if (name === "value") return [name, values];
      if (name === "other") return [name, others];
      return [name, of((candle) => priceOf(candle, name as PriceField))];
    });
    return Object.fromEntries(columns);
  }

  #others(coin: string, frame: Frame): Float64Array {
    const all = this.#coins.get(coin) ?? [];
    const runs = [...new Set(all.map(({ run }) => run))].map((run) => all.filter((each) => each.run === run));
    const candles = runs.flatMap((run) => rolledUp(run, this.#intervalMs, frame.lengthMs, this.#now));
    let before: RunCandle | undefined;
    return Float64Array.from(frame.candles, ({ time }) => {
      const same = candles.find((each) => each.time === time);
      const isBroken = before !== undefined && same !== undefined && same.run !== before.run;
      before = same;
      return same === undefined || isBroken ? Number.NaN : same.close;
    });
  }
}

function opposite(state: State): State {
  return state === null ? null : !state;
}

function allOf(states: readonly State[]): State {
  if (states.includes(false)) return false;
  return states.includes(null) ? null : true;
}

function strictly(states: readonly State[]): State {
  return states.includes(null) ? null : allOf(states);
}

function compared(left: number, operator: "<" | "<=" | ">" | ">=", right: number): State {
  if (Number.isNaN(left) || Number.isNaN(right)) return null;
  return { "<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right }[operator];
}

function priceOf(candle: RunCandle | undefined, field: PriceField): number {
  if (candle === undefined) return Number.NaN;
  return field === "typical" ? (candle.high + candle.low + candle.close) / 3 : candle[field];
}

/** The last candle of a frame that has closed when a candle of another one closes. */
function lastClosedBy(frame: Frame, other: Frame, at: number): number {
  const closesAt = (other.candles[at]?.time ?? 0) + other.lengthMs;
  return frame.candles.findLastIndex(({ time }) => time + frame.lengthMs <= closesAt);
}

function runsOf(candles: MarketData["coins"][number]["candles"], intervalMs: number): RunCandle[] {
  let run = 0;
  return Array.from(candles.time, (time, at) => {
    const before = candles.time[at - 1] ?? time;
    const missing = (time - before) / intervalMs - 1;
    if (at > 0 && (missing > 3 || candles.segment[at] !== candles.segment[at - 1])) run += 1;
    const [open, high, low, close, volume] = (["open", "high", "low", "close", "volume"] as const).map(
      (field) => candles[field][at] ?? Number.NaN,
    ) as [number, number, number, number, number];
    return { time, open, high, low, close, volume, run };
  });
}

/** Longer candles of one run that had closed by `now`, but for a first one of which more than three shorter ones lack. */
function rolledUp(run: RunCandle[], intervalMs: number, lengthMs: number, now: number): RunCandle[] {
  if (lengthMs === intervalMs) return run;
  const timeframe = Timeframe.options.find((each) => TIMEFRAME_MS[each] === lengthMs) ?? "1d";
  const [first] = run;
  const last = run.at(-1);
  if (!first || !last) return [];
  const starts = [...new Set(run.map(({ time }) => bucketStart(time, timeframe)))];
  return starts
    .filter((start) => start + lengthMs <= Math.min(now, last.time + intervalMs))
    .filter((start) => first.time - start <= 3 * intervalMs)
    .map((start) => {
      const parts = run.filter(({ time }) => time >= start && time < start + lengthMs);
      const sum = parts.reduce((total, { volume }) => total + volume, 0);
      return {
        time: start,
        open: parts[0]?.open ?? Number.NaN,
        high: Math.max(...parts.map(({ high }) => high)),
        low: Math.min(...parts.map(({ low }) => low)),
        close: parts.at(-1)?.close ?? Number.NaN,
        volume: sum,
        run: first.run,
      };
    });
}
