import { parseRules } from "@cryptodesk/quant/rules/parse-rules";
import { printRules } from "@cryptodesk/quant/rules/print-rules";
import type { RuleProblem, StrategyRules } from "@cryptodesk/shared/strategy/rules.contract";

/** What blocks and text both edit. */
export interface EditorDocument {
  readonly text: string;
  /** As the blocks show them: the last rules that the text could be read as. */
  readonly rules: StrategyRules;
  readonly problems: readonly RuleProblem[];
  /** The text cannot be read: `rules` are what it said before. */
  readonly isStale: boolean;
}

/** @param rules what blocks show where the text cannot be read */
export function openDocument(text: string, rules: StrategyRules): EditorDocument {
  return readText(text, rules);
}

/** After typing in the text. */
export const withText = (before: EditorDocument, text: string): EditorDocument => readText(text, before.rules);

/** After a change in a block: the text is written anew. Comments in it do not survive that. */
export function withRules(rules: StrategyRules): EditorDocument {
  const text = printRules(rules);
  const read = parseRules(text);
  return { text, rules, problems: "problems" in read ? read.problems : [], isStale: false };
}

function readText(text: string, before: StrategyRules): EditorDocument {
  const read = parseRules(text);
  if ("rules" in read) return { text, rules: read.rules, problems: [], isStale: false };
  const { problems, draft } = read;
  return { text, rules: draft ?? before, problems, isStale: draft === undefined };
}
