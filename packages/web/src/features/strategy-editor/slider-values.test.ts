import { expect, it } from "vitest";
import { decimalsOf, movedValues } from "./slider-values.ts";

it("writes as many decimals as tell the places of a slider apart", () => {
  expect([decimalsOf(5, 10), decimalsOf(0.25, 1), decimalsOf(1, 0.5), decimalsOf(1e-7, 0)]).toEqual([0, 2, 1, 7]);
});

it("takes the slider's place as far as the range reaches, and the rules' value where it was not moved", () => {
  const parameters = [
    { name: "fast", value: 10, min: 5, max: 20, step: 1 },
    { name: "slow", value: 50, min: 20, max: 100, step: 5 },
  ];
  expect(movedValues(parameters, { fast: 30, gone: 7 })).toEqual({ fast: 20, slow: 50 });
});
