import type { RandomSource } from "../statistics/random-source.ts";
import type { Genes, SearchSpace } from "./search-space.ts";

const LEAST_POPULATION = 8;
const PER_DIMENSION = 8;
const GENERATIONS = 8;
const CROSSOVER = 0.9;
const ATTEMPTS = 20;

export interface Individual {
  readonly genes: Genes;
  /** -Infinity where there is none. */
  readonly score: number;
}

/** How many points a generation has: eight for each dimension, and few enough for eight generations. */
export function populationSize(dimensions: number, total: number): number {
  const wanted = Math.max(LEAST_POPULATION, PER_DIMENSION * dimensions);
  return Math.max(1, Math.min(wanted, Math.max(LEAST_POPULATION, Math.ceil(total / GENERATIONS)), total));
}

/** The better of each parent and its child; of equal ones the child, so that a plateau is wandered over. */
export function survivors(parents: readonly Individual[], children: readonly Individual[]): Individual[] {
  return parents.map((parent, at) => {
    const child = children[at];
    return child !== undefined && child.score >= parent.score ? child : parent;
  });
}

/**
 * The next generation by differential evolution (R. Storn & K. Price, Differential evolution, Journal of Global Optimization
 * 11, 1997, scheme DE/rand/1/bin) on the grid: a parent is crossed with a + F · (b - c) of three others, rounded to steps and
 * folded back at the ends of ranges, F drawn anew from 0.5 to 1 for each child. What was tried before is not tried again: such
 * a child is drawn anew, and at last replaced by a point that is new.
 * @param isNew whether a point was not tried yet; called again it must know the children that were made
 */
export function nextGeneration(
  population: readonly Individual[],
  count: number,
  space: SearchSpace,
  random: RandomSource,
  isNew: (genes: Genes) => boolean,
): Genes[] {
  const children: Genes[] = [];
  const made = new Set<string>();
  const fits = (genes: Genes) => isNew(genes) && !made.has(genes.join());
  for (let at = 0; at < count; at += 1) {
    const parent = population[at % population.length]?.genes ?? space.at(0);
    let child = crossed(parent, population, space, random);
    for (let attempt = 0; attempt < ATTEMPTS && !fits(child); attempt += 1) {
      child = crossed(parent, population, space, random);
    }
    if (!fits(child)) child = newPoint(space, random, fits);
    made.add(child.join());
    children.push(child);
  }
  return children;
}

/** A point that fits: drawn at random, and searched for from there on where most were tried. There must be one. */
export function newPoint(space: SearchSpace, random: RandomSource, fits: (genes: Genes) => boolean): Genes {
  const draw = () => space.counts.map((count) => random.below(count));
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const genes = draw();
    if (fits(genes)) return genes;
  }
  let genes: Genes = draw();
  while (!fits(genes)) genes = following(genes, space.counts);
  return genes;
}

/** The next point of the grid, the first one after the last. */
function following(genes: Genes, counts: readonly number[]): Genes {
  const next = [...genes];
  for (let at = counts.length - 1; at >= 0; at -= 1) {
    const gene = (next[at] ?? 0) + 1;
    if (gene < (counts[at] ?? 1)) {
      next[at] = gene;
      return next;
    }
    next[at] = 0;
  }
  return next;
}

function crossed(parent: Genes, population: readonly Individual[], space: SearchSpace, random: RandomSource): Genes {
  const pick = () => population[random.below(population.length)]?.genes ?? parent;
  const [a, b, c] = [pick(), pick(), pick()];
  const factor = 0.5 + random.next() / 2;
  const certain = random.below(parent.length);
  return parent.map((gene, at) => {
    const isCrossed = random.next() < CROSSOVER || at === certain;
    if (!isCrossed) return gene;
    return folded(Math.round((a[at] ?? 0) + factor * ((b[at] ?? 0) - (c[at] ?? 0))), (space.counts[at] ?? 1) - 1);
  });
}

function folded(step: number, last: number): number {
  const inside = step < 0 ? -step : step > last ? 2 * last - step : step;
  return Math.max(0, Math.min(last, inside));
}
