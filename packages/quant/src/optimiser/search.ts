import type { OptimisationPlan } from "@cryptodesk/shared/strategy/optimisation.contract";
import type { RuleParameter } from "@cryptodesk/shared/strategy/rules.contract";
import { RandomSource } from "../statistics/random-source.ts";
import { type Individual, newPoint, nextGeneration, populationSize, survivors } from "./evolution.ts";
import { checkPlan, type Genes, type SearchSpace, spaceOf } from "./search-space.ts";

/** A set of parameters that is to be tried. */
export interface SearchPoint {
  /** From 0, in order of asking: by it the result is told. */
  readonly index: number;
  readonly parameters: Record<string, number>;
}

/** All that a search knows, as JSON: what was told, [index, score], the score null where there is none. */
export interface SearchState {
  readonly told: readonly (readonly [index: number, score: number | null])[];
}

/**
 * Says which parameters to try next. What it asks depends on the plan, the seed and the scores only, never on the order in
 * which they are told or on how many are asked for at a time: several threads, or a search that was stopped and resumed from
 * its state, find the same.
 */
export interface Search {
  /** Points that will be tried in all. */
  readonly total: number;
  /** Points whose score was told. */
  readonly tried: number;
  readonly isDone: boolean;
  /** At most so many points to try now; none where it first must be told of others, and when it is done. */
  ask(most: number): SearchPoint[];
  /**
   * @param score of the objective, the more the better; null where it cannot be told
   * @throws RangeError for a point that was not asked for
   */
  tell(index: number, score: number | null): void;
  toState(): SearchState;
}

/**
 * Begins a search, or goes on with one.
 * - grid: every point, in order.
 * - random: the values of the rules first, then others at random, none twice.
 * - evolution: the same to begin with, then `nextGeneration`.
 * @param parameters of the rules
 * @param state of a search with the same plan, parameters and seed
 * @throws RangeError for a plan that `checkPlan` finds fault with
 */
export function createSearch(
  plan: Pick<OptimisationPlan, "method" | "parameters" | "tries">,
  parameters: readonly RuleParameter[],
  seed: number,
  state?: SearchState,
): Search {
  const [problem] = checkPlan(plan, parameters);
  if (problem) throw new RangeError(problem.message);
  const space = spaceOf(plan, parameters);
  const total = Math.min(space.size, plan.tries);
  const own = space.nearest(Object.fromEntries(parameters.map(({ name, value }) => [name, value])));
  const known = new Map(state?.told);
  return new GenerationSearch(generationsOf(plan.method, { space, total, own, seed }), space, total, known);
}

/** Gives the points of a generation, all scores of those before it being known; none after the last. */
type Generations = (tried: readonly Individual[]) => Genes[];

interface Beginning {
  readonly space: SearchSpace;
  readonly total: number;
  readonly own: Genes;
  readonly seed: number;
}

function generationsOf(method: OptimisationPlan["method"], beginning: Beginning): Generations {
  const { space, total } = beginning;
  if (method === "grid") {
    return (tried) => (tried.length > 0 ? [] : Array.from({ length: total }, (_, place) => space.at(place)));
  }
  if (method === "random") return (tried) => (tried.length > 0 ? [] : drawPoints(beginning, total));
  return evolutionOf(beginning);
}

function drawPoints({ space, own, seed }: Beginning, count: number): Genes[] {
  const random = new RandomSource(seed, 0);
  const seen = new Set([own.join()]);
  const points = [own];
  while (points.length < count) {
    const genes = newPoint(space, random, (drawn) => !seen.has(drawn.join()));
    seen.add(genes.join());
    points.push(genes);
  }
  return points;
}

function evolutionOf(beginning: Beginning): Generations {
  const { space, total, seed } = beginning;
  const size = populationSize(space.ranges.length, total);
  const seen = new Set<string>();
  let population: Individual[] = [];
  let merged = 0;
  return (tried) => {
    const newest = tried.slice(merged);
    population = merged === 0 ? newest : survivors(population, newest);
    merged = tried.length;
    for (const { genes } of newest) seen.add(genes.join());
    const count = Math.min(size, total - tried.length);
    if (tried.length === 0) return drawPoints(beginning, count);
    const random = new RandomSource(seed, tried.length);
    return nextGeneration(population, count, space, random, (genes) => !seen.has(genes.join()));
  };
}

class GenerationSearch implements Search {
  readonly total: number;
  readonly #generations: Generations;
  readonly #space: SearchSpace;
  readonly #points: Genes[] = [];
  readonly #scores = new Map<number, number | null>();
  /** Scores of a search that is gone on with, until their points are made again. */
  readonly #known: Map<number, number | null>;
  #next = 0;

  constructor(generations: Generations, space: SearchSpace, total: number, known: Map<number, number | null>) {
    this.#generations = generations;
    this.#space = space;
    this.total = total;
    this.#known = known;
    this.#grow();
  }

  get tried(): number {
    return this.#scores.size;
  }

  get isDone(): boolean {
    return this.#scores.size >= this.total;
  }

  ask(most: number): SearchPoint[] {
    const asked: SearchPoint[] = [];
    while (asked.length < most && this.#next < this.#points.length) {
      const index = this.#next;
      this.#next += 1;
      const genes = this.#points[index];
      if (genes === undefined || this.#scores.has(index)) continue;
      asked.push({ index, parameters: this.#space.parametersOf(genes) });
    }
    return asked;
  }

  tell(index: number, score: number | null): void {
    if (!(index >= 0 && index < this.#next)) throw new RangeError(`point ${index} was not asked for`);
    this.#scores.set(index, score);
    this.#grow();
  }

  toState(): SearchState {
    return { told: [...this.#scores].sort(([one], [other]) => one - other) };
  }

  /** Makes the next generation once all scores of those before it are known. */
  #grow(): void {
    while (this.#scores.size === this.#points.length && this.#points.length < this.total) {
      const tried = this.#points.map((genes, index) => ({
        genes,
        score: this.#scores.get(index) ?? Number.NEGATIVE_INFINITY,
      }));
      const from = this.#points.length;
      const added = this.#generations(tried);
      if (added.length === 0) return;
      this.#points.push(...added);
      for (let index = from; index < this.#points.length; index += 1) {
        const score = this.#known.get(index);
        if (score !== undefined) this.#scores.set(index, score);
      }
    }
  }
}
