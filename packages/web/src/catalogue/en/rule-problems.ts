import { FOUND_SENTENCES, PROBLEM_SENTENCES, PROBLEM_TERMS } from "@cryptodesk/quant/rules/problem-sentences";

/** What is wrong with rules, by the codes of problems; at the terminal and in answers it reads the same. */
export const ruleProblems = { sentences: PROBLEM_SENTENCES, terms: PROBLEM_TERMS, found: FOUND_SENTENCES } as const;
