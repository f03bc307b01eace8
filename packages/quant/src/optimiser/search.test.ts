import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createSearch, type Search } from "./search.ts";
import { checkPlan, spaceOf } from "./search-space.ts";

const parameter = (name: string, min: number, max: number, step: number) => ({ name, min, max, step, value: min });
const twenty = [parameter("quick", 2, 21, 1), parameter("slow", 10, 105, 5)];
const plan = (method: "grid" | "random" | "evolution", tries = 1000) => ({ method, tries, parameters: [] });

/** A hill whose top is at quick 15, slow 80. */
const hill = ({ quick = 0, slow = 0 }: Record<string, number>) => -((quick - 15) ** 2) - ((slow - 80) / 5) ** 2;

function runToEnd(
  search: Search,
  batch: number,
  score: (point: Record<string, number>) => number | null = hill,
): Record<string, number>[] {
  const tried: Record<string, number>[] = [];
  while (!search.isDone) {
    for (const { index, parameters } of search.ask(batch)) {
      tried.push(parameters);
      search.tell(index, score(parameters));
    }
  }
  return tried;
}

const keys = (points: Record<string, number>[]) => points.map((point) => JSON.stringify(point));

describe("a grid", () => {
  it("tries every point once, in order", () => {
    const search = createSearch(plan("grid"), twenty, 1);
    expect(search.total).toBe(400);
    const tried = runToEnd(search, 7);
    expect(new Set(keys(tried)).size).toBe(400);
    expect(tried.slice(0, 2)).toEqual([
      { quick: 2, slow: 10 },
      { quick: 2, slow: 15 },
    ]);
  });

  it("counts steps from the least value and leaves no digits behind", () => {
    const space = spaceOf({ parameters: [] }, [parameter("share", 0.1, 0.75, 0.1)]);
    const values = Array.from({ length: space.size }, (_, at) => space.parametersOf(space.at(at)).share);
    expect(values).toEqual([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7]);
  });

  it("is refused where it has more points than tries, with their number and what to do", () => {
    const [problem] = checkPlan(plan("grid", 399), twenty);
    expect(problem).toMatchObject({ path: ["tries"] });
    expect(problem?.message).toContain("400 points, more than the 399 tries; widen steps");
    expect(() => createSearch(plan("grid", 399), twenty, 1)).toThrow(RangeError);
    expect(checkPlan(plan("random", 399), twenty)).toEqual([]);
  });
});

it("says what is wrong with a plan, and where", () => {
  const bad = { ...plan("random"), parameters: [parameter("quik", 1, 2, 1), parameter("slow", 9, 2, 1)] };
  expect(checkPlan(bad, twenty)).toMatchObject([
    { path: ["parameters", 0, "name"], available: ["quick", "slow"] },
    { path: ["parameters", 1, "max"], message: 'the range of "slow" ends at 2, before it begins at 9' },
  ]);
  const twice = { ...plan("random"), parameters: [parameter("slow", 1, 2, 1), parameter("slow", 1, 2, 1)] };
  expect(checkPlan(twice, twenty)).toMatchObject([{ path: ["parameters", 1, "name"] }]);
  expect(checkPlan(plan("grid"), [])).toMatchObject([{ path: ["parameters"] }]);
});

describe.each(["random", "evolution"] as const)("%s", (method) => {
  it("tries no point twice, begins with the rules' own values, and takes all where there are few", () => {
    const tried = runToEnd(createSearch(plan(method, 150), twenty, 1), 10);
    expect(tried).toHaveLength(150);
    expect(new Set(keys(tried)).size).toBe(150);
    expect(tried[0]).toEqual({ quick: 2, slow: 10 });
    expect(new Set(keys(runToEnd(createSearch(plan(method), twenty, 1), 10))).size).toBe(400);
  });

  it("tries the same for the same seed, however many are asked for at a time", () => {
    const reference = keys(runToEnd(createSearch(plan(method, 150), twenty, 5), 1));
    for (const batch of [3, 64, 1000]) {
      expect(keys(runToEnd(createSearch(plan(method, 150), twenty, 5), batch))).toEqual(reference);
    }
    expect(keys(runToEnd(createSearch(plan(method, 150), twenty, 6), 1))).not.toEqual(reference);
  });
});

it("finds the same when results come in any order, as from several threads", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 9 }),
      fc.array(fc.nat(), { minLength: 30, maxLength: 30 }),
      (batch, order) => {
        const reference = keys(runToEnd(createSearch(plan("evolution", 60), twenty, 5), 1)).sort();
        const search = createSearch(plan("evolution", 60), twenty, 5);
        const tried: Record<string, number>[] = [];
        let waiting = search.ask(batch);
        let turn = 0;
        while (waiting.length > 0) {
          const [point] = waiting.splice((order[turn % order.length] ?? 0) % waiting.length, 1);
          turn += 1;
          if (point === undefined) break;
          tried.push(point.parameters);
          search.tell(point.index, hill(point.parameters));
          waiting = [...waiting, ...search.ask(batch - waiting.length)];
        }
        expect(keys(tried).sort()).toEqual(reference);
      },
    ),
    { numRuns: 30 },
  );
});

it("goes on from its state as if it had never been stopped", () => {
  for (const method of ["grid", "random", "evolution"] as const) {
    for (const stopAfter of [0, 1, 17, 100, 399]) {
      const reference = keys(runToEnd(createSearch(plan(method, 400), twenty, 5), 4)).sort();
      const stopped = createSearch(plan(method, 400), twenty, 5);
      const tried: Record<string, number>[] = [];
      while (tried.length < stopAfter) {
        for (const { index, parameters } of stopped.ask(Math.min(4, stopAfter - tried.length))) {
          tried.push(parameters);
          stopped.tell(index, hill(parameters));
        }
      }
      // Asked for and never told: they are asked for again.
      stopped.ask(3);
      const state = JSON.parse(JSON.stringify(stopped.toState()));
      const resumed = createSearch(plan(method, 400), twenty, 5, state);
      expect(resumed.tried).toBe(stopAfter);
      tried.push(...runToEnd(resumed, 4));
      expect(keys(tried).sort()).toEqual(reference);
    }
  }
});

it("climbs by evolution: nearer to the top than chance with as many tries, in most of many searches", () => {
  const wide = [parameter("quick", 0, 199, 1), parameter("slow", 0, 995, 5), parameter("third", 0, 199, 1)];
  const score = ({ quick = 0, slow = 0, third = 0 }: Record<string, number>) =>
    -((quick - 150) ** 2) - (slow / 5 - 30) ** 2 - (third - 77) ** 2;
  const best = (method: "random" | "evolution", seed: number) =>
    Math.max(...runToEnd(createSearch(plan(method, 600), wide, seed), 50, score).map(score));
  const wins = Array.from({ length: 12 }, (_, seed) => best("evolution", seed) > best("random", seed));
  expect(wins.filter(Boolean).length).toBeGreaterThanOrEqual(11);
});

it("takes no score for one, and refuses results that nobody asked for", () => {
  const search = createSearch(plan("evolution", 40), twenty, 1);
  const tried = runToEnd(search, 8, () => null);
  expect(tried).toHaveLength(40);
  const fresh = createSearch(plan("grid"), twenty, 1);
  expect(() => fresh.tell(0, 1)).toThrow(RangeError);
  fresh.ask(1);
  expect(() => fresh.tell(1, 1)).toThrow(RangeError);
});
