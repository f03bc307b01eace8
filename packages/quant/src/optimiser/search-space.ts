import type { OptimisationPlan } from "@cryptodesk/shared/strategy/optimisation.contract";
import type { RuleParameter, RuleProblem } from "@cryptodesk/shared/strategy/rules.contract";
import { stepNearest, stepsOf, valueAtStep } from "../rules/parameter-steps.ts";
import { sayProblem } from "../rules/problem.ts";

type SearchPlan = Pick<OptimisationPlan, "method" | "parameters" | "tries">;

/** A parameter that moves. */
export interface SearchRange {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

/** A point of a space: of each range the number of steps from its least value. */
export type Genes = readonly number[];

/** All the sets of parameters that a search may try: a grid. */
export class SearchSpace {
  readonly ranges: readonly SearchRange[];
  /** Values of each range. */
  readonly counts: readonly number[];
  readonly size: number;

  constructor(ranges: readonly SearchRange[]) {
    this.ranges = ranges;
    this.counts = ranges.map((range) => stepsOf(range) + 1);
    this.size = this.counts.reduce((product, count) => product * count, 1);
  }

  /** The n-th point; the last range moves quickest. */
  at(place: number): Genes {
    let rest = place;
    const genes = new Array<number>(this.counts.length).fill(0);
    for (let range = this.counts.length - 1; range >= 0; range -= 1) {
      const count = this.counts[range] ?? 1;
      genes[range] = rest % count;
      rest = Math.floor(rest / count);
    }
    return genes;
  }

  parametersOf(genes: Genes): Record<string, number> {
    return Object.fromEntries(this.ranges.map((range, at) => [range.name, valueAtStep(range, genes[at] ?? 0)]));
  }

  /** The point nearest to values; where one is not given, to the middle of its range. */
  nearest(values: Readonly<Record<string, number>>): Genes {
    return this.ranges.map((range) => stepNearest(range, values[range.name] ?? (range.min + range.max) / 2));
  }
}

/** The space of a plan: its own ranges, or those of all parameters of the rules. */
export function spaceOf(plan: Pick<SearchPlan, "parameters">, parameters: readonly RuleParameter[]): SearchSpace {
  const ranges = plan.parameters.length > 0 ? plan.parameters : parameters;
  return new SearchSpace(ranges.map(({ name, min, max, step }) => ({ name, min, max, step })));
}

/** What is wrong with a plan for rules with these parameters: paths are into the plan. */
export function checkPlan(plan: SearchPlan, parameters: readonly RuleParameter[]): RuleProblem[] {
  const problems: RuleProblem[] = [];
  const names = parameters.map(({ name }) => name);
  if (names.length === 0) {
    return [{ path: ["parameters"], ...sayProblem("nothing-to-search", {}) }];
  }
  for (const [at, range] of plan.parameters.entries()) {
    if (!names.includes(range.name)) {
      const said = sayProblem("given-unknown", { name: range.name });
      problems.push({ path: ["parameters", at, "name"], ...said, available: names });
    }
    if (plan.parameters.findIndex(({ name }) => name === range.name) < at) {
      problems.push({ path: ["parameters", at, "name"], ...sayProblem("range-twice", { name: range.name }) });
    }
    if (!(range.min <= range.max)) {
      const { name, min, max } = range;
      problems.push({ path: ["parameters", at, "max"], ...sayProblem("range-ends-early", { name, min, max }) });
    }
  }
  const { size } = spaceOf(plan, parameters);
  if (problems.length === 0 && plan.method === "grid" && size > plan.tries) {
    problems.push({ path: ["tries"], ...sayProblem("grid-too-large", { size, tries: plan.tries }) });
  }
  return problems;
}
