import type { RuleParameter } from "@cryptodesk/shared/strategy/rules.contract";

/** The n-th value of a parameter: min + n · step, without the digits that adding steps of 0.1 leaves behind. */
export function valueAtStep({ min, step }: Pick<RuleParameter, "min" | "step">, at: number): number {
  return Number((min + at * step).toPrecision(12));
}

/** How many steps a parameter has above its least value. */
export function stepsOf({ min, max, step }: Pick<RuleParameter, "min" | "max" | "step">): number {
  return Math.max(0, Math.floor((max - min) / step + 1e-9));
}

/** The step that is nearest to a value. */
export function stepNearest(parameter: Pick<RuleParameter, "min" | "max" | "step">, value: number): number {
  const nearest = Math.round((value - parameter.min) / parameter.step);
  return Math.max(0, Math.min(stepsOf(parameter), nearest));
}

/** So many values spread evenly over the range of a parameter, ends included, as far as it has different ones. */
export function spreadValues(parameter: RuleParameter, count: number): number[] {
  const steps = stepsOf(parameter);
  const most = Math.min(count, steps + 1);
  if (most === 1) return [valueAtStep(parameter, stepNearest(parameter, parameter.value))];
  return Array.from({ length: most }, (_, at) => valueAtStep(parameter, Math.round((at * steps) / (most - 1))));
}
