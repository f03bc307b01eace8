import type { RuleProblem } from "@cryptodesk/shared/strategy/rules.contract";
import { type ProblemCode, type ProblemTerm, type ProblemValues, type SaidProblem, sayProblem } from "./problem.ts";
import type { Place, Token } from "./tokens.ts";

/** Ends the reading of a statement; the problem says why and where. */
export class StatementProblem extends Error {
  readonly problem: RuleProblem;

  constructor(problem: RuleProblem) {
    super(problem.message);
    this.problem = problem;
  }
}

const MOST_LEVELS = 100;
const MOST_LISTED = 8;

/** Reads the tokens of one statement from left to right. */
export class StatementReader {
  readonly #tokens: readonly Token[];
  #at = 0;
  #levels = 0;

  /** @param tokens at least one */
  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  get position(): number {
    return this.#at;
  }

  peek(ahead = 0): Token | undefined {
    return this.#tokens[this.#at + ahead];
  }

  take(): Token | undefined {
    const token = this.peek();
    if (token) this.#at += 1;
    return token;
  }

  sees(...words: readonly string[]): boolean {
    return words.every((word, ahead) => isMark(this.peek(ahead), word));
  }

  /** Takes a word or sign if it is next. */
  takes(...words: readonly string[]): boolean {
    if (!this.sees(...words)) return false;
    this.#at += words.length;
    return true;
  }

  /** Takes each of the words and signs. @throws {StatementProblem} */
  expect(...words: readonly string[]): void {
    for (const word of words) if (!this.takes(word)) this.fail("word-missing", { word }, [word]);
  }

  /** Takes one of the words, which may be written in one way only. @throws {StatementProblem} */
  expectOneOf<Word extends string>(words: readonly Word[], what: ProblemTerm): Word {
    const token = this.peek();
    const word = words.find((each) => isMark(token, each));
    if (word === undefined) {
      if (words.length > MOST_LISTED) this.fail("must-stand", { what }, words);
      this.fail("must-stand-one-of", { what, choices: words.join(", ") }, words);
    }
    this.#at += 1;
    return word;
  }

  /** @throws {StatementProblem} where something is left */
  expectEnd(): void {
    if (this.peek()) this.fail("too-much", {});
  }

  /** One level of nesting further in. @throws {StatementProblem} past 100 levels */
  nested<Result>(read: () => Result): Result {
    if (this.#levels >= MOST_LEVELS) {
      this.fail("too-deep", { most: MOST_LEVELS });
    }
    this.#levels += 1;
    const result = read();
    this.#levels -= 1;
    return result;
  }

  /** From the token at `position` to the one that was taken last. */
  placeFrom(position: number): Place {
    const first = this.#tokens[Math.min(position, this.#tokens.length - 1)];
    const last = this.#tokens[Math.max(position, this.#at - 1)] ?? this.#tokens.at(-1);
    if (!first || !last) return { line: 1, column: 1, length: 0 };
    return { line: first.line, column: first.column, length: last.offset + last.length - first.offset };
  }

  /** What was expected and is not there. @throws {StatementProblem} at the next token, or behind the last one */
  fail<Code extends ProblemCode>(code: Code, values: ProblemValues<Code>, available?: readonly string[]): never {
    const token = this.peek();
    this.#end(sayProblem(code, values, token ? shown(token) : null), this.#at, available);
  }

  /** What cannot be, though it can be read. @throws {StatementProblem} at the token of that position */
  refuse<Code extends ProblemCode>(
    code: Code,
    values: ProblemValues<Code>,
    at = this.#at,
    available?: readonly string[],
  ): never {
    this.#end(sayProblem(code, values), at, available);
  }

  #end(said: SaidProblem, at: number, available: readonly string[] | undefined): never {
    const token = this.#tokens[at];
    const last = this.#tokens.at(-1);
    const place = token
      ? { line: token.line, column: token.column, length: token.length }
      : { line: last?.line ?? 1, column: last ? last.column + last.length : 1, length: 0 };
    throw new StatementProblem({ path: [], ...said, ...(available && { available: [...available] }), ...place });
  }
}

function isMark(token: Token | undefined, mark: string): boolean {
  return token !== undefined && (token.kind === "word" || token.kind === "sign") && token.text === mark;
}

const MOST_SHOWN = 40;

function shown({ text }: Token): string {
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
}
