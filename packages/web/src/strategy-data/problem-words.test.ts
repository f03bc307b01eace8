import { parseRules } from "@cryptodesk/quant/rules/parse-rules";
import { PROBLEM_SENTENCES } from "@cryptodesk/quant/rules/problem-sentences";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { speak, withLaterTexts } from "../catalogue/catalogue.ts";
import { describeProblem } from "./problem-words.ts";

const TEXT = `strategy "Cross"
trade bitcoin every 1d
series fast = sma(close, period: 0)
long when fast crosses above slow
long when fast crosses
stop 5
size 50 % of equity`;

// The catalogue tells the page which language it is in.
vi.stubGlobal("document", { documentElement: { lang: "en" } });
beforeEach(withLaterTexts(async () => undefined));
afterEach(() => speak("en"));

const wordsOf = (text: string) => {
  const read = parseRules(text);
  return "problems" in read ? read.problems.map((problem) => [problem.message, describeProblem(problem)] as const) : [];
};

it("says in English what the desk and the terminal say", () => {
  const words = wordsOf(TEXT);
  expect(words).toHaveLength(4);
  for (const [message, said] of words) expect(said).toBe(message);
});

it("says it in German with the same names, numbers and finds", async () => {
  await speak("de");
  expect(wordsOf(TEXT).map(([, said]) => said)).toEqual([
    '"period" muss mindestens 1 sein, nicht 0',
    "es gibt weder eine Reihe noch einen Parameter „slow“",
    "wann eine Long-Position eröffnet wird ist zweimal angegeben: Zeile 4 sagt es schon",
    'hier muss "%" oder "x atr(14)" folgen; die Zeile endet',
  ]);
});

it("has every blank filled in both languages", async () => {
  for (const language of ["en", "de"] as const) {
    await speak(language);
    for (const [code, sentence] of Object.entries(PROBLEM_SENTENCES)) {
      const blanks = [...sentence.matchAll(/\{\{(\w+)\}\}/g)].map(([, blank = ""]) => [blank, 7] as const);
      expect(describeProblem({ code, values: Object.fromEntries(blanks), message: "" })).not.toMatch(/[{}]|^$/);
    }
  }
});

it("repeats what the desk says where it does not know the code", () => {
  expect(describeProblem({ code: "from-a-later-desk", message: "as it was said" })).toBe("as it was said");
  expect(describeProblem({ message: "as it was said" })).toBe("as it was said");
});
