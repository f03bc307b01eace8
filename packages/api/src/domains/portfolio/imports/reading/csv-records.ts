/** A record of a file of separated values. */
export interface CsvRecord {
  /** Line of the file where it begins; the first is 1. */
  line: number;
  cells: string[];
  /** Why it could not be read; null where it could. */
  problem: string | null;
}

export type Delimiter = "," | ";" | "\t" | "|";

// A quotation mark that is never closed must not swallow the rest of the file.
const MAX_RECORD_LINES = 200;
const MAX_RECORD_CHARACTERS = 100_000;
const MAX_CELLS = 500;

/**
 * Reads separated values as they come in, by RFC 4180: quoted cells may hold delimiters, doubled quotes and line breaks.
 * Lines end in LF, CR LF or CR. Empty lines are passed over, and counted.
 */
export class CsvRecords {
  readonly #delimiter: Delimiter;
  #rest = "";
  #carriage = "";
  #line = 1;
  /** Lines of a record whose quotation is still open. */
  #open: { line: number; lines: string[]; length: number } | null = null;

  constructor(delimiter: Delimiter) {
    this.#delimiter = delimiter;
  }

  /** @returns the records that are complete now */
  push(text: string): CsvRecord[] {
    // Whether a CR at the end stands alone is known when more has come.
    const fresh = this.#carriage + text;
    this.#carriage = fresh.endsWith("\r") ? "\r" : "";
    const unix = fresh.slice(0, fresh.length - this.#carriage.length).replace(/\r\n?/g, "\n");
    const whole = this.#rest + unix;
    const records: CsvRecord[] = [];
    let from = 0;
    for (let at = whole.indexOf("\n"); at >= 0; at = whole.indexOf("\n", from)) {
      this.#takeLine(whole.slice(from, at), records);
      from = at + 1;
    }
    this.#rest = whole.slice(from);
    if (this.#rest.length > MAX_RECORD_CHARACTERS) {
      records.push({ line: this.#line, cells: [this.#rest.slice(0, 200)], problem: "The line is too long." });
      this.#rest = "";
    }
    return records;
  }

  /** @returns what is left when nothing more comes */
  end(): CsvRecord[] {
    const records: CsvRecord[] = [];
    if (this.#rest !== "") this.#takeLine(this.#rest, records);
    this.#rest = "";
    while (this.#open !== null) this.#giveUp(records);
    return records;
  }

  #takeLine(text: string, records: CsvRecord[]): void {
    const line = this.#line;
    this.#line += 1;
    if (this.#open === null) {
      if (text.trim() === "") return;
      if (!text.includes('"')) return void records.push(checked(line, text.split(this.#delimiter)));
      this.#open = { line, lines: [], length: 0 };
    }
    const open = this.#open;
    open.lines.push(text);
    open.length += text.length + 1;
    const cells = splitQuoted(open.lines.join("\n"), this.#delimiter);
    if (cells !== null) {
      this.#open = null;
      records.push(checked(open.line, cells));
    } else if (open.lines.length > MAX_RECORD_LINES || open.length > MAX_RECORD_CHARACTERS) this.#giveUp(records);
  }

  /** Tells the line with the open quotation, and reads those after it anew. */
  #giveUp(records: CsvRecord[]): void {
    const open = this.#open;
    if (open === null) return;
    const [first = "", ...others] = open.lines;
    this.#open = null;
    records.push({
      line: open.line,
      cells: first.split(this.#delimiter),
      problem: "A quotation mark is opened and never closed.",
    });
    this.#line = open.line + 1;
    for (const text of others) this.#takeLine(text, records);
  }
}

function checked(line: number, cells: string[]): CsvRecord {
  if (cells.length > MAX_CELLS) {
    return {
      line,
      cells: cells.slice(0, 20),
      problem: `The line has ${cells.length} columns; at most ${MAX_CELLS} are read.`,
    };
  }
  const withNul = cells.some((cell) => cell.includes("\u0000"));
  return { line, cells, problem: withNul ? "The line holds NUL characters: it is no text." : null };
}

/** @returns null while a quotation is open */
function splitQuoted(text: string, delimiter: string): string[] | null {
  const cells: string[] = [];
  let at = 0;
  for (;;) {
    const start = skipSpaces(text, at);
    const quotation = text[start] === '"' ? readQuotation(text, start + 1) : { cell: "", from: at };
    if (quotation === null) return null;
    const next = text.indexOf(delimiter, quotation.from);
    const rest = text.slice(quotation.from, next < 0 ? text.length : next);
    cells.push(quotation.cell === "" ? rest : quotation.cell + rest.trimEnd());
    if (next < 0) return cells;
    at = next + 1;
  }
}

/** @returns null where the quotation does not end */
function readQuotation(text: string, start: number): { cell: string; from: number } | null {
  let cell = "";
  let from = start;
  for (;;) {
    const quote = text.indexOf('"', from);
    if (quote < 0) return null;
    cell += text.slice(from, quote);
    from = quote + 1;
    if (text[from] !== '"') return { cell, from };
    cell += '"';
    from += 1;
  }
}

function skipSpaces(text: string, from: number): number {
  let at = from;
  while (text[at] === " ") at += 1;
  return at;
}
