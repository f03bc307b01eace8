import type { RuleProblem } from "@cryptodesk/shared/strategy/rules.contract";
import { Places } from "./places.ts";
import { type SaidProblem, sayProblem } from "./problem.ts";
import { statementOf } from "./read-statement.ts";
import { RulesDraft } from "./rules-draft.ts";
import { StatementProblem, StatementReader } from "./statement-reader.ts";
import { readTokens, type Token } from "./tokens.ts";

const MOST_CHARACTERS = 60_000;
const MOST_PROBLEMS = 50;
const BEGINNINGS = [
  ...["strategy", "about", "trade", "parameter", "series", "long when", "exit long when", "short when"],
  ...["exit short when", "stop", "trailing stop", "target", "close after", "size", "up to", "rebalance every"],
  ...["at most", "cool down", "fees", "slippage", "fill at most", "funding"],
];

export interface ReadText {
  /** What the lines that can be read say. */
  readonly document: object;
  readonly places: Places;
  /** What cannot be read, and what every strategy needs and the text does not say; in order of the text. */
  readonly problems: readonly RuleProblem[];
  /** Names may be declared in lines that cannot be read: what names lead to cannot be told. */
  readonly hasLostNames: boolean;
}

/** Reads the statements of a text, whatever they add up to. */
export function readSyntax(text: string): ReadText {
  if (text.length > MOST_CHARACTERS) {
    const said = sayProblem("text-too-long", { characters: text.length, most: MOST_CHARACTERS });
    const problem = { path: [], ...said, line: 1, column: 1, length: 0 };
    return { document: {}, places: new Places(), problems: [problem], hasLostNames: true };
  }
  const { lines, problems: unreadable } = readTokens(text);
  const statements = joinLines(lines);
  const draft = new RulesDraft(declaredParameters(statements));
  const problems = [...unreadable];
  let hasLostNames = unreadable.length > 0;
  for (const statement of statements) {
    if (problems.length >= MOST_PROBLEMS) break;
    const problem = readStatement(statement, draft);
    if (!problem) continue;
    problems.push(problem);
    hasLostNames ||= mayDeclare(statement);
  }
  problems.push(...missing(statements, draft));
  problems.sort(byPlace);
  return { document: assemble(draft), places: draft.places, problems: problems.slice(0, MOST_PROBLEMS), hasLostNames };
}

export function byPlace(a: RuleProblem, b: RuleProblem): number {
  return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
}

function mayDeclare([first]: readonly Token[]): boolean {
  const word = first?.text ?? "";
  return word === "series" || word === "parameter" || !statementOf(word);
}

/** A line goes on with the next one inside parentheses, behind and before `and`, `or` and a comma. */
function joinLines(lines: readonly (readonly Token[])[]): Token[][] {
  const statements: Token[][] = [];
  let open = 0;
  for (const line of lines) {
    const earlier = statements.at(-1);
    if (earlier && goesOn(earlier, line, open)) for (const token of line) earlier.push(token);
    else {
      statements.push([...line]);
      open = 0;
    }
    for (const token of line) open += depthOf(token);
  }
  return statements;
}

function goesOn(earlier: readonly Token[], line: readonly Token[], open: number): boolean {
  return isJoint(line[0]) || ((open > 0 || isJoint(earlier.at(-1))) && !beginsStatement(line));
}

function depthOf({ kind, text }: Token): number {
  if (kind !== "sign") return 0;
  return Number(text === "(") - Number(text === ")");
}

function isJoint(token: Token | undefined): boolean {
  if (token?.kind === "sign") return token.text === ",";
  return token?.kind === "word" && (token.text === "and" || token.text === "or");
}

function beginsStatement([first, second, third]: readonly Token[]): boolean {
  if (first?.kind !== "word" || !statementOf(first.text)) return false;
  // Inside parentheses a line may go on with the closing price or with a marked name.
  if (first.text === "close") return second?.text === "after";
  return (first.text !== "series" && first.text !== "parameter") || third?.text === "=";
}

function declaredParameters(statements: readonly (readonly Token[])[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const [first, name, sign] of statements) {
    if (first?.text === "parameter" && name?.kind === "word" && sign?.text === "=") names.add(name.text);
  }
  return names;
}

function readStatement(tokens: readonly Token[], draft: RulesDraft): RuleProblem | null {
  const reader: StatementReader = new StatementReader(tokens);
  try {
    const first = reader.peek();
    const read = first?.kind === "word" ? statementOf(first.text) : null;
    if (!read) {
      reader.fail("no-beginning", {}, BEGINNINGS);
    }
    reader.take();
    read(reader, draft);
    reader.expectEnd();
    return null;
  } catch (error) {
    if (error instanceof StatementProblem) return error.problem;
    throw error;
  }
}

const NEEDED = [
  ["strategy", "lacks-name"],
  ["trade", "lacks-universe"],
  ["size", "lacks-size"],
] as const;

function missing(statements: readonly (readonly Token[])[], draft: RulesDraft): RuleProblem[] {
  const begun = new Set(statements.map(([first]) => first?.text));
  const last = statements.at(-1)?.at(-1);
  const place = { line: last?.line ?? 1, column: last ? last.column + last.length : 1, length: 0 };
  const absent: SaidProblem[] = NEEDED.filter(([word]) => !begun.has(word)).map(([, code]) => sayProblem(code, {}));
  const sides = [
    ["exitLong", "enterLong", "long"],
    ["exitShort", "enterShort", "short"],
  ] as const;
  for (const [exit, enter, word] of sides) {
    if (draft.conditions.has(exit) && !draft.conditions.has(enter) && !begun.has(word)) {
      absent.push(sayProblem("only-leaves", { side: word }));
    }
  }
  return absent.map((said) => ({ path: [], ...said, ...place }));
}

function assemble({ document, about, conditions }: RulesDraft): object {
  const side = (enterKind: "enterLong" | "enterShort", exitKind: "exitLong" | "exitShort") => {
    const enter = conditions.get(enterKind);
    return enter ? { enter, exit: conditions.get(exitKind) ?? null } : null;
  };
  const description = about.length > 0 ? about.join("\n") : null;
  return Object.assign(document, {
    description,
    long: side("enterLong", "exitLong"),
    short: side("enterShort", "exitShort"),
  });
}
