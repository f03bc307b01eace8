import { isProblemCode, isTerm } from "@cryptodesk/quant/rules/problem";
import type { RuleProblem } from "@cryptodesk/shared/strategy/rules.contract";
import { t, textOfCode } from "../catalogue/catalogue.ts";

/** What is wrong with rules, in the reader's language; as the desk said it where this app does not know the code. */
export function describeProblem({ code, values, message }: Pick<RuleProblem, "code" | "values" | "message">): string {
  if (!isProblemCode(code)) return message;
  const { found, what, ...others } = values ?? {};
  const term = isTerm(what) ? t(`ruleProblems.terms.${what}`) : what;
  const sentence = textOfCode(`ruleProblems.sentences.${code}`, { ...others, what: term });
  if (found === undefined) return sentence;
  return found === null
    ? t("ruleProblems.found.ended", { sentence })
    : t("ruleProblems.found.found", { sentence, found });
}
