import { PointScorer } from "@cryptodesk/quant/optimiser/point-scorer";
import { bestPoint, summariseSearch } from "@cryptodesk/quant/optimiser/summarise-search";
import type { OptimisationPoint } from "@cryptodesk/shared/strategy/optimisation.contract";
import { periodsPerYearOf } from "./periods-per-year.ts";
import type { SearchAnswer, SearchQuestion, SearchTask } from "./run-task.ts";

/** What one thread of a search knows and does. */
export class SearchDesk {
  readonly #task: SearchTask;
  readonly #scorer: PointScorer;
  readonly #periodsPerYear: number;

  constructor(task: SearchTask) {
    const { rules, plan, data } = task;
    const { settings } = plan;
    const benchmark = data.market.coins.find(({ coin }) => coin === data.benchmark)?.candles ?? null;
    this.#task = task;
    this.#periodsPerYear = periodsPerYearOf(settings, data.market);
    this.#scorer = new PointScorer({
      rules,
      market: data.market,
      plan,
      options: { capital: settings.capital, from: data.fromMs, to: data.toMs },
      periodsPerYear: this.#periodsPerYear,
      benchmark,
    });
  }

  answer(question: SearchQuestion): SearchAnswer {
    if (question.kind === "summarise") return { kind: "summary", optimisation: this.#summary(question) };
    const scored = question.points.map(({ index, parameters }) => ({ index, point: this.#score(parameters) }));
    return { kind: "scored", scored };
  }

  /** Parameters that the search does not move are those of the settings, else of the rules. */
  #score(parameters: Readonly<Record<string, number>>): OptimisationPoint {
    const { settings } = this.#task.plan;
    return { ...this.#scorer.score({ ...settings.parameters, ...parameters }), parameters: { ...parameters } };
  }

  #summary({ points, total }: Extract<SearchQuestion, { kind: "summarise" }>): string {
    const { plan, rules } = this.#task;
    const best = bestPoint(points);
    const examined = best && this.#scorer.examine({ ...plan.settings.parameters, ...best.parameters });
    const { parameters } = rules;
    const found = { plan, parameters, points, total, periodsPerYear: this.#periodsPerYear, examined };
    return JSON.stringify(summariseSearch(found));
  }
}
