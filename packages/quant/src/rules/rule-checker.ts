import type { Quantity, RuleParameter, RuleProblem, StrategyRules } from "@cryptodesk/shared/strategy/rules.contract";

type Path = readonly (string | number)[];

export interface Limits {
  readonly min?: number;
  /** The number must be above this one. */
  readonly above?: number;
  readonly max?: number;
  readonly below?: number;
  readonly isWhole?: boolean;
}

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

  report(path: Path, message: string, available?: readonly string[]): void {
    this.problems.push({ path: [...path], message, ...(available && { available: [...available] }) });
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
  quantity(path: Path, quantity: Quantity, what: string, limits: Limits): void {
    if (typeof quantity === "number") {
      const fault = faultOf(quantity, limits);
      if (fault) this.report(path, `${what} must be ${fault}, not ${quantity}`);
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
      if (!fault) continue;
      this.report(
        path,
        `${what} must be ${fault}, and the parameter "${parameter.name}" may become ${bound}: narrow its range`,
      );
      return;
    }
  }

  reportNoParameter(path: Path, name: string): void {
    const names = this.parameterNames;
    const remedy = names.length === 0 ? `: declare it with "parameter ${name} = 20 from 5 to 60 step 5"` : "";
    this.report(path, `there is no parameter "${name}"${remedy}`, names);
  }
}

function faultOf(value: number, { min, above, max, below, isWhole }: Limits): string | null {
  if (isWhole && !Number.isInteger(value)) return "a whole number";
  if (min !== undefined && value < min) return `at least ${min}`;
  if (above !== undefined && value <= above) return `more than ${above}`;
  if (max !== undefined && value > max) return `at most ${max}`;
  if (below !== undefined && value >= below) return `less than ${below}`;
  return null;
}
