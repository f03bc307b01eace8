import { Timeframe } from "@cryptodesk/shared/market/timeframe";
import type { Operand, PriceField, Quantity } from "@cryptodesk/shared/strategy/rules.contract";
import { PRICE_WORDS } from "./rule-words.ts";
import type { RulesDraft } from "./rules-draft.ts";
import type { StatementReader } from "./statement-reader.ts";

/** A number, with its sign. @throws {StatementProblem} */
export function readNumber(reader: StatementReader, what = "a number"): number {
  const isNegative = reader.sees("-") && reader.peek(1)?.kind === "number";
  const token = reader.peek(isNegative ? 1 : 0);
  if (token?.kind !== "number") reader.fail(`${what} must stand here`);
  const value = Number(token.text);
  if (!Number.isFinite(value)) reader.refuse("this number is too large");
  if (isNegative) reader.take();
  reader.take();
  return isNegative ? -value : value;
}

export function seesNumber(reader: StatementReader): boolean {
  return reader.peek()?.kind === "number" || (reader.sees("-") && reader.peek(1)?.kind === "number");
}

/** A number or the name of a parameter. @throws {StatementProblem} */
export function readQuantity(reader: StatementReader, draft: RulesDraft): Quantity {
  if (reader.peek()?.kind !== "word") return readNumber(reader, "a number or the name of a parameter");
  const start = reader.position;
  const isMarked = reader.sees("parameter") && reader.peek(1)?.kind === "word";
  if (isMarked) reader.take();
  const parameter = readName(reader, "the name of a parameter");
  return draft.places.markWhole({ parameter }, reader.placeFrom(start));
}

/** Quantity and percent sign. @throws {StatementProblem} */
export function readPercentage(reader: StatementReader, draft: RulesDraft): Quantity {
  const quantity = readQuantity(reader, draft);
  reader.expect("%");
  return quantity;
}

/** Any word. @throws {StatementProblem} */
export function readName(reader: StatementReader, what: string): string {
  const token = reader.peek();
  if (token?.kind !== "word") reader.fail(`${what} must stand here`);
  reader.take();
  return token.text;
}

export function readTimeframe(reader: StatementReader): Timeframe {
  return reader.expectOneOf(Timeframe.options, "a timeframe");
}

/** A text in quotes. @throws {StatementProblem} */
export function readText(reader: StatementReader, what: string): string {
  const token = reader.peek();
  if (token?.kind !== "string") reader.fail(`${what} must stand here in quotes`);
  reader.take();
  return token.text;
}

export function isPrice(word: string): word is PriceField {
  return PRICE_WORDS.includes(word);
}

/** `.upper` behind the name of a series, if there is one. */
export function readLine(reader: StatementReader): { line?: string } {
  if (!reader.takes(".")) return {};
  const token = reader.peek();
  if (token?.kind !== "word" && token?.kind !== "string") reader.fail("the name of a line must stand behind the point");
  reader.take();
  return { line: token.text };
}

/** What a condition looks at: number, price, series or parameter. @throws {StatementProblem} */
export function readOperand(reader: StatementReader, draft: RulesDraft): Operand {
  if (seesNumber(reader)) return readNumber(reader);
  const start = reader.position;
  const operand = readNamedOperand(reader, draft);
  return draft.places.markWhole(operand, reader.placeFrom(start));
}

function readNamedOperand(reader: StatementReader, draft: RulesDraft): Exclude<Operand, number> {
  const what = "a price, a series, a parameter or a number";
  const word = readName(reader, what);
  const isMarked = reader.peek()?.kind === "word";
  if (word === "parameter" && isMarked) return { parameter: readName(reader, what) };
  if (word === "series" && isMarked) {
    return { series: readName(reader, what), ...readLine(reader), ...readAgo(reader) };
  }
  if (isPrice(word)) return { price: word, ...readAgo(reader) };
  if (draft.isParameter(word)) return { parameter: word };
  return { series: word, ...readLine(reader), ...readAgo(reader) };
}

function readAgo(reader: StatementReader): { ago?: number } {
  const token = reader.peek();
  if (token?.kind !== "number" || reader.peek(1)?.text !== "ago") return {};
  reader.take();
  reader.take();
  return { ago: Number(token.text) };
}
