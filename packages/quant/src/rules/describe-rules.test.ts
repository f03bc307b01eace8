import { expect, it } from "vitest";
import { describeCondition } from "./describe-condition.ts";
import { describeUniverse } from "./describe-universe.ts";
import { checkGivenParameters, parameterValues, quantityValue, withParameters } from "./parameter-values.ts";
import { STRATEGY_TEMPLATES } from "./templates.ts";

it("names what is traded", () => {
  const largest = { kind: "top", count: 10, rebalance: "1w" } as const;
  expect([
    describeUniverse({ kind: "coin", coin: "bitcoin" }),
    describeUniverse({ kind: "list", coins: ["a", "b"] }),
    describeUniverse({ kind: "list", coins: ["a", "b", "c", "d", "e"] }),
    describeUniverse({ ...largest, withStablecoins: false }),
    describeUniverse({ ...largest, count: 1, withStablecoins: true }),
  ]).toEqual([
    "bitcoin",
    "a and b",
    "a, b and 3 more",
    "the 10 largest coins",
    "the largest coin, stablecoins included",
  ]);
});

it("says conditions in the words of the text form", () => {
  const [first, second] = STRATEGY_TEMPLATES;
  expect(first?.rules.long && describeCondition(first.rules.long.enter)).toBe("quick crosses above steady");
  expect(second?.rules.long && describeCondition(second.rules.long.enter)).toBe(
    "strength crosses below oversold and close > trend",
  );
});

it("takes given values over the rules' own, and none that they do not have", () => {
  const rules = { parameters: [{ name: "fast", value: 20, min: 5, max: 60, step: 5 }] };
  expect(parameterValues(rules)).toEqual({ fast: 20 });
  expect(parameterValues(rules, { fast: 30, other: 1 })).toEqual({ fast: 30 });
  expect(checkGivenParameters(rules, { fast: 30, other: 1 })).toMatchObject([
    { path: ["parameters", "other"], message: 'the rules have no parameter "other"', available: ["fast"] },
  ]);
  expect(quantityValue({ parameter: "fast" }, { fast: 30 })).toBe(30);
  expect(() => quantityValue({ parameter: "toString" }, {})).toThrow(RangeError);
});

it("widens a range for a value outside of it, so that the rules stay valid", () => {
  const [cross] = STRATEGY_TEMPLATES;
  expect(cross && withParameters(cross.rules, { fast: 3 }).parameters[0]).toMatchObject({ value: 3, min: 3, max: 60 });
});
