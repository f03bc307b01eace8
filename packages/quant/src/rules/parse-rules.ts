import { type RuleProblem, StrategyRules, type StrategyRulesInput } from "@cryptodesk/shared/strategy/rules.contract";
import { checkRules } from "./check-rules.ts";
import { byPlace, type ReadText, readSyntax } from "./read-syntax.ts";
import { schemaProblems } from "./schema-problems.ts";

/** Stand in for lines that cannot be read, so that the others can be looked at. */
const STAND_INS = {
  name: "strategy",
  universe: { kind: "coin", coin: "bitcoin" },
  timeframe: "5m",
  sizing: { kind: "equity", pct: 100 },
} satisfies Partial<StrategyRulesInput>;

/**
 * Reads the readable form of rules. Rules that it gives are valid; else it says everything that is wrong, each at its place
 * and in order of the text. `draft` is what the text says where it can be read and does not hold together, such as a
 * condition on a series that there is not.
 */
export function parseRules(
  text: string,
): { rules: StrategyRules } | { problems: RuleProblem[]; draft?: StrategyRules } {
  const read = readSyntax(text);
  if (read.problems.length > 0) return { problems: [...read.problems, ...laterProblems(read)].sort(byPlace) };
  const parsed = StrategyRules.safeParse(read.document);
  const problems = parsed.success ? checkRules(parsed.data) : schemaProblems(parsed.error);
  if (parsed.success && problems.length === 0) return { rules: parsed.data };
  const nowhere = { line: 1, column: 1, length: 0 };
  const placed = problems.map((problem) => ({ ...problem, ...(placeOf(read, problem) ?? nowhere) }));
  return { problems: placed.sort(byPlace), ...(parsed.success && { draft: parsed.data }) };
}

/** What is wrong in the lines of a text that can be read, while others cannot. */
function laterProblems(read: ReadText): RuleProblem[] {
  if (read.hasLostNames) return [];
  const parsed = StrategyRules.safeParse({ ...STAND_INS, ...read.document });
  const problems = parsed.success ? checkRules(parsed.data) : schemaProblems(parsed.error);
  return problems.flatMap((problem) => {
    const place = placeOf(read, problem);
    return place ? [{ ...problem, ...place }] : [];
  });
}

function placeOf({ places, document }: ReadText, problem: RuleProblem) {
  return places.find(document, problem.path);
}
