import { TIMEFRAME_MS } from "@cryptodesk/shared/market/timeframe";
import type { Condition, Operand, PriceField } from "@cryptodesk/shared/strategy/rules.contract";
import { BLOCK } from "../indicators/kernel.ts";
import { BlockProgram, type ValueBlock } from "./block-program.ts";
import type { CandleFrame } from "./candle-frame.ts";
import type { CoinFrames, MarketFrames } from "./coin-series.ts";
import { HOLDS } from "./condition-state.ts";
import {
  AllStep,
  AnyStep,
  BetweenStep,
  CarriedStatesStep,
  CompareStep,
  CrossStep,
  EveryStep,
  KeepHoldingStep,
  KeepStatesStep,
  MovesStep,
  NotStep,
  type OperandBlock,
} from "./condition-steps.ts";
import { createIndicator, type IndicatorKernel } from "./indicator-kernel.ts";
import { lookBack } from "./look-back.ts";
import type { PlannedSeries, RulePlan, SeriesLine } from "./series-plan.ts";
import { CarriedValuesStep, ColumnStep, IndicatorStep, KeepValuesStep, TypicalPriceStep } from "./value-steps.ts";

/** Makes the programs of one coin, and keeps what one of them computes for another. */
export class CoinCompiler {
  readonly plan: RulePlan;
  readonly frames: CoinFrames;
  readonly market: MarketFrames;
  readonly #values = new Map<string, Float64Array>();

  constructor(plan: RulePlan, market: MarketFrames, coin: number) {
    this.plan = plan;
    this.market = market;
    this.frames = market.coin(coin);
  }

  /** A program for conditions on candles of one length; they decide how far it can look back. */
  program(lengthMs: number, conditions: readonly Condition[]): ProgramCompiler {
    return new ProgramCompiler(this, this.frames.of(lengthMs), lookBack(conditions));
  }

  /** The values of a series at each candle of its own timeframe. */
  values(line: SeriesLine): Float64Array {
    const key = `${line.series.key} ${line.line}`;
    const known = this.#values.get(key);
    if (known !== undefined) return known;
    const compiler = this.program(line.series.lengthMs, []);
    const kept = compiler.keepValues(compiler.line(line));
    compiler.run();
    this.#values.set(key, kept);
    return kept;
  }
}

/** Turns series and conditions into steps of one program. What is asked for twice is computed once. */
export class ProgramCompiler {
  readonly #coin: CoinCompiler;
  readonly #frame: CandleFrame;
  readonly #program: BlockProgram;
  readonly #blocks = new Map<string, ValueBlock>();
  readonly #states = new Map<string, Uint8Array>();

  constructor(coin: CoinCompiler, frame: CandleFrame, history: number) {
    this.#coin = coin;
    this.#frame = frame;
    this.#program = new BlockProgram(frame, history);
  }

  run(): void {
    this.#program.run();
  }

  price(field: PriceField): ValueBlock {
    return this.#once(`price ${field}`, (block) => {
      if (field !== "typical") this.#program.add(new ColumnStep(this.#frame[field], block));
      else this.#program.add(new TypicalPriceStep(this.#stretches(["high", "low", "close"]), block));
    });
  }

  line({ series, line }: SeriesLine): ValueBlock {
    const key = `${series.key} ${line}`;
    if (series.lengthMs !== this.#frame.lengthMs) {
      return this.#once(key, (block) => {
        const places = this.#coin.frames.places(series.lengthMs, this.#frame.lengthMs);
        this.#program.add(new CarriedValuesStep(this.#coin.values({ series, line }), places, block));
      });
    }
    if (!this.#blocks.has(key)) this.indicator(createIndicator(series.indicator, series.options), series);
    const block = this.#blocks.get(key);
    if (block === undefined) throw new RangeError(`${series.indicator} has no line ${line}`);
    return block;
  }

  /** Adds an indicator and hands back its lines. */
  indicator(kernel: IndicatorKernel, series: Pick<PlannedSeries, "key" | "source" | "other">): readonly ValueBlock[] {
    const inputs = this.#inputs(kernel, series);
    const outputs = (kernel.outputs ?? ["value"]).map((line) => {
      const block = this.#program.block();
      this.#blocks.set(`${series.key} ${line}`, block);
      return block;
    });
    this.#program.add(new IndicatorStep(kernel, inputs, outputs));
    return outputs;
  }

  keepValues(block: ValueBlock): Float64Array {
    const kept = new Float64Array(this.#frame.count);
    this.#program.add(new KeepValuesStep(block, kept));
    return kept;
  }

  /** What is known of a condition at each candle. */
  keepStates(condition: Condition): Uint8Array {
    const kept = new Uint8Array(this.#frame.count);
    this.#program.add(new KeepStatesStep(this.condition(condition), kept));
    return kept;
  }

  /** 1 for each candle at which a condition holds. */
  keepHolding(condition: Condition): Uint8Array {
    const kept = new Uint8Array(this.#frame.count);
    this.#program.add(new KeepHoldingStep(this.condition(condition), kept));
    return kept;
  }

  /** Hands back where the states of the current stretch will be. */
  condition(condition: Condition): Uint8Array {
    const key = JSON.stringify(condition);
    const known = this.#states.get(key);
    if (known !== undefined) return known;
    const states = new Uint8Array(BLOCK);
    this.#compile(condition, states);
    this.#states.set(key, states);
    return states;
  }

  #compile(condition: Condition, states: Uint8Array): void {
    switch (condition.kind) {
      case "always":
        states.fill(HOLDS);
        return;
      case "compare": {
        const [left, right] = [this.#operand(condition.left), this.#operand(condition.right)];
        const sides = condition.operator.startsWith("<") ? ([left, right] as const) : ([right, left] as const);
        this.#program.add(new CompareStep(sides, condition.operator.endsWith("="), states));
        return;
      }
      case "crosses": {
        const [left, right] = [this.#operand(condition.left), this.#operand(condition.right)];
        const [riser, other] = condition.direction === "above" ? [left, right] : [right, left];
        this.#program.add(new CrossStep(riser, other, states));
        return;
      }
      case "between": {
        const [value, low, high] = [condition.value, condition.low, condition.high].map((each) => this.#operand(each));
        if (value && low && high) this.#program.add(new BetweenStep([value, low, high], states));
        return;
      }
      case "moves": {
        const sign = condition.direction === "rising" ? 1 : -1;
        const candles = this.#coin.plan.whole(condition.candles);
        this.#program.add(new MovesStep(this.#operand(condition.value), sign, candles, states));
        return;
      }
      default:
        this.#compileWhole(condition, states);
    }
  }

  #compileWhole(condition: Exclude<Condition, { left: Operand } | { value: Operand }>, states: Uint8Array): void {
    switch (condition.kind) {
      case "every": {
        const candles = Math.max(1, this.#coin.plan.whole(condition.candles));
        this.#program.add(new EveryStep(this.#frame, { candles, offset: condition.offset ?? 0 }, states));
        return;
      }
      case "not":
        this.#program.add(new NotStep(this.condition(condition.of), states));
        return;
      case "all":
      case "any": {
        const parts = condition.of.map((each) => this.condition(each));
        this.#program.add(condition.kind === "all" ? new AllStep(parts, states) : new AnyStep(parts, states));
        return;
      }
      case "on":
        this.#compileOn(TIMEFRAME_MS[condition.timeframe], condition.of, states);
        return;
      case "always":
        states.fill(HOLDS);
    }
  }

  #compileOn(lengthMs: number, of: Condition, states: Uint8Array): void {
    const compiler = this.#coin.program(lengthMs, [of]);
    const kept = compiler.keepStates(of);
    compiler.run();
    const places = this.#coin.frames.places(lengthMs, this.#frame.lengthMs);
    this.#program.add(new CarriedStatesStep(kept, places, states));
  }

  #operand(operand: Operand): OperandBlock {
    if (typeof operand === "number" || "parameter" in operand) {
      return { block: this.#program.constant(this.#coin.plan.number(operand)), ago: 0 };
    }
    if ("price" in operand) return { block: this.price(operand.price), ago: operand.ago ?? 0 };
    return { block: this.line(this.#coin.plan.line(operand.series, operand.line)), ago: operand.ago ?? 0 };
  }

  #inputs({ inputs }: IndicatorKernel, { source, other }: Pick<PlannedSeries, "source" | "other">): ValueBlock[] {
    const values = () => (typeof source === "string" ? this.price(source) : this.line(source));
    if (inputs === null) return [values()];
    return inputs.map((name) => {
      if (name === "value") return values();
      if (name === "other") return this.#other(other);
      return this.price(name as PriceField);
    });
  }

  #other(coin: string | null): ValueBlock {
    if (coin === null) throw new RangeError("an indicator of two coins without the other one");
    return this.#once(`other ${coin}`, (block) => {
      const { values, places } = this.#coin.market.closesOf(coin, this.#frame);
      this.#program.add(new CarriedValuesStep(values, places, block));
    });
  }

  #stretches<Name extends PriceField>(names: readonly Name[]): Record<Name, Float64Array> {
    const columns = Object.fromEntries(names.map((name) => [name, this.price(name).stretch]));
    return columns as Record<Name, Float64Array>;
  }

  #once(key: string, add: (block: ValueBlock) => void): ValueBlock {
    const known = this.#blocks.get(key);
    if (known !== undefined) return known;
    const block = this.#program.block();
    this.#blocks.set(key, block);
    add(block);
    return block;
  }
}
