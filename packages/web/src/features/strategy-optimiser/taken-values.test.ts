import { StrategyRules } from "@cryptodesk/shared/strategy/rules.contract";
import { expect, it } from "vitest";
import { withValues, writeValues } from "./taken-values.ts";

const rules = StrategyRules.parse({
  schema: 1,
  name: "Cross",
  universe: { kind: "coin", coin: "bitcoin" },
  timeframe: "1h",
  parameters: [
    { name: "fast", value: 10, min: 5, max: 20, step: 1 },
    { name: "slow", value: 50, min: 30, max: 90, step: 5 },
  ],
  sizing: { kind: "equity", pct: 100 },
});

it("gives parameters the values that were found and leaves everything else as it is", () => {
  const taken = withValues(rules, { fast: 25, unknown: 1 });
  expect(taken.parameters).toEqual([
    { name: "fast", value: 25, min: 5, max: 25, step: 1 },
    { name: "slow", value: 50, min: 30, max: 90, step: 5 },
  ]);
  expect({ ...taken, parameters: [] }).toEqual({ ...rules, parameters: [] });
});

it("writes values as they are spoken of", () => {
  expect(writeValues({ fast: 10, slow: 50 })).toBe("fast 10, slow 50");
});
