import type { RuleProblem } from "@cryptodesk/shared/strategy/rules.contract";
import { type SaidProblem, sayProblem } from "./problem.ts";

export interface Place {
  /** Both from 1; columns and lengths in UTF-16 units. */
  readonly line: number;
  readonly column: number;
  readonly length: number;
}

export interface Token extends Place {
  readonly kind: "word" | "number" | "string" | "sign";
  /** As written; of a string, what it says. */
  readonly text: string;
  readonly offset: number;
}

export interface Tokens {
  /** The tokens of each line that has any. */
  readonly lines: readonly (readonly Token[])[];
  readonly problems: readonly RuleProblem[];
}

interface Cursor {
  readonly text: string;
  readonly line: number;
  readonly lineStart: number;
  readonly lineEnd: number;
}

/** Splits the text form into words, numbers, quoted strings and signs. Takes time in proportion to the text. */
export function readTokens(text: string): Tokens {
  const lines: Token[][] = [];
  const problems: RuleProblem[] = [];
  let line = 1;
  for (let start = 0; start <= text.length; line++) {
    const newline = text.indexOf("\n", start);
    const lineEnd = newline < 0 ? text.length : newline;
    const tokens = readLine({ text, line, lineStart: start, lineEnd }, problems);
    if (tokens.length > 0) lines.push(tokens);
    start = lineEnd + 1;
  }
  return { lines, problems };
}

function readLine(cursor: Cursor, problems: RuleProblem[]): Token[] {
  const { text, lineStart, lineEnd } = cursor;
  const tokens: Token[] = [];
  for (let at = lineStart; at < lineEnd; ) {
    const character = text.charAt(at);
    if (character === "#") break;
    if (character.trim() === "") {
      at += 1;
      continue;
    }
    const token = readToken(cursor, at);
    if ("problem" in token) problems.push(token.problem);
    else tokens.push(token);
    at += token.length;
  }
  return tokens;
}

function readToken(cursor: Cursor, at: number): Token | { problem: RuleProblem; length: number } {
  const character = cursor.text.charAt(at);
  if (character === '"') return readString(cursor, at);
  if (isDigit(character)) return readNumber(cursor, at);
  if (isLetter(character)) return tokenOf(cursor, at, "word", endOfWord(cursor, at));
  const two = cursor.text.slice(at, at + 2);
  if (two === "<=" || two === ">=") return tokenOf(cursor, at, "sign", at + 2);
  if ("()<>=,:.%-".includes(character)) return tokenOf(cursor, at, "sign", at + 1);
  const length = (cursor.text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  const shown = cursor.text.slice(at, at + length);
  return problemAt(cursor, at, length, sayProblem("strange-character", { text: shown }));
}

function tokenOf(cursor: Cursor, at: number, kind: Token["kind"], end: number): Token {
  const { text, line, lineStart } = cursor;
  return { kind, text: text.slice(at, end), offset: at, line, column: at - lineStart + 1, length: end - at };
}

function problemAt({ line, lineStart }: Cursor, at: number, length: number, said: SaidProblem) {
  return { problem: { path: [], ...said, line, column: at - lineStart + 1, length }, length };
}

function readString(cursor: Cursor, at: number) {
  const { text, lineEnd } = cursor;
  let end = at + 1;
  while (end < lineEnd && text.charAt(end) !== '"') end += text.charAt(end) === "\\" ? 2 : 1;
  if (end >= lineEnd) {
    return problemAt(cursor, at, lineEnd - at, sayProblem("open-quote", {}));
  }
  const token = tokenOf(cursor, at, "string", end + 1);
  const content = readQuoted(token.text);
  if (content === null) {
    return problemAt(cursor, at, end + 1 - at, sayProblem("bad-backslash", {}));
  }
  return { ...token, text: content };
}

function readQuoted(text: string): string | null {
  try {
    // A tab is the one control character that people type.
    const content: unknown = JSON.parse(text.replaceAll("\t", "\\t"));
    return typeof content === "string" ? content : null;
  } catch {
    return null;
  }
}

/** `20`, `0.5`, `1e-7`; `1d` and `1inch` are words; `2x` is a number and a word. */
function readNumber(cursor: Cursor, at: number): Token {
  const { text } = cursor;
  let end = endOfDigits(text, at);
  if (text.charAt(end) === "." && isDigit(text.charAt(end + 1))) end = endOfDigits(text, end + 1);
  const exponent = exponentEnd(text, end);
  if (exponent > end) end = exponent;
  const wordEnd = endOfWord(cursor, end);
  const isTimes = text.slice(end, wordEnd) === "x";
  if (wordEnd > end && isLetter(text.charAt(end)) && !isTimes) return tokenOf(cursor, at, "word", wordEnd);
  return tokenOf(cursor, at, "number", end);
}

function exponentEnd(text: string, at: number): number {
  if (text.charAt(at).toLowerCase() !== "e") return at;
  const digits = at + ("+-".includes(text.charAt(at + 1)) && text.charAt(at + 1) !== "" ? 2 : 1);
  const end = endOfDigits(text, digits);
  return end > digits && !isLetter(text.charAt(end)) ? end : at;
}

function endOfDigits(text: string, at: number): number {
  let end = at;
  while (isDigit(text.charAt(end))) end += 1;
  return end;
}

function endOfWord({ text, lineEnd }: Cursor, at: number): number {
  let end = at;
  while (end < lineEnd && (isLetter(text.charAt(end)) || isDigit(text.charAt(end)) || text.charAt(end) === "-"))
    end += 1;
  return end;
}

function isDigit(character: string): boolean {
  return character >= "0" && character <= "9";
}

function isLetter(character: string): boolean {
  return (character >= "a" && character <= "z") || (character >= "A" && character <= "Z") || character === "_";
}
