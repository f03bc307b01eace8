import type { RuleProblem, StrategyRules } from "@cryptodesk/shared/strategy/rules.contract";

type SchemaError = NonNullable<ReturnType<typeof StrategyRules.safeParse>["error"]>;

/** What keeps a document from being rules at all, in words. */
export function schemaProblems(error: Pick<SchemaError, "issues">): RuleProblem[] {
  return error.issues.map((issue) => ({
    path: issue.path.map((field) => (typeof field === "symbol" ? String(field) : field)),
    message: messageOf(issue),
  }));
}

function messageOf(issue: SchemaError["issues"][number]): string {
  if (issue.code === "too_big") return tooMuch(issue.origin, "at most", issue.maximum);
  if (issue.code === "too_small")
    return tooMuch(issue.origin, issue.inclusive === false ? "more than" : "at least", issue.minimum);
  if (issue.code === "invalid_type" && issue.expected === "int") return "must be a whole number";
  return issue.message;
}

function tooMuch(origin: string, bound: string, limit: number | bigint): string {
  if (origin === "string") return `must be ${bound} ${limit} characters long`;
  if (origin === "array") return `must be ${bound} ${limit} of them`;
  return `must be ${bound} ${limit}`;
}
