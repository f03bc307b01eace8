import { BLOCK } from "../indicators/kernel.ts";
import type { CandleFrame } from "./candle-frame.ts";

/** One part of a program. It is told of each unbroken run, and then computes it in stretches of at most BLOCK candles. */
export interface Step {
  begin?(): void;
  /** @param from the first candle of the stretch, an index into the frame */
  run(from: number, length: number): void;
}

/** Values of the current stretch, with as many before it as conditions look back. */
export class ValueBlock {
  /** The stretch begins at `history`; what is before it is NaN where the run had not begun. */
  readonly buffer: Float64Array;
  readonly stretch: Float64Array;
  readonly history: number;

  constructor(history: number) {
    this.history = history;
    this.buffer = new Float64Array(history + BLOCK);
    this.stretch = this.buffer.subarray(history);
  }

  forget(): void {
    this.buffer.fill(Number.NaN, 0, this.history);
  }

  /** Keeps the end of a stretch of `length` candles for the next one to look back at. */
  keep(length: number): void {
    this.buffer.copyWithin(0, length, length + this.history);
  }
}

/**
 * A chain of steps that is carried out a stretch at a time, so that what one leaves for the next is still in the
 * processor's nearest cache: the arrays between them are as long as a stretch and not as the history.
 */
export class BlockProgram {
  readonly frame: CandleFrame;
  /** Candles that its conditions look back at most. */
  readonly history: number;
  readonly #steps: Step[] = [];
  readonly #blocks: ValueBlock[] = [];

  constructor(frame: CandleFrame, history: number) {
    this.frame = frame;
    this.history = history;
  }

  add(step: Step): void {
    this.#steps.push(step);
  }

  block(): ValueBlock {
    const block = new ValueBlock(this.history);
    this.#blocks.push(block);
    return block;
  }

  /** The same value at every candle; before the first one of a run there is none. */
  constant(value: number): ValueBlock {
    const block = this.block();
    block.stretch.fill(value);
    return block;
  }

  run(): void {
    const { runs } = this.frame;
    for (let run = 0; run + 1 < runs.length; run += 1) {
      const first = runs[run] ?? 0;
      const end = runs[run + 1] ?? 0;
      if (first < end) this.#runThrough(first, end);
    }
  }

  #runThrough(first: number, end: number): void {
    for (const step of this.#steps) step.begin?.();
    for (const block of this.#blocks) block.forget();
    for (let from = first; from < end; from += BLOCK) {
      const length = Math.min(BLOCK, end - from);
      for (const step of this.#steps) step.run(from, length);
      if (this.history > 0) for (const block of this.#blocks) block.keep(length);
    }
  }
}
