// Scores its share of a grid whenever it is told to.
import { parentPort, workerData } from "node:worker_threads";
import type { MarketData } from "../src/backtest/market-data.ts";
import { PointScorer } from "../src/optimiser/point-scorer.ts";
import { createSearch } from "../src/optimiser/search.ts";
import { periodsPerYear } from "../src/returns/volatility.ts";
import { CROSSING } from "./random-candles.ts";

const { market, plan, share, threads } = workerData as {
  market: MarketData;
  plan: ConstructorParameters<typeof PointScorer>[0]["plan"] & Parameters<typeof createSearch>[0];
  share: number;
  threads: number;
};
const scorer = new PointScorer({
  rules: CROSSING,
  market,
  plan,
  options: { capital: 10_000 },
  periodsPerYear: periodsPerYear(market.intervalMs),
  benchmark: null,
});

parentPort?.on("message", () => {
  const points = createSearch(plan, CROSSING.parameters, 1).ask(plan.tries);
  const own = points.filter(({ index }) => index % threads === share);
  const scores = own.map(({ index, parameters }) => [index, scorer.score(parameters).score] as const);
  parentPort?.postMessage(scores);
});
