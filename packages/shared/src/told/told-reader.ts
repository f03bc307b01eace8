/** A sentence of the desk by its code in a table of sentences, with what fills its blanks. */
export interface Told {
  code: string;
  values: Readonly<Record<string, string | Told>>;
}

// Longer ones hold somebody's text, and trying every pattern on that would take long.
const LONGEST = 2_000;

const DAY = "\\d{4}-\\d{2}-\\d{2}";
const DECIMAL = "-?\\d+(?:\\.\\d+)?";
const WORD = "\\S+";
// In a list of sentences one ends where a comma follows its full stop.
const WITHIN_ONE = "(?:(?!\\., ).)+?";

/** What a blank may hold, by its name; any other one holds any text. */
const SHAPES: Readonly<Record<string, string>> = {
  day: DAY,
  otherDay: DAY,
  from: DAY,
  to: DAY,
  at: "\\d{4}-\\d{2}-\\d{2}T\\S+",
  id: WORD,
  account: WORD,
  index: "\\d+",
  count: "\\d+",
  line: "\\d+",
  toLine: "\\d+",
  most: "\\d+",
  year: "\\d{4}",
  toYear: "\\d{4}",
  // A cell of a file may be empty.
  cell: ".*?",
  toCell: ".*?",
  pair: ".*?",
  quantity: DECIMAL,
  toQuantity: DECIMAL,
  why: `${WITHIN_ONE}\\.`,
  symbol: WITHIN_ONE,
  toSymbol: WITHIN_ONE,
  event: WITHIN_ONE,
};

/**
 * Blanks that hold another sentence of the table, and how its code begins; a text in which they do not is not of their
 * sentence.
 */
const NESTED: Readonly<Record<string, string>> = {
  event: "event-",
  kind: "kind-",
  figure: "figure-",
  field: "field-",
  why: "why-",
  rest: "why-",
  name: "",
  problem: "problem-",
  problems: "problem-",
  what: "what-",
  type: "type-",
  thing: "thing-",
};

interface Pattern {
  code: string;
  prefix: string;
  blanks: readonly string[];
  text: RegExp;
}

/**
 * Finds which sentence of a table a text is. The desk tells some things in English sentences that are stored, or stand in
 * answers by the thousand; a client that speaks another language words them anew by what this finds.
 */
export class ToldReader {
  readonly #whole: ReadonlyMap<string, string>;
  readonly #patterns: readonly Pattern[];

  /** @param sentences by their codes; blanks in double braces, their names say what they hold */
  constructor(sentences: Readonly<Record<string, string>>) {
    const entries = Object.entries(sentences);
    this.#whole = new Map(entries.map(([code, sentence]) => [sentence, code]));
    // Of several that fit, the one that says most itself is meant.
    this.#patterns = entries
      .filter(([, sentence]) => sentence.includes("{{"))
      .sort(([, left], [, right]) => literalLength(right) - literalLength(left))
      .map(([code, sentence]) => patternOf(code, sentence));
  }

  /** @returns null for a text that is no sentence of the table */
  read(text: string): Told | null {
    const whole = this.#whole.get(text);
    if (whole !== undefined) return { code: whole, values: {} };
    if (text.length > LONGEST) return null;
    for (const pattern of this.#patterns) {
      const found = text.startsWith(pattern.prefix) ? pattern.text.exec(text) : null;
      const values = found === null ? null : this.#valuesOf(pattern.blanks, found);
      if (values !== null) return { code: pattern.code, values };
    }
    return null;
  }

  #valuesOf(blanks: readonly string[], found: RegExpExecArray): Told["values"] | null {
    const values: Record<string, string | Told> = {};
    for (const [at, blank] of blanks.entries()) {
      const text = found[at + 1] ?? "";
      const begins = NESTED[blank];
      const value = begins === undefined ? text : this.#within(text, begins);
      if (value === null) return null;
      values[blank] = value;
    }
    return values;
  }

  /** What begins a sentence elsewhere begins small within one. */
  #within(text: string, begins: string): Told | null {
    return [this.read(text), this.read(capitalised(text))].find((found) => found?.code.startsWith(begins)) ?? null;
  }
}

const BLANK = /\{\{(\w+)\}\}/;

function patternOf(code: string, sentence: string): Pattern {
  // Every second piece is the name of a blank.
  const pieces = sentence.split(BLANK);
  const blanks = pieces.filter((_, at) => at % 2 === 1);
  const text = pieces.map((piece, at) => (at % 2 === 1 ? `(${SHAPES[piece] ?? ".+?"})` : escaped(piece))).join("");
  return { code, prefix: pieces[0] ?? "", blanks, text: new RegExp(`^${text}$`, "su") };
}

const literalLength = (sentence: string): number => sentence.replaceAll(/\{\{\w+\}\}/g, "").length;
const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\/]/g, "\\$&");
const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
