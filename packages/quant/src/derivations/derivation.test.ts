import { expect, it } from "vitest";
import { type DerivationStep, DerivationTrail, recompute } from "./derivation.ts";

const SOURCE = { kind: "event", id: "e", field: "cost" } as const;
const FORMULA = { name: "share", expression: "a · b / c", reference: "test" };

function share() {
  const trail = new DerivationTrail();
  const whole = trail.step("whole", "sum", [trail.input("part", "2", SOURCE), trail.input("rest", "1", SOURCE)]);
  trail.step("share", "share", [trail.input("total", "10", SOURCE), "part", whole]);
  return trail.derivation("share of 2 in 3", trail.valueOf("share"), FORMULA);
}

it("computes the figure again from its inputs", () => {
  const derivation = share();
  expect(derivation.value).toBe(`6.${"6".repeat(35)}7`);
  expect(recompute(derivation)).toBe(derivation.value);
});

it("does not trust the values written beside the steps", () => {
  const { inputs, steps } = share();
  expect(recompute({ inputs, steps: steps.map((step) => ({ ...step, value: "1" })) })).toMatch(/^6\.6/);
  const forged = inputs.map((input) => (input.name === "total" ? { ...input, value: "30" } : input));
  expect(recompute({ inputs: forged, steps })).toBe("20");
});

it.each([
  ["sum", ["a", "b", "a"], "17"],
  ["difference", ["a", "b", "b"], "1"],
  ["product", ["a", "b"], "21"],
  ["quotient", ["b", "c"], "1.5"],
  ["share", ["a", "b", "c"], "10.5"],
] as const)("%s of %j is %s", (operation, of, value) => {
  const inputs = [
    { name: "a", value: "7", source: SOURCE },
    { name: "b", value: "3", source: SOURCE },
    { name: "c", value: "2", source: SOURCE },
  ];
  expect(recompute({ inputs, steps: [{ name: "x", operation, of, value: "" }] })).toBe(value);
});

const REFUSED: [string, DerivationStep[]][] = [
  ["no step", []],
  ["an unknown name", [{ name: "x", operation: "sum", of: ["unknown"], value: "" }]],
  ["a name that is taken", [{ name: "a", operation: "sum", of: ["a"], value: "" }]],
  ["too few operands", [{ name: "x", operation: "product", of: ["a"], value: "" }]],
  ["too few operands for a share", [{ name: "x", operation: "share", of: ["a", "a"], value: "" }]],
  ["no operands", [{ name: "x", operation: "difference", of: [], value: "" }]],
];

it.each(REFUSED)("refuses %s", (_fault, steps) => {
  expect(() => recompute({ inputs: [{ name: "a", value: "1", source: SOURCE }], steps })).toThrow(RangeError);
});
