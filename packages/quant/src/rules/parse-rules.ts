import { type RuleProblem, StrategyRules } from "@cryptodesk/shared/strategy/rules.contract";
import { checkRules } from "./check-rules.ts";
import { readSyntax } from "./read-syntax.ts";
import { schemaProblems } from "./schema-problems.ts";

/**
 * Reads the readable form of rules. Rules that it gives are valid; else it says everything that is wrong, each at its place.
 * Problems of syntax come first: names and values are looked at when every line can be read. `draft` is what the text says
 * where it can be read and does not hold together, such as a condition on a series that there is not.
 */
export function parseRules(
  text: string,
): { rules: StrategyRules } | { problems: RuleProblem[]; draft?: StrategyRules } {
  const read = readSyntax(text);
  if ("problems" in read) return read;
  const { document, places } = read;
  const placed = (problem: RuleProblem): RuleProblem => ({
    ...problem,
    ...(places.find(document, problem.path) ?? { line: 1, column: 1, length: 0 }),
  });
  const parsed = StrategyRules.safeParse(document);
  if (!parsed.success) return { problems: schemaProblems(parsed.error).map(placed) };
  const problems = checkRules(parsed.data);
  return problems.length > 0 ? { problems: problems.map(placed), draft: parsed.data } : { rules: parsed.data };
}
