/**
 * How every indicator is built: a kernel computes a stretch of results from a stretch of inputs and remembers where it
 * stopped. The batch form runs it in blocks over whole arrays, the streaming form over one value at a time, so that both
 * give the same bits.
 *
 * What holds for all of them:
 * - Unknown is NaN, in and out. Results are NaN while an indicator warms up.
 * - A gap is a value that is not finite, or a candle with such a value in a column that the indicator reads. Its result
 *   is NaN and the indicator begins anew after it, warm-up included: nothing is carried across a hole.
 * - A result depends on its own and earlier values only.
 */

/** A stretch of rows: one array for numbers, an array for each field of objects. All have the same length. */
export type Columns<Row> = Row extends number ? Float64Array : { readonly [Name in keyof Row]: Float64Array };

/** The fields that are read or written; null for plain numbers. */
export type Names<Row> = Row extends number ? null : readonly (keyof Row & string)[];

export interface Kernel<Input, Output> {
  readonly inputs: Names<Input>;
  readonly outputs: Names<Output>;
  /** Results of an unbroken series that come before the first one of which every line is known. */
  readonly warmUp: number;
  /** Computes `length` rows, at most BLOCK, of arrays that may be longer. An output may be the array of an input. */
  run(input: Columns<Input>, output: Columns<Output>, length: number): void;
}

/** An indicator that is told one value after the other and answers each with its result. */
export interface Stream<Input, Output> {
  /** Results of an unbroken series that come before the first one of which every line is known. */
  readonly warmUp: number;
  next(input: Input): Output;
}

export type HighLow = { high: number; low: number };
export type HighLowClose = HighLow & { close: number };
export type HighLowCloseVolume = HighLowClose & { volume: number };

export const HIGH_LOW = ["high", "low"] as const;
export const HIGH_LOW_CLOSE = ["high", "low", "close"] as const;
export const HIGH_LOW_CLOSE_VOLUME = ["high", "low", "close", "volume"] as const;

/** Rows a kernel computes at once: its intermediate results stay in the processor's nearest cache. */
export const BLOCK = 1024;

/** An array for the intermediate results of a kernel. */
export function scratch(): Float64Array {
  return new Float64Array(BLOCK);
}

/** A kernel from numbers to numbers. */
export abstract class ValueKernel implements Kernel<number, number> {
  readonly inputs = null;
  readonly outputs = null;
  abstract readonly warmUp: number;
  abstract run(input: Float64Array, output: Float64Array, length: number): void;
}

/**
 * Runs a kernel over whole arrays.
 * @throws RangeError when the columns differ in length
 */
export function runBatch<Input, Output>(kernel: Kernel<Input, Output>, input: Columns<Input>): Columns<Output> {
  const columns = pick(input, kernel.inputs);
  const length = commonLength(columns);
  const output = allocate<Output>(kernel.outputs, length);
  const masked = columns.map(scratch);
  for (let from = 0; from < length; from += BLOCK) {
    const count = Math.min(BLOCK, length - from);
    const part = columns.map((column) => column.subarray(from, from + count));
    const whole = kernel.inputs === null || !hasGap(part, count);
    if (!whole) maskGaps(part, masked, count);
    const results = pick(output, kernel.outputs).map((column) => column.subarray(from, from + count));
    kernel.run(assemble(whole ? part : masked, kernel.inputs), assemble(results, kernel.outputs), count);
  }
  return output;
}

/** Runs a kernel over one row at a time. */
export function streamOf<Input, Output>(kernel: Kernel<Input, Output>): Stream<Input, Output> {
  const input = allocate<Input>(kernel.inputs, 1);
  const output = allocate<Output>(kernel.outputs, 1);
  const columns = pick(input, kernel.inputs);
  const results = pick(output, kernel.outputs);
  return {
    warmUp: kernel.warmUp,
    next(row) {
      writeRow(columns, kernel.inputs, row);
      if (kernel.inputs !== null && hasGap(columns, 1)) for (const column of columns) column[0] = Number.NaN;
      kernel.run(input, output, 1);
      return readRow<Output>(results, kernel.outputs);
    },
  };
}

/** @throws RangeError for a period that is not a whole number of at least `least` */
export function checkPeriod(period: number, least = 1): void {
  if (!Number.isInteger(period) || period < least) throw new RangeError(`a period of ${period}`);
}

/** @throws RangeError for a number that is not finite and above 0 */
export function checkPositive(value: number, what: string): void {
  if (!Number.isFinite(value) || value <= 0) throw new RangeError(`${what} of ${value}`);
}

/** Whether any column has a value that is not finite. */
export function hasGap(columns: readonly Float64Array[], length: number): boolean {
  for (const column of columns) {
    for (let at = 0; at < length; at += 1) if (!Number.isFinite(column[at])) return true;
  }
  return false;
}

/**
 * Copies columns and makes a candle that is known in part a gap in every one of them, else its parts would begin anew at
 * different times.
 */
export function maskGaps(columns: readonly Float64Array[], masked: readonly Float64Array[], length: number): void {
  for (let at = 0; at < length; at += 1) {
    const known = columns.every((column) => Number.isFinite(column[at]));
    for (const [index, column] of columns.entries()) {
      const target = masked[index];
      if (target !== undefined) target[at] = known ? (column[at] ?? Number.NaN) : Number.NaN;
    }
  }
}

function commonLength(columns: readonly Float64Array[]): number {
  const length = columns[0]?.length ?? 0;
  const other = columns.find((column) => column.length !== length);
  if (other !== undefined) throw new RangeError(`columns of ${length} and ${other.length} values`);
  return length;
}

type NamedColumns = Readonly<Record<string, Float64Array>>;
type NameList = readonly string[] | null;

// The four below are where rows and columns of any shape become arrays and back; the types of a kernel keep them honest.
function pick(columns: unknown, names: NameList): Float64Array[] {
  if (columns instanceof Float64Array) return [columns];
  const named = columns as NamedColumns;
  return (names ?? []).map((name) => {
    const column = named[name];
    if (column === undefined) throw new RangeError(`no column ${name}`);
    return column;
  });
}

function assemble<Row>(columns: readonly Float64Array[], names: NameList): Columns<Row> {
  const assembled: unknown =
    names === null ? columns[0] : Object.fromEntries(names.map((name, index) => [name, columns[index]]));
  return assembled as Columns<Row>;
}

function allocate<Row>(names: NameList, length: number): Columns<Row> {
  return assemble(
    (names ?? [""]).map(() => new Float64Array(length)),
    names,
  );
}

function writeRow(columns: readonly Float64Array[], names: NameList, row: unknown): void {
  for (const [index, column] of columns.entries()) {
    const name = names?.[index];
    column[0] = name === undefined ? (row as number) : ((row as Readonly<Record<string, number>>)[name] ?? Number.NaN);
  }
}

function readRow<Row>(columns: readonly Float64Array[], names: NameList): Row {
  const row: unknown =
    names === null ? columns[0]?.[0] : Object.fromEntries(names.map((name, index) => [name, columns[index]?.[0]]));
  return row as Row;
}
