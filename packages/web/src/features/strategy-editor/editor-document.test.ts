import { printRules } from "@cryptodesk/quant/rules/print-rules";
import { StrategyRules } from "@cryptodesk/shared/strategy/rules.contract";
import { describe, expect, it } from "vitest";
import { openDocument, withRules, withText } from "./editor-document.ts";

const RULES = StrategyRules.parse({
  schema: 1,
  name: "Cross",
  universe: { kind: "coin", coin: "bitcoin" },
  timeframe: "1d",
  series: [
    { name: "fast", indicator: "sma", parameters: { period: 10 } },
    { name: "slow", indicator: "sma", parameters: { period: 50 } },
  ],
  long: { enter: { kind: "crosses", left: { series: "fast" }, direction: "above", right: { series: "slow" } } },
  sizing: { kind: "equity", pct: 100 },
});
const TEXT = printRules(RULES);

describe("what blocks and text both edit", () => {
  it("follows the text while it can be read", () => {
    const edited = withText(openDocument(TEXT, RULES), TEXT.replace("100 %", "50 %"));
    expect(edited.rules.sizing).toEqual({ kind: "equity", pct: 50 });
    expect(edited.problems).toEqual([]);
  });

  it("keeps blocks as they were while the text cannot be read, and says where it breaks off", () => {
    const broken = TEXT.replace("crosses above slow", "crosses");
    const edited = withText(openDocument(TEXT, RULES), broken);
    expect(edited).toMatchObject({ text: broken, rules: RULES, isStale: true });
    const line = broken.split("\n").findIndex((each) => each.startsWith("long when")) + 1;
    expect(edited.problems[0]).toMatchObject({ line });
    expect(withText(edited, TEXT)).toMatchObject({ isStale: false, problems: [] });
  });

  it("lets blocks follow a text that can be read and does not hold together", () => {
    const edited = withText(openDocument(TEXT, RULES), TEXT.replace("above slow", "above gone"));
    expect(edited.isStale).toBe(false);
    expect(edited.rules.long?.enter).toMatchObject({ right: { series: "gone" } });
    expect(edited.problems).toHaveLength(1);
    expect(edited.problems[0]?.path.slice(0, 3)).toEqual(["long", "enter", "right"]);
  });

  it("writes the text anew after a change in a block, with the problems of it in place", () => {
    const without = withRules({ ...RULES, series: RULES.series.slice(0, 1) });
    expect(without.text).not.toContain("slow = ");
    expect(without.isStale).toBe(false);
    expect(without.problems[0]?.line).toBeGreaterThan(0);
    expect(withRules(RULES).text).toBe(TEXT);
  });
});
