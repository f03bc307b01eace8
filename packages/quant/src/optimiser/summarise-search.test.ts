import { OptimisationPlan, OptimisationResult } from "@cryptodesk/shared/strategy/optimisation.contract";
import { describe, expect, it } from "vitest";
import { runBacktest } from "../backtest/run-backtest.ts";
import { crossingRules, randomMarket } from "../honesty/random-market.fixture.ts";
import { measureOutcome } from "../metrics/measure-outcome.ts";
import { PointScorer, type ScorerInput } from "./point-scorer.ts";
import { createSearch } from "./search.ts";
import { bestPoint, summariseSearch } from "./summarise-search.ts";

const PERIODS = 8760;
const rules = crossingRules({
  parameters: [
    { name: "quick", value: 5, min: 2, max: 12, step: 1 },
    { name: "slow", value: 15, min: 10, max: 40, step: 5 },
  ],
});
const market = randomMarket(1200, 11);

function searched(given: Partial<OptimisationPlan> = {}, more: Partial<ScorerInput> = {}) {
  const plan = { ...OptimisationPlan.parse({}), ...given };
  const options = { capital: 10_000 };
  const scorer = new PointScorer({ rules, market, plan, options, periodsPerYear: PERIODS, benchmark: null, ...more });
  const search = createSearch(plan, rules.parameters, 1);
  const points = search.ask(search.total).map(({ parameters }) => scorer.score(parameters));
  const best = bestPoint(points);
  const examined = best && scorer.examine(best.parameters);
  const { parameters } = rules;
  const { total } = search;
  return { scorer, result: summariseSearch({ plan, parameters, points, total, periodsPerYear: PERIODS, examined }) };
}

describe("a point", () => {
  it("has the figures of two runs: before the split, and after it with the whole capital", () => {
    const { scorer, result } = searched();
    const split = scorer.splitAt ?? 0;
    expect(split).toBe(Date.UTC(2024, 0, 1) + 840 * 3_600_000);
    for (const { parameters, inside, outside } of result.points.slice(0, 3)) {
      const figures = (span: { from?: number; to?: number }) =>
        measureOutcome(runBacktest(rules, market, { capital: 10_000, parameters, ...span }), null, PERIODS);
      expect(figures({ to: split })).toMatchObject(inside);
      expect(figures({ from: split })).toMatchObject(outside ?? {});
    }
  });

  it("is rejected with the constraint that it does not meet", () => {
    const strict = searched({ constraints: { minTrades: 40, maxDrawdownPct: 3 } }).result.points;
    expect(strict.map(({ rejected }) => rejected)).toContainEqual(expect.stringMatching(/^\d+ trades, fewer than 40$/));
    expect(strict.map(({ rejected }) => rejected)).toContainEqual(
      expect.stringMatching(/^drawdown \d+\.\d %, more than 3 %$/),
    );
    expect(strict.every(({ score, rejected }) => (score === null) === (rejected !== null))).toBe(true);
  });

  it("is rejected, and the search goes on, where the rules cannot be evaluated with it", () => {
    const { scorer } = searched();
    expect(scorer.score({ quick: 0, slow: 20 }).rejected).toMatch(/^cannot be evaluated: /);
    expect(scorer.examine({ quick: 0, slow: 20 })).toBeNull();
  });

  it("reads the benchmark for the information ratio", () => {
    const [coin] = market.coins;
    const benchmark = coin ? { time: coin.candles.time, close: coin.candles.close } : null;
    const { result } = searched({ objective: "informationRatio" }, { benchmark });
    expect(result.best?.score).not.toBeNull();
    expect(searched({ objective: "informationRatio" }).result.best).toBeNull();
  });
});

describe("what a search found", () => {
  const { result } = searched();

  it("is what the contract says, the best first", () => {
    expect(() => OptimisationResult.parse(result)).not.toThrow();
    expect(result).toMatchObject({ tried: 77, total: 77 });
    const scores = result.points.map(({ score }) => score ?? Number.NEGATIVE_INFINITY);
    expect(scores).toEqual(scores.toSorted((one, other) => other - one));
    expect(result.best).toEqual(result.points[0]);
  });

  it("shows the gap between the sample and what came after it", () => {
    const { best } = result;
    const [inside, outside] = [best?.inside.sharpe ?? 0, best?.outside?.sharpe ?? 0];
    expect(result.gapPct).toBeCloseTo((100 * (inside - outside)) / Math.abs(inside), 8);
    expect(result.sentences[0]).toMatch(/^The best has a Sharpe ratio of .*the last 30 % of the candles/);
  });

  it("says that the best of many tries in a market of chance is luck", () => {
    expect(result.sentences.join("\n")).toContain("not distinguishable from the luck of trying often");
  });

  it("tells a lone peak from a plateau, and a best at the end of its range", () => {
    const plan = OptimisationPlan.parse({});
    const nothing = { totalReturnPct: 1, sharpe: 1, maxDrawdownPct: 1, trades: 20 };
    const sentences = (scoreAt: (quick: number, slow: number) => number) => {
      const points = rulesGrid().map(([quick, slow]) => {
        const score = scoreAt(quick, slow);
        return { parameters: { quick, slow }, score, rejected: null, inside: nothing, outside: null };
      });
      const { parameters } = rules;
      const found = { plan, parameters, points, total: 77, periodsPerYear: PERIODS, examined: null };
      return summariseSearch(found).sentences.join("\n");
    };
    expect(sentences((quick, slow) => (quick === 6 && slow === 25 ? 3 : 1))).toContain("it is a lone peak");
    expect(sentences((quick, slow) => 3 - 0.01 * (Math.abs(quick - 6) + Math.abs(slow - 25)))).toContain("a plateau");
    expect(sentences((quick) => quick)).toContain("at the end of the range of quick, slow");
  });

  it("says why nothing was found and what to do", () => {
    const { result: none } = searched({ constraints: { minTrades: 5000, maxDrawdownPct: null } });
    expect(none).toMatchObject({ best: null, gapPct: null });
    expect(none.sentences).toEqual([
      "None of 77 points has a score: widen the ranges or loosen the constraints.",
      "77 points have fewer than 5000 trades.",
    ]);
  });
});

function rulesGrid(): (readonly [number, number])[] {
  const quick = Array.from({ length: 11 }, (_, at) => 2 + at);
  return quick.flatMap((one) => [10, 15, 20, 25, 30, 35, 40].map((other) => [one, other] as const));
}
