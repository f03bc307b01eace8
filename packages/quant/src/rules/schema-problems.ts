import type { RuleProblem, StrategyRules } from "@cryptodesk/shared/strategy/rules.contract";
import { type SaidProblem, sayProblem } from "./problem.ts";

type SchemaError = NonNullable<ReturnType<typeof StrategyRules.safeParse>["error"]>;

/** What keeps a document from being rules at all, in words. */
export function schemaProblems(error: Pick<SchemaError, "issues">): RuleProblem[] {
  return error.issues.map((issue) => ({
    path: issue.path.map((field) => (typeof field === "symbol" ? String(field) : field)),
    ...problemOf(issue),
  }));
}

function problemOf(issue: SchemaError["issues"][number]): SaidProblem | Pick<RuleProblem, "message"> {
  if (issue.code === "too_big") return sayProblem(UPPER[kindOf(issue.origin)], { limit: Number(issue.maximum) });
  if (issue.code === "too_small") {
    const kind = kindOf(issue.origin);
    const isOpen = kind === "number" && issue.inclusive === false;
    return sayProblem(isOpen ? "must-be-more-than" : LOWER[kind], { limit: Number(issue.minimum) });
  }
  if (issue.code === "invalid_type" && issue.expected === "int") return sayProblem("must-be-whole", {});
  const name = sayProblem("bad-name", {});
  return issue.message === name.message ? name : { message: issue.message };
}

const UPPER = { string: "at-most-long", array: "at-most-many", number: "must-be-at-most" } as const;
const LOWER = { string: "at-least-long", array: "at-least-many", number: "must-be-at-least" } as const;

function kindOf(origin: string): keyof typeof UPPER {
  return origin === "string" || origin === "array" ? origin : "number";
}
