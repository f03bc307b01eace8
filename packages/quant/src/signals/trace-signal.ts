import { TIMEFRAME_MS } from "@cryptodesk/shared/market/timeframe";
import type { Condition, Operand, StrategyRules } from "@cryptodesk/shared/strategy/rules.contract";
import type { MarketData } from "../backtest/market-data.ts";
import type { CandleFrame } from "./candle-frame.ts";
import { MarketFrames } from "./coin-series.ts";
import { CoinCompiler } from "./compile.ts";
import { both, either, FAILS, HOLDS, negated, stateOf, UNKNOWN } from "./condition-state.ts";
import { agoOf } from "./look-back.ts";
import { RulePlan } from "./series-plan.ts";
import type { SignalAction, SignalPlace } from "./signal-set.ts";
import { nameOf, shortNumber, withValue } from "./trace-words.ts";

/**
 * Tells why rules gave a signal: the conditions that held at the candle, with the values they compared, such as
 * "quick 101.2 crossed above slow 100.9 (was 99.8 / 100.4); close 102 > trend 95".
 * For more than one signal of a run use {@link signalTracer}, which computes each series once.
 * @returns an empty text where the signal is not given
 */
export function traceSignal(
  rules: StrategyRules,
  parameters: Readonly<Record<string, number>>,
  market: MarketData,
  place: SignalPlace,
): string {
  return signalTracer(rules, parameters, market)(place);
}

/** Tells of many signals of the same rules: see {@link traceSignal}. Holds the series that it was asked about. */
export function signalTracer(
  rules: StrategyRules,
  parameters: Readonly<Record<string, number>>,
  market: MarketData,
): (place: SignalPlace) => string {
  const plan = new RulePlan(rules, parameters, market.intervalMs);
  const frames = new MarketFrames(market);
  const coins = new Map<number, CoinCompiler>();
  return ({ coin, candle, action }) => {
    const condition = conditionOf(rules, action);
    if (condition === null) return "";
    const compiler = coins.get(coin) ?? new CoinCompiler(plan, frames, coin);
    coins.set(coin, compiler);
    const { state, words } = new Tracer(compiler, plan.lengthMs).told(condition, candle);
    return state === HOLDS ? words : "";
  };
}

function conditionOf({ long, short }: StrategyRules, action: SignalAction): Condition | null {
  switch (action) {
    case "enter-long":
      return long?.enter ?? null;
    case "exit-long":
      return long?.exit ?? null;
    case "enter-short":
      return short?.enter ?? null;
    case "exit-short":
      return short?.exit ?? null;
  }
}

/** What is known of a condition, and the words for it as it is: those of what failed say so. */
interface Told {
  readonly state: number;
  readonly words: string;
}

const OPPOSITE = { "<": ">=", "<=": ">", ">": "<=", ">=": "<" } as const;

/** Looks at conditions one candle at a time. */
class Tracer {
  readonly #coin: CoinCompiler;
  readonly #frame: CandleFrame;

  constructor(coin: CoinCompiler, lengthMs: number) {
    this.#coin = coin;
    this.#frame = coin.frames.of(lengthMs);
  }

  told(condition: Condition, candle: number): Told {
    switch (condition.kind) {
      case "always":
        return { state: HOLDS, words: "always" };
      case "compare":
        return this.#compared(condition, candle);
      case "crosses":
        return this.#crossed(condition, candle);
      case "between":
        return this.#between(condition, candle);
      case "moves":
        return this.#moved(condition, candle);
      case "every":
        return this.#every(condition, candle);
      case "not": {
        const { state, words } = this.told(condition.of, candle);
        return { state: negated(state), words };
      }
      case "all":
        return joined(this.#parts(condition.of, candle), both);
      case "any":
        return joined(this.#parts(condition.of, candle), either);
      case "on":
        return this.#on(condition, candle);
    }
  }

  #parts(conditions: readonly Condition[], candle: number): Told[] {
    return conditions.map((each) => this.told(each, candle));
  }

  #compared({ left, operator, right }: Extract<Condition, { kind: "compare" }>, candle: number): Told {
    const [one, other] = [this.#value(left, candle), this.#value(right, candle)];
    if (Number.isNaN(one + other)) return { state: UNKNOWN, words: "" };
    const holds = { "<": one < other, "<=": one <= other, ">": one > other, ">=": one >= other }[operator];
    const shown = holds ? operator : OPPOSITE[operator];
    return { state: stateOf(holds), words: `${withValue(left, one)} ${shown} ${withValue(right, other)}` };
  }

  #crossed({ left, direction, right }: Extract<Condition, { kind: "crosses" }>, candle: number): Told {
    const [one, other] = [this.#value(left, candle), this.#value(right, candle)];
    const [oneBefore, otherBefore] = [this.#value(left, candle, 1), this.#value(right, candle, 1)];
    if (Number.isNaN(one + other + oneBefore + otherBefore)) return { state: UNKNOWN, words: "" };
    const holds =
      direction === "above" ? oneBefore <= otherBefore && one > other : oneBefore >= otherBefore && one < other;
    const verb = holds ? "crossed" : "did not cross";
    const before =
      typeof right === "number" ? shortNumber(oneBefore) : `${shortNumber(oneBefore)} / ${shortNumber(otherBefore)}`;
    const words = `${withValue(left, one)} ${verb} ${direction} ${withValue(right, other)} (was ${before})`;
    return { state: stateOf(holds), words };
  }

  #between({ value, low, high }: Extract<Condition, { kind: "between" }>, candle: number): Told {
    const [middle, bottom, top] = [this.#value(value, candle), this.#value(low, candle), this.#value(high, candle)];
    if (Number.isNaN(middle + bottom + top)) return { state: UNKNOWN, words: "" };
    const holds = bottom <= middle && middle <= top;
    const bounds = `${withValue(low, bottom)} and ${withValue(high, top)}`;
    return { state: stateOf(holds), words: `${withValue(value, middle)} ${holds ? "" : "not "}between ${bounds}` };
  }

  #moved({ value, direction, candles }: Extract<Condition, { kind: "moves" }>, candle: number): Told {
    const count = this.#coin.plan.whole(candles);
    const values = Array.from({ length: count + 1 }, (_, at) => this.#value(value, candle, count - at));
    if (values.some(Number.isNaN)) return { state: UNKNOWN, words: "" };
    const sign = direction === "rising" ? 1 : -1;
    const holds = values.every((each, at) => at === 0 || sign * (each - (values[at - 1] ?? 0)) > 0);
    const span = count === 1 ? "1 candle" : `${count} candles`;
    const words = `${nameOf(value)} ${holds ? "" : "not "}${direction} for ${span} (${shortList(values)})`;
    return { state: stateOf(holds), words };
  }

  #every({ candles, offset = 0 }: Extract<Condition, { kind: "every" }>, candle: number): Told {
    const count = Math.max(1, this.#coin.plan.whole(candles));
    const number = Math.floor((this.#frame.time[candle] ?? 0) / this.#frame.lengthMs);
    const holds = number % count === offset % count;
    return { state: stateOf(holds), words: `${holds ? "" : "not "}every ${count} candles` };
  }

  #on({ timeframe, of }: Extract<Condition, { kind: "on" }>, candle: number): Told {
    const lengthMs = TIMEFRAME_MS[timeframe];
    const place = this.#coin.frames.places(lengthMs, this.#frame.lengthMs)[candle] ?? -1;
    if (place < 0) return { state: UNKNOWN, words: "" };
    const { state, words } = new Tracer(this.#coin, lengthMs).told(of, place);
    return { state, words: `on ${timeframe}: ${words}` };
  }

  /** The value of an operand so many candles before; NaN where the run had not begun. */
  #value(operand: Operand, candle: number, before = 0): number {
    const at = candle - before - agoOf(operand);
    if (at < runStart(this.#frame, candle)) return Number.NaN;
    if (typeof operand === "number" || "parameter" in operand) return this.#coin.plan.number(operand);
    if ("price" in operand) return this.#price(operand.price, at);
    const line = this.#coin.plan.line(operand.series, operand.line);
    const values = this.#coin.values(line);
    if (line.series.lengthMs === this.#frame.lengthMs) return values[at] ?? Number.NaN;
    const place = this.#coin.frames.places(line.series.lengthMs, this.#frame.lengthMs)[at] ?? -1;
    return values[place] ?? Number.NaN;
  }

  #price(field: Extract<Operand, { price: unknown }>["price"], at: number): number {
    const { high, low, close } = this.#frame;
    if (field !== "typical") return this.#frame[field][at] ?? Number.NaN;
    return ((high[at] ?? Number.NaN) + (low[at] ?? Number.NaN) + (close[at] ?? Number.NaN)) / 3;
  }
}

/** The parts that are as the whole is: of `all` that holds every one, of `any` those that hold. */
function joined(parts: readonly Told[], join: (left: number, right: number) => number): Told {
  const state = parts.map((each) => each.state).reduce(join, join === both ? HOLDS : FAILS);
  const words = parts.filter((each) => each.state === state && each.words !== "").map((each) => each.words);
  return { state, words: words.join("; ") };
}

function shortList(values: readonly number[]): string {
  const shown = values.length > 6 ? [...values.slice(0, 2), null, ...values.slice(-2)] : values;
  return shown.map((each) => (each === null ? "…" : shortNumber(each))).join(", ");
}

/** The first candle of the run that a candle is in. */
function runStart({ runs }: CandleFrame, candle: number): number {
  let [low, high] = [0, runs.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((runs[middle] ?? 0) <= candle) low = middle;
    else high = middle;
  }
  return runs[low] ?? 0;
}
