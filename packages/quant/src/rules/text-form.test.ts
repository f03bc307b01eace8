import { StrategyRules } from "@cryptodesk/shared/strategy/rules.contract";
import fc from "fast-check";
import { expect, it } from "vitest";
import { parseRules } from "./parse-rules.ts";
import { printRules } from "./print-rules.ts";
import { randomRules } from "./random-rules.fixture.ts";
import { readSyntax } from "./read-syntax.ts";
import { STRATEGY_TEMPLATES } from "./templates.ts";

const readBack = (text: string) => {
  const read = readSyntax(text);
  expect(read.problems).toEqual([]);
  return StrategyRules.parse(read.document);
};

it("reads every document back from its text, and prints that to the same text", () => {
  fc.assert(
    fc.property(randomRules, (rules) => {
      const text = printRules(rules);
      const again = readBack(text);
      expect(again).toEqual(rules);
      expect(printRules(again)).toBe(text);
    }),
    { numRuns: 1000 },
  );
});

it.each(STRATEGY_TEMPLATES)("prints the template $id as text that means the same", ({ rules }) => {
  expect(parseRules(printRules(rules))).toEqual({ rules });
});
