import type { RuleProblem } from "@cryptodesk/shared/strategy/rules.contract";
import { type Blanks, fillBlanks } from "../sentences/fill-blanks.ts";
import { FOUND_SENTENCES, PROBLEM_SENTENCES, PROBLEM_TERMS } from "./problem-sentences.ts";

export type ProblemCode = keyof typeof PROBLEM_SENTENCES;
export type ProblemTerm = keyof typeof PROBLEM_TERMS;

/** What the blanks of a sentence are filled with; `what` is a term, or the name of an indicator's parameter in quotes. */
export type ProblemValues<Code extends ProblemCode> = {
  readonly [Blank in Blanks<(typeof PROBLEM_SENTENCES)[Code]>]: Blank extends "what"
    ? ProblemTerm | `"${string}"`
    : string | number;
};

/** A problem without its place. */
export type SaidProblem = Required<Pick<RuleProblem, "code" | "values" | "message">>;

/**
 * Says what is wrong: as a code with values for programs, as a sentence for people.
 * @param found what stands where something else was expected: a text, or null at the end of the line
 */
export function sayProblem<Code extends ProblemCode>(
  code: Code,
  values: ProblemValues<Code>,
  found?: string | null,
): SaidProblem {
  const { what, ...others }: Record<string, string | number> = { ...values };
  const sentence = fillBlanks(PROBLEM_SENTENCES[code], {
    ...others,
    ...(what !== undefined && { what: isTerm(what) ? PROBLEM_TERMS[what] : what }),
  });
  if (found === undefined) return { code, values: { ...values }, message: sentence };
  if (found === null) {
    return { code, values: { ...values, found: null }, message: fillBlanks(FOUND_SENTENCES.ended, { sentence }) };
  }
  return { code, values: { ...values, found }, message: fillBlanks(FOUND_SENTENCES.found, { sentence, found }) };
}

/** Whether a code that came from elsewhere is one of these. */
export function isProblemCode(code: string | undefined): code is ProblemCode {
  return code !== undefined && Object.hasOwn(PROBLEM_SENTENCES, code);
}

export function isTerm(value: unknown): value is ProblemTerm {
  return typeof value === "string" && Object.hasOwn(PROBLEM_TERMS, value);
}
