import { Timeframe } from "@cryptodesk/shared/market/timeframe";
import type { Operand, PriceField, Quantity } from "@cryptodesk/shared/strategy/rules.contract";
import type { ProblemTerm } from "./problem.ts";
import { PRICE_WORDS } from "./rule-words.ts";
import type { RulesDraft } from "./rules-draft.ts";
import type { StatementReader } from "./statement-reader.ts";

/** A number, with its sign. @throws {StatementProblem} */
export function readNumber(reader: StatementReader, what: ProblemTerm = "number"): number {
  const isNegative = reader.sees("-") && reader.peek(1)?.kind === "number";
  const token = reader.peek(isNegative ? 1 : 0);
  if (token?.kind !== "number") reader.fail("must-stand", { what });
  const value = Number(token.text);
  if (!Number.isFinite(value)) reader.refuse("number-too-large", {});
  if (isNegative) reader.take();
  reader.take();
  return isNegative ? -value : value;
}

export function seesNumber(reader: StatementReader): boolean {
  return reader.peek()?.kind === "number" || (reader.sees("-") && reader.peek(1)?.kind === "number");
}

/** A number or the name of a parameter. @throws {StatementProblem} */
export function readQuantity(reader: StatementReader, draft: RulesDraft): Quantity {
  if (reader.peek()?.kind !== "word") return readNumber(reader, "quantity");
  const start = reader.position;
  const isMarked = reader.sees("parameter") && reader.peek(1)?.kind === "word";
  if (isMarked) reader.take();
  const parameter = readName(reader, "a-parameter-name");
  return draft.places.markWhole({ parameter }, reader.placeFrom(start));
}

/** Quantity and percent sign. @throws {StatementProblem} */
export function readPercentage(reader: StatementReader, draft: RulesDraft): Quantity {
  const quantity = readQuantity(reader, draft);
  reader.expect("%");
  return quantity;
}

/** Any word. @throws {StatementProblem} */
export function readName(reader: StatementReader, what: ProblemTerm): string {
  const token = reader.peek();
  if (token?.kind !== "word") reader.fail("must-stand", { what });
  reader.take();
  return token.text;
}

export function readTimeframe(reader: StatementReader): Timeframe {
  return reader.expectOneOf(Timeframe.options, "timeframe");
}

/** A text in quotes. @throws {StatementProblem} */
export function readText(reader: StatementReader, what: ProblemTerm): string {
  const token = reader.peek();
  if (token?.kind !== "string") reader.fail("must-stand-quoted", { what });
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
  if (token?.kind !== "word" && token?.kind !== "string") reader.fail("line-behind-point", {});
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
  const what = "operand";
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
