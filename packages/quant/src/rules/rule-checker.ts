import type { Quantity, RuleParameter, RuleProblem, StrategyRules } from "@cryptodesk/shared/strategy/rules.contract";
import { type ProblemCode, type ProblemTerm, type ProblemValues, sayProblem } from "./problem.ts";

type Path = readonly (string | number)[];

export interface Limits {
  readonly min?: number;
  /** The number must be above this one. */
  readonly above?: number;
  readonly max?: number;
  readonly below?: number;
  readonly isWhole?: boolean;
}

/** What a number measures: a term, or the name of an indicator's parameter in quotes. */
export type Measured = ProblemTerm | `"${string}"`;

/** Longer stretches than this need more candles than anybody has. */
export const MOST_CANDLES = 10_000;
export const CANDLE_COUNT: Limits = { min: 1, max: MOST_CANDLES, isWhole: true };

/** Collects what is wrong with rules. */
export class RuleChecker {
  readonly rules: StrategyRules;
  readonly problems: RuleProblem[] = [];
  readonly #parameters: ReadonlyMap<string, RuleParameter>;

  constructor(rules: StrategyRules) {
    this.rules = rules;
    this.#parameters = new Map(rules.parameters.map((parameter) => [parameter.name, parameter]));
  }

  report<Code extends ProblemCode>(
    path: Path,
    code: Code,
    values: ProblemValues<Code>,
    available?: readonly string[],
  ): void {
    this.problems.push({
      path: [...path],
      ...sayProblem(code, values),
      ...(available && { available: [...available] }),
    });
  }

  hasParameter(name: string): boolean {
    return this.#parameters.has(name);
  }

  get parameterNames(): string[] {
    return [...this.#parameters.keys()];
  }

  /** The present value of a quantity; null where its parameter does not exist. */
  valueOf(quantity: Quantity): number | null {
    return typeof quantity === "number" ? quantity : (this.#parameters.get(quantity.parameter)?.value ?? null);
  }

  /** A number within limits, or a parameter whose whole range is. */
  quantity(path: Path, quantity: Quantity, what: Measured, limits: Limits): void {
    if (typeof quantity === "number") {
      const fault = faultOf(quantity, limits);
      if (fault === "whole-number") this.report(path, fault, { what, value: quantity });
      else if (fault) this.report(path, fault.code, { what, limit: fault.limit, value: quantity });
      return;
    }
    const parameter = this.#parameters.get(quantity.parameter);
    if (!parameter) {
      this.reportNoParameter(path, quantity.parameter);
      return;
    }
    // A search may step through fractions of what is then rounded to whole candles.
    const { isWhole: _, ...range } = limits;
    for (const bound of [parameter.min, parameter.max]) {
      const fault = faultOf(bound, range);
      if (fault === null || fault === "whole-number") continue;
      const { code, limit } = fault;
      this.report(path, `range-${code}`, { what, limit, parameter: parameter.name, value: bound });
      return;
    }
  }

  reportNoParameter(path: Path, name: string): void {
    const names = this.parameterNames;
    this.report(path, names.length === 0 ? "no-parameters" : "no-parameter", { name }, names);
  }
}

interface OutsideLimit {
  readonly code: "at-least" | "more-than" | "at-most" | "less-than";
  readonly limit: number;
}

function faultOf(value: number, { min, above, max, below, isWhole }: Limits): "whole-number" | OutsideLimit | null {
  if (isWhole && !Number.isInteger(value)) return "whole-number";
  if (min !== undefined && value < min) return { code: "at-least", limit: min };
  if (above !== undefined && value <= above) return { code: "more-than", limit: above };
  if (max !== undefined && value > max) return { code: "at-most", limit: max };
  if (below !== undefined && value >= below) return { code: "less-than", limit: below };
  return null;
}
