import { type FileReading, FileRow } from "../formats/file-row.ts";
import { columnsOf } from "../formats/format-registry.ts";
import type { Outcome } from "../formats/import-event.ts";
import type { FormatDefinition } from "../formats/import-format.ts";
import type { CsvRecord } from "../reading/csv-records.ts";

/** Rows that belong together are at most so many apart; what waits longer is read as it is. */
const TOGETHER_WITHIN = 5_000;
const SWEEP_EVERY = 1_000;

interface Waiting {
  rows: FileRow[];
  seen: number;
}

/** Reads rows for what they mean, joining those of one event. Every line comes out once. */
export class EventReader {
  readonly #definition: FormatDefinition;
  readonly #columns: ReadonlyMap<string, number>;
  readonly #width: number;
  readonly #least: number;
  readonly #reading: FileReading;
  readonly #waiting = new Map<string, Waiting>();
  #count = 0;

  constructor(definition: FormatDefinition, headers: readonly string[], reading: FileReading) {
    this.#definition = definition;
    this.#columns = columnsOf(headers);
    this.#width = headers.length;
    this.#least = leastWidth(definition, headers);
    this.#reading = reading;
  }

  push(records: readonly CsvRecord[]): Outcome[] {
    return records.flatMap((record) => this.#take(record));
  }

  end(): Outcome[] {
    const outcomes = [...this.#waiting.values()].flatMap(({ rows }) => this.#read(rows));
    this.#waiting.clear();
    return outcomes;
  }

  #take({ line, cells, problem }: CsvRecord): Outcome[] {
    this.#count += 1;
    const lines = [line];
    if (problem !== null) return [{ state: "refused", lines, reason: problem }];
    if (cells.every((cell) => cell.trim() === "")) return [{ state: "ignored", lines, reason: "The line is empty." }];
    const surplus = cells.slice(this.#width).some((cell) => cell.trim() !== "");
    if (surplus || cells.length < this.#least) {
      const reason = `The line has ${cells.length} columns where the header has ${this.#width}: what belongs where is not certain.`;
      return [{ state: "refused", lines, reason }];
    }
    const row = new FileRow(line, cells, this.#columns, this.#reading);
    const key = this.#definition.group?.(row) ?? null;
    if (key === null) return this.#read([row]);
    const together = this.#waiting.get(key);
    if (together) {
      together.rows.push(row);
      together.seen = this.#count;
    } else this.#waiting.set(key, { rows: [row], seen: this.#count });
    return this.#count % SWEEP_EVERY === 0 ? this.#sweep() : [];
  }

  #sweep(): Outcome[] {
    const outcomes: Outcome[] = [];
    for (const [key, { rows, seen }] of this.#waiting) {
      if (this.#count - seen < TOGETHER_WITHIN) continue;
      this.#waiting.delete(key);
      outcomes.push(...this.#read(rows));
    }
    return outcomes;
  }

  #read(rows: readonly FileRow[]): Outcome[] {
    const outcomes = this.#definition.read(rows);
    const said = new Set(outcomes.flatMap(({ lines }) => lines));
    const left = rows.filter(({ line }) => !said.has(line)).map(({ line }) => line);
    if (left.length === 0) return outcomes;
    return [...outcomes, { state: "refused", lines: left, reason: "What the row means is not understood." }];
  }
}

/** Columns at the end that nothing is read from may be missing. */
function leastWidth({ spare }: FormatDefinition, headers: readonly string[]): number {
  const names = [...columnsOf(headers).keys()];
  let least = names.length;
  while (least > 0 && (names[least - 1] === "" || spare?.includes(names[least - 1] ?? ""))) least -= 1;
  return least;
}
