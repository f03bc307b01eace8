import type { BacktestMetrics, Honesty } from "@cryptodesk/shared/strategy/backtest.contract";
import type { RuleParameter } from "@cryptodesk/shared/strategy/rules.contract";
import { measureOutcome } from "../metrics/measure-outcome.ts";
import { stepNearest, stepsOf, valueAtStep } from "../rules/parameter-steps.ts";
import { parameterValues } from "../rules/parameter-values.ts";
import type { Variants } from "./variants.ts";

const BUDGET = 6_000_000;
const MOST_RUNS = 80;
// A period of 200 is not moved by moving it to 201: a step is a tenth of the value at least.
const LEAST_SHARE = 0.1;

/**
 * What becomes of the result when one parameter is a little different and the others stay: two moves to both sides, one where
 * candles are many, each a tenth of the value or one step of the parameter, whichever is more, within its range. The value
 * itself is among them.
 * @param metrics of the examined run
 * @returns null without parameters
 */
export function moveParameters(
  variants: Variants,
  metrics: Pick<BacktestMetrics, "totalReturnPct" | "sharpe">,
): Honesty["sensitivity"] {
  const { rules, options, periodsPerYear } = variants.examined;
  const { parameters } = rules;
  if (parameters.length === 0) return null;
  const values = parameterValues(rules, options.parameters);
  const runs = variants.affordable(BUDGET, 2 * Math.min(parameters.length, 4), MOST_RUNS);
  const moves = runs >= 4 * parameters.length ? [-2, -1, 1, 2] : [-1, 1];
  const moved = parameters.slice(0, Math.ceil(runs / moves.length));
  return moved.flatMap((parameter) => {
    const { name } = parameter;
    const own = values[name] ?? parameter.value;
    const tried = neighbours(parameter, own, moves).flatMap((value) => {
      const outcome = variants.run({ parameters: { ...values, [name]: value } });
      if (outcome === null) return [];
      const { totalReturnPct, sharpe } = measureOutcome(outcome, null, periodsPerYear);
      return [{ parameter: name, value, totalReturnPct, sharpe }];
    });
    const itself = { parameter: name, value: own, totalReturnPct: metrics.totalReturnPct, sharpe: metrics.sharpe };
    return [...tried, itself].sort((one, other) => one.value - other.value);
  });
}

/** Values beside one, in the parameter's steps and range, none twice. */
function neighbours(parameter: RuleParameter, value: number, moves: readonly number[]): number[] {
  const { step } = parameter;
  const at = stepNearest(parameter, value);
  const move = Math.max(1, Math.round((LEAST_SHARE * Math.abs(value)) / step));
  const steps = moves.map((times) => at + times * move).filter((place) => place >= 0 && place <= stepsOf(parameter));
  return [...new Set(steps)].map((place) => valueAtStep(parameter, place)).filter((each) => each !== value);
}
