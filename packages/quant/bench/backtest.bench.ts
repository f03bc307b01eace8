// A backtest from candles to figures: against the time that memory alone takes, against the same rule written with a package
// of indicators and plain objects, and a grid on two threads. Rounds alternate and the best of each counts: the machine is
// shared, and what others take of it is not ours. CPU time stands beside the clock.

import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { Worker } from "node:worker_threads";
import type { StrategyRules } from "@cryptodesk/shared/strategy/rules.contract";
import type { MarketData } from "../src/backtest/market-data.ts";
import { runBacktest } from "../src/backtest/run-backtest.ts";
import { measureOutcome } from "../src/metrics/measure-outcome.ts";
import { periodsPerYear } from "../src/returns/volatility.ts";
import { computeSignals } from "../src/signals/compute-signals.ts";
import { type PlainCandle, plainCandles, plainCrossing } from "./plain-crossing.ts";
import { plainFigures } from "./plain-figures.ts";
import { CROSSING, MINUTE_MS, REVERSION, randomMarket } from "./random-candles.ts";

const ROUNDS = 25;
const PLAIN_ROUNDS = 7;
const COUNT = 1_000_000;
const CAPITAL = 10_000;
const GRID_CANDLES = 10_000;
const GRID_THREADS = 2;
const A_YEAR = periodsPerYear(MINUTE_MS);

interface Timing {
  wall: number;
  cpu: number;
}

function timed(work: () => unknown): Timing {
  const started = process.cpuUsage();
  const from = performance.now();
  work();
  const wall = performance.now() - from;
  const { user, system } = process.cpuUsage(started);
  return { wall, cpu: (user + system) / 1000 };
}

function best(timings: readonly Timing[]): Timing {
  return {
    wall: Math.min(...timings.map(({ wall }) => wall)),
    cpu: Math.min(...timings.map(({ cpu }) => cpu)),
  };
}

const shown = ({ wall, cpu }: Timing) => `${wall.toFixed(1).padStart(7)} ms   CPU ${cpu.toFixed(1).padStart(7)} ms`;
const millions = ({ wall }: Timing) => `${(COUNT / wall / 1000).toFixed(1)} million candles/s`;

function sumOf(column: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < column.length; at += 1) sum += column[at] ?? 0;
  return sum;
}

function columnsOf({ coins }: MarketData): Float64Array[] {
  const candles = coins[0]?.candles;
  return candles ? [candles.open, candles.high, candles.low, candles.close, candles.volume] : [];
}

function ours(rules: StrategyRules, market: MarketData) {
  const outcome = runBacktest(rules, market, { capital: CAPITAL });
  return { outcome, metrics: measureOutcome(outcome, null, A_YEAR) };
}

function measureSpeed(market: MarketData): void {
  const columns = columnsOf(market);
  const work = {
    sum: () => columns.reduce((total, column) => total + sumOf(column), 0),
    signals: () => computeSignals(CROSSING, {}, market),
    crossing: () => ours(CROSSING, market),
    reversion: () => ours(REVERSION, market),
  };
  const timings = { sum: [] as Timing[], signals: [] as Timing[], crossing: [] as Timing[], reversion: [] as Timing[] };
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const name of ["sum", "signals", "crossing", "reversion"] as const) timings[name].push(timed(work[name]));
  }
  const sum = best(timings.sum);
  console.log(`${COUNT} one-minute candles, best of ${ROUNDS} alternating rounds`);
  console.log(`  sum of the five arrays      ${shown(sum)}`);
  console.log(`  signals of two averages     ${shown(best(timings.signals))}`);
  for (const [name, rounds] of [
    ["two averages that cross ", timings.crossing],
    ["RSI above an average    ", timings.reversion],
  ] as const) {
    const timing = best(rounds);
    const ratio = `${(timing.wall / sum.wall).toFixed(1)} × the sum (${(timing.cpu / sum.cpu).toFixed(1)} × by CPU), aim ≤ 10 ×`;
    console.log(`  ${name} run   ${shown(timing)}   ${millions(timing)}, aim ≥ 15; ${ratio}`);
  }
}

function plainly(candles: PlainCandle[]) {
  const run = plainCrossing(candles, CAPITAL);
  return { ...run, figures: plainFigures(run.equity, run.trades, CAPITAL, A_YEAR) };
}

/** What differs by more than the trade that is still open and rounding can make. */
function checkSame(market: MarketData, candles: PlainCandle[]): void {
  const { outcome, metrics } = ours(CROSSING, market);
  const other = plainly(candles);
  const closed = outcome.trades.reason.filter((reason) => reason !== "end").length;
  const isNear = (left: number, right: number, slack: number) => Math.abs(left / right - 1) < slack;
  if (closed !== other.trades.length) throw new Error(`${closed} trades against ${other.trades.length}`);
  for (const [name, value] of Object.entries(other.figures)) {
    const mine = metrics[name as keyof typeof metrics] ?? Number.NaN;
    const slack = /return|volatility|drawdown|var|sharpe|sortino|calmar|omega/i.test(name) ? 1e-6 : 1e-2;
    if (!isNear(mine, value, slack)) throw new Error(`${name}: ${mine} against ${value}`);
  }
  console.log(
    `the same rule with technicalindicators and plain objects: ${closed} trades, ${Object.keys(other.figures).length} figures the same`,
  );
}

function compare(market: MarketData): void {
  const candles = market.coins[0]?.candles;
  if (!candles) return;
  const plain = plainCandles(candles);
  checkSame(market, plain);
  const run = { run: [] as Timing[], plain: [] as Timing[] };
  const whole = { run: [] as Timing[], plain: [] as Timing[] };
  for (let round = 0; round < PLAIN_ROUNDS; round += 1) {
    run.run.push(timed(() => runBacktest(CROSSING, market, { capital: CAPITAL })));
    run.plain.push(timed(() => plainCrossing(plain, CAPITAL)));
    whole.run.push(timed(() => ours(CROSSING, market)));
    whole.plain.push(timed(() => plainly(plain)));
  }
  tellRatio("with figures, ", whole, ", aim ≥ 20 ×");
  tellRatio("without them, ", run, "");
}

function tellRatio(what: string, { run, plain }: { run: Timing[]; plain: Timing[] }, aim: string): void {
  const [mine, theirs] = [best(run), best(plain)];
  console.log(`  ${what} ours     ${shown(mine)}`);
  const ratio = `${(theirs.wall / mine.wall).toFixed(1)} × as long (${(theirs.cpu / mine.cpu).toFixed(1)} × by CPU)${aim}`;
  console.log(`  ${what} plain    ${shown(theirs)}   ${ratio}`);
}

function measureMemory(market: MarketData): void {
  setFlagsFromString("--expose-gc");
  const collect: () => void = runInNewContext("gc");
  const candles = market.coins[0]?.candles;
  if (!candles) return;
  const bytes = Object.values(candles).reduce((sum, column: Float64Array | Int32Array) => sum + column.byteLength, 0);
  const held = () => {
    const { arrayBuffers, heapUsed } = process.memoryUsage();
    return arrayBuffers + heapUsed;
  };
  collect();
  const before = held();
  const result = ours(CROSSING, market);
  // Nothing was collected in between: what was let go counts as well.
  const most = held() - before;
  collect();
  const kept = held() - before;
  const ratio = (extra: number) => ((bytes + extra) / bytes).toFixed(2);
  const mib = (count: number) => `${(count / 2 ** 20).toFixed(1)} MiB`;
  console.log(
    `memory: candles ${mib(bytes)}, with all that a run makes ${mib(bytes + most)} (${ratio(most)} ×, aim ≤ 3 ×), with what it hands back (${result.outcome.time.length} steps) ${ratio(kept)} ×`,
  );
}

async function measureGrid(): Promise<void> {
  const market = randomMarket(GRID_CANDLES);
  const plan = {
    method: "grid" as const,
    objective: "sharpe" as const,
    parameters: [
      { name: "quick", min: 5, max: 44, step: 1 },
      { name: "slow", min: 50, max: 290, step: 10 },
    ],
    tries: 1000,
    outOfSamplePct: 0,
    constraints: { minTrades: 0, maxDrawdownPct: null },
  };
  const begun = performance.now();
  const threads = Array.from({ length: GRID_THREADS }, (_, share) => {
    const workerData = { market, plan, share, threads: GRID_THREADS };
    return new Worker(new URL("./grid-thread.ts", import.meta.url), { workerData });
  });
  const score = () =>
    Promise.all(
      threads.map((thread) => {
        const told = new Promise<readonly (readonly [number, number | null])[]>((resolve) =>
          thread.once("message", resolve),
        );
        thread.postMessage("score");
        return told;
      }),
    );
  const first = (await score()).flat();
  const cold = performance.now() - begun;
  const rounds: Timing[] = [];
  for (let round = 0; round < 7; round += 1) {
    const started = process.cpuUsage();
    const from = performance.now();
    await score();
    const { user, system } = process.cpuUsage(started);
    rounds.push({ wall: performance.now() - from, cpu: (user + system) / 1000 });
  }
  await Promise.all(threads.map((thread) => thread.terminate()));
  console.log(`grid of ${first.length} points on ${GRID_CANDLES} candles, ${GRID_THREADS} threads`);
  console.log(
    `  ${shown(best(rounds))}   aim ≤ 1,000 ms; the first time, with the start of the threads, ${cold.toFixed(0)} ms`,
  );
}

const market = randomMarket(COUNT);
measureSpeed(market);
compare(market);
measureMemory(market);
await measureGrid();
