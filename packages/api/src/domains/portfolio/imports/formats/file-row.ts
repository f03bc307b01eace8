import { isZero, magnitude } from "../reading/decimal-text.ts";
import { type DecimalMark, readAmount } from "../reading/read-amount.ts";
import { readTime, type TimeReading } from "../reading/read-time.ts";
import { quoted, refuse } from "../reading/row-problem.ts";
import type { SymbolAmount } from "./import-event.ts";

/** How the cells of a file are read. */
export interface FileReading extends TimeReading {
  mark: DecimalMark;
  /** Of amounts whose currency the file does not name. */
  currency: string | null;
  /** Set where a row had to be told its currency and was not. */
  lacksCurrency: boolean;
}

const NOTHING = new Set(["", "-", "--", "n/a", "null", "none"]);
const MAX_SYMBOL = 100;

/** A row whose cells are asked for by the name of their column, in small letters. */
export class FileRow {
  readonly line: number;
  readonly cells: readonly string[];
  readonly reading: FileReading;
  readonly #columns: ReadonlyMap<string, number>;

  constructor(line: number, cells: readonly string[], columns: ReadonlyMap<string, number>, reading: FileReading) {
    this.line = line;
    this.cells = cells;
    this.reading = reading;
    this.#columns = columns;
  }

  has(column: string): boolean {
    return this.#columns.has(column);
  }

  /** Trimmed; empty where there is none. */
  text(column: string): string {
    return (this.cells[this.#columns.get(column) ?? -1] ?? "").trim();
  }

  isEmpty(column: string): boolean {
    return NOTHING.has(this.text(column).toLowerCase());
  }

  /** @throws RowProblem where it is empty or no time */
  time(column: string, zone = this.reading.zone): string {
    return readTime(this.text(column), { order: this.reading.order, zone });
  }

  /** @throws RowProblem where it is empty or no amount */
  amount(column: string): string {
    if (this.isEmpty(column)) refuse(`${quoted(column)} is empty.`);
    return readAmount(this.text(column), this.reading.mark);
  }

  /** @returns null where it is empty @throws RowProblem where it is no amount */
  optional(column: string): string | null {
    return this.isEmpty(column) ? null : this.amount(column);
  }

  /** @throws RowProblem where it is empty */
  symbol(column: string): string {
    if (this.isEmpty(column)) refuse(`${quoted(column)} is empty: the file does not say of what.`);
    return symbolOf(this.text(column));
  }

  /** Units without their sign; the symbol is asked for only where there is an amount. */
  units(quantityColumn: string, symbolColumn: string): SymbolAmount | undefined {
    const quantity = this.optional(quantityColumn);
    if (quantity === null || (isZero(quantity) && this.isEmpty(symbolColumn))) return undefined;
    return { symbol: this.symbol(symbolColumn), quantity: magnitude(quantity) };
  }

  /** Fees are left out where they are 0, and keep their sign. */
  fee(quantityColumn: string, symbolColumn: string): SymbolAmount[] {
    const quantity = this.optional(quantityColumn);
    return quantity === null || isZero(quantity) ? [] : [{ symbol: this.symbol(symbolColumn), quantity }];
  }

  /** @throws RowProblem where the file must be told its currency */
  currency(): string {
    if (this.reading.currency !== null) return this.reading.currency;
    this.reading.lacksCurrency = true;
    refuse("The file does not say its currency: name it among the options.");
  }
}

/** A symbol as it is looked up. */
export function symbolOf(text: string): string {
  const symbol = text.trim();
  if (symbol.length > MAX_SYMBOL) refuse(`${quoted(symbol)} is too long for a symbol.`);
  return /^[\x21-\x7e]+$/.test(symbol) && !symbol.includes(":") ? symbol.toUpperCase() : symbol;
}

/** An amount with its unit behind it, as in `0.05 BTC`. */
export function unitsIn(text: string, mark: DecimalMark): SymbolAmount {
  const match = /^(\S.*?)\s+([^\s\d.,+-]\S*|\d+[A-Za-z]\S*)$/.exec(text.trim());
  if (!match) refuse(`${quoted(text)} is not an amount with its unit, such as 0.05 BTC.`);
  return { symbol: symbolOf(match[2] ?? ""), quantity: readAmount(match[1] ?? "", mark) };
}
