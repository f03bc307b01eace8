import { checkRules } from "@cryptodesk/quant/rules/check-rules";
import { parseRules } from "@cryptodesk/quant/rules/parse-rules";
import { sayProblem } from "@cryptodesk/quant/rules/problem";
import { DomainError } from "@cryptodesk/shared/errors/domain-error";
import type { RuleProblem, StrategyRules } from "@cryptodesk/shared/strategy/rules.contract";
import type { Db } from "../../../platform/database/database.ts";
import { readCoinNames } from "../../market/market.public.ts";

/** Rules as they came: as a document or as text. */
export interface GivenRules {
  rules?: StrategyRules | undefined;
  text?: string | undefined;
}

const MAX_ERRORS = 50;

/** The rules, or everything that is wrong with them: what they say, and coins that the market does not know. */
export async function readRules(
  db: Db,
  { rules, text }: GivenRules,
): Promise<{ rules: StrategyRules; problems: RuleProblem[] } | { rules: null; problems: RuleProblem[] }> {
  if (text !== undefined) {
    const parsed = parseRules(text);
    if ("problems" in parsed) return { rules: null, problems: parsed.problems };
    const problems = await unknownCoins(db, parsed.rules);
    return { rules: parsed.rules, problems: problems.map((problem) => placedIn(text, problem)) };
  }
  if (rules === undefined) throw new Error("Rules were asked for where none were given.");
  return { rules, problems: [...checkRules(rules), ...(await unknownCoins(db, rules))] };
}

/**
 * The rules, where nothing is wrong with them.
 * @param pointer JSON pointer of the document in the input
 * @throws DomainError INVALID_INPUT naming each place, what is wrong there and what may be written instead
 */
export async function requireRules(db: Db, given: GivenRules, pointer = "/rules"): Promise<StrategyRules> {
  const { rules, problems } = await readRules(db, given);
  if (rules !== null && problems.length === 0) return rules;
  throw refusal(problems, given.text === undefined ? pointer : null);
}

/** @param pointer of the document; null where the rules came as text */
function refusal(problems: readonly RuleProblem[], pointer: string | null): DomainError {
  const errors = problems.slice(0, MAX_ERRORS).map((problem) => ({
    pointer: pointer === null ? "/text" : pointer + problem.path.map((part) => `/${escaped(part)}`).join(""),
    detail: placeOf(problem) + problem.message + whatIsThere(problem),
  }));
  const [first] = errors;
  const more = problems.length > 1 ? ` And ${problems.length - 1} more.` : "";
  return new DomainError("INVALID_INPUT", `${first?.detail ?? "The rules cannot be read."}${more}`, { errors });
}

function escaped(part: string | number): string {
  return String(part).replaceAll("~", "~0").replaceAll("/", "~1");
}

function placeOf({ line, column }: RuleProblem): string {
  if (line === undefined) return "";
  return column === undefined ? `Line ${line}: ` : `Line ${line}, column ${column}: `;
}

function whatIsThere({ available }: RuleProblem): string {
  return available === undefined || available.length === 0 ? "" : ` Available: ${available.join(", ")}.`;
}

async function unknownCoins(db: Db, rules: StrategyRules): Promise<RuleProblem[]> {
  const named = namedCoins(rules);
  const known = await readCoinNames(
    db,
    named.map(({ coin }) => coin),
  );
  return named
    .filter(({ coin }) => !known.has(coin))
    .map(({ coin, path }) => ({ path, ...sayProblem("no-coin", { coin }) }));
}

function namedCoins({ universe, series }: StrategyRules): { coin: string; path: RuleProblem["path"] }[] {
  const traded =
    universe.kind === "coin"
      ? [{ coin: universe.coin, path: ["universe", "coin"] }]
      : universe.kind === "list"
        ? universe.coins.map((coin, index) => ({ coin, path: ["universe", "coins", index] }))
        : [];
  const compared = series.flatMap(({ other }, index) =>
    other === undefined ? [] : [{ coin: other, path: ["series", index, "other"] }],
  );
  return [...traded, ...compared];
}

/** The place of a coin in the text: where its id stands first, outside comments. */
function placedIn(text: string, problem: RuleProblem): RuleProblem {
  const { coin } = problem.values ?? {};
  if (typeof coin !== "string") return problem;
  for (const [index, line] of text.split("\n").entries()) {
    const column = (line.split("#")[0] ?? "").indexOf(coin);
    if (column >= 0) return { ...problem, line: index + 1, column: column + 1, length: coin.length };
  }
  return problem;
}
