import { BLOCK, type Columns, type HighLowClose, hasGap, maskGaps } from "../indicators/kernel.ts";
import { typicalPrices } from "../indicators/typical-price.ts";
import type { Step, ValueBlock } from "./block-program.ts";
import type { IndicatorKernel } from "./indicator-kernel.ts";

/** A column of the candles. */
export class ColumnStep implements Step {
  readonly #column: Float64Array;
  readonly #out: ValueBlock;

  constructor(column: Float64Array, out: ValueBlock) {
    this.#column = column;
    this.#out = out;
  }

  run(from: number, length: number): void {
    this.#out.stretch.set(this.#column.subarray(from, from + length));
  }
}

/** The typical price of each candle. */
export class TypicalPriceStep implements Step {
  readonly #candles: Columns<HighLowClose>;
  readonly #out: ValueBlock;

  constructor(candles: Columns<HighLowClose>, out: ValueBlock) {
    this.#candles = candles;
    this.#out = out;
  }

  run(_from: number, length: number): void {
    typicalPrices(this.#candles, this.#out.stretch, length);
  }
}

/** Values of other candles: of a longer or shorter timeframe, or of another coin. */
export class CarriedValuesStep implements Step {
  readonly #values: Float64Array;
  readonly #places: Int32Array;
  readonly #out: ValueBlock;

  /** @param places for each candle the index of its value; below 0: unknown */
  constructor(values: Float64Array, places: Int32Array, out: ValueBlock) {
    this.#values = values;
    this.#places = places;
    this.#out = out;
  }

  run(from: number, length: number): void {
    const { stretch } = this.#out;
    for (let at = 0; at < length; at += 1) {
      const place = this.#places[from + at] ?? -1;
      stretch[at] = place < 0 ? Number.NaN : (this.#values[place] ?? Number.NaN);
    }
  }
}

/** An indicator that begins anew with each run. */
export class IndicatorStep implements Step {
  readonly #kernel: IndicatorKernel;
  readonly #columns: readonly Float64Array[];
  readonly #masked: readonly Float64Array[];
  readonly #whole: unknown;
  readonly #gaps: unknown;
  readonly #output: unknown;

  /** @param inputs, outputs in the order of the kernel's names, or one each where it has none */
  constructor(kernel: IndicatorKernel, inputs: readonly ValueBlock[], outputs: readonly ValueBlock[]) {
    this.#kernel = kernel;
    this.#columns = inputs.map(({ stretch }) => stretch);
    this.#masked = kernel.inputs === null ? [] : inputs.map(() => new Float64Array(BLOCK));
    this.#whole = shaped(kernel.inputs, this.#columns);
    this.#gaps = shaped(kernel.inputs, this.#masked);
    this.#output = shaped(
      kernel.outputs,
      outputs.map(({ stretch }) => stretch),
    );
  }

  // A gap makes a kernel begin anew. The stretches are free until the first candles of the run are written to them.
  begin(): void {
    for (const column of this.#columns) column[0] = Number.NaN;
    this.#kernel.run(this.#whole, this.#output, 1);
  }

  run(_from: number, length: number): void {
    if (this.#kernel.inputs === null) {
      this.#kernel.run(this.#whole, this.#output, length);
      return;
    }
    const broken = hasGap(this.#columns, length);
    if (broken) maskGaps(this.#columns, this.#masked, length);
    this.#kernel.run(broken ? this.#gaps : this.#whole, this.#output, length);
  }
}

/** Writes values to the end of an array as long as the history. */
export class KeepValuesStep implements Step {
  readonly #block: ValueBlock;
  readonly #kept: Float64Array;

  constructor(block: ValueBlock, kept: Float64Array) {
    this.#block = block;
    this.#kept = kept;
  }

  run(from: number, length: number): void {
    this.#kept.set(this.#block.stretch.subarray(0, length), from);
  }
}

function shaped(names: readonly string[] | null, columns: readonly Float64Array[]): unknown {
  return names === null ? columns[0] : Object.fromEntries(names.map((name, at) => [name, columns[at]]));
}
