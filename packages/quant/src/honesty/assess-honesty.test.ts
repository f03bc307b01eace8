import { Honesty } from "@cryptodesk/shared/strategy/backtest.contract";
import type { StrategyRules } from "@cryptodesk/shared/strategy/rules.contract";
import { describe, expect, it } from "vitest";
import type { MarketData } from "../backtest/market-data.ts";
import { type BacktestOptions, runBacktest } from "../backtest/run-backtest.ts";
import { RunCancelled } from "../backtest/run-cancelled.ts";
import { measureOutcome } from "../metrics/measure-outcome.ts";
import type { SignalSet } from "../signals/signal-set.ts";
import { assessHonesty, type HonestyInput } from "./assess-honesty.ts";
import { crossingRules, randomMarket } from "./random-market.fixture.ts";

const PERIODS = 8760;
const FIRST_STEP = 14;

function examine(
  rules: StrategyRules,
  market: MarketData,
  more: Partial<HonestyInput> = {},
  options: BacktestOptions = { capital: 10_000 },
): HonestyInput {
  const outcome = (more.run ?? runBacktest)(rules, market, options);
  const metrics = measureOutcome(outcome, null, PERIODS);
  const plain = { rules, market, options, outcome, metrics, benchmarkClose: null, periodsPerYear: PERIODS };
  return { ...plain, seed: 1, trials: 1, ...more };
}

const costless = crossingRules({ costs: { makerPct: 0, takerPct: 0, slippage: { kind: "none" } } });
const swinging = randomMarket(2000, 1, 0.1);

describe("a market with something to find", () => {
  const honesty = assessHonesty(examine(costless, swinging));

  it("says that the result holds up, and with what numbers", () => {
    expect(honesty.verdict).toBe("holds-up");
    expect(honesty.sentences.join("\n")).toMatch(/In \d of 1,000 runs with random entries, .* the result was better\./);
    expect(honesty.deflatedSharpe?.probability).toBeGreaterThan(0.95);
    expect(honesty.randomEntries?.betterThanPct).toBeGreaterThan(99);
  });

  it("fills in everything the contract has, with numbers that are numbers", () => {
    expect(() => Honesty.parse(honesty)).not.toThrow();
    expect(honesty.lookAhead).toEqual({ passed: true, cuts: 5, firstDifferenceAt: null });
    expect(honesty.walkForward).toHaveLength(4);
    expect(honesty.sensitivity?.map(({ parameter }) => parameter)).toContain("slow");
    // The warm-up, then 70 % of what is left.
    const split = new Date(Date.UTC(2024, 0, 1) + (FIRST_STEP + Math.floor(0.7 * (2000 - FIRST_STEP))) * 3_600_000);
    expect(honesty.outOfSample?.splitAt).toBe(split.toISOString());
  });

  it("gives the same answer again, and another draw for another seed", () => {
    expect(assessHonesty(examine(costless, swinging))).toEqual(honesty);
    const other = assessHonesty(examine(costless, swinging, { seed: 2 }));
    expect(other.bootstrap).not.toEqual(honesty.bootstrap);
    expect(other.outOfSample).toEqual(honesty.outOfSample);
  });
});

describe("a market of chance alone", () => {
  it("finds luck in what chance made, nearly always", () => {
    const verdicts = Array.from({ length: 8 }, (_, seed) =>
      assessHonesty(examine(costless, randomMarket(900, 100 + seed))),
    ).map(({ verdict }) => verdict);
    expect(verdicts.filter((verdict) => verdict === "luck").length).toBeGreaterThanOrEqual(6);
    expect(verdicts.filter((verdict) => verdict === "holds-up").length).toBe(0);
  });

  it("believes a result less the more variants were tried before it", () => {
    const probability = (trials: number) =>
      assessHonesty(examine(costless, randomMarket(400, 9), { trials })).deflatedSharpe?.probability ?? 0;
    expect(probability(1000)).toBeLessThan(probability(1));
  });

  it("says in words that it is not distinguishable from luck", () => {
    const honesty = assessHonesty(examine(crossingRules(), randomMarket(1500, 3)));
    expect(honesty.sentences[0]).toBe("This result is not distinguishable from luck.");
  });
});

describe("too little to judge", () => {
  it("is one position, however long it was held", () => {
    const holding = crossingRules({ long: { enter: { kind: "always" } }, parameters: [], series: [] });
    const honesty = assessHonesty(examine(holding, randomMarket(1000, 4)));
    expect(honesty.verdict).toBe("too-little");
    expect(honesty.sentences[1]).toContain("Only 1 position was entered");
    expect(honesty.findings?.[1]).toEqual({ code: "few-positions", values: { count: 1, fewest: 20 } });
    expect(honesty.findings).toHaveLength(honesty.sentences.length);
    expect(honesty).toMatchObject({ randomEntries: null, tradeOrder: null, walkForward: null, sensitivity: null });
  });

  it("is a run without candles or trades, and does not fail on it", () => {
    const honesty = assessHonesty(examine(crossingRules(), randomMarket(10, 4)));
    expect(honesty.verdict).toBe("too-little");
    expect(honesty).toMatchObject({ outOfSample: null, bootstrap: null, deflatedSharpe: null });
    expect(() => Honesty.parse(honesty)).not.toThrow();
  });
});

describe("rules that look ahead", () => {
  /** Enters where the next candle closes higher: what no rule could know. */
  const peek = (rules: StrategyRules, market: MarketData, options: BacktestOptions) => {
    const { close } = market.coins[0]?.candles ?? { close: new Float64Array() };
    const entries = (signals: SignalSet): SignalSet => {
      const enterLong = Uint8Array.from(close, (value, at) => ((close[at + 1] ?? 0) > value ? 1 : 0));
      const exitLong = Uint8Array.from(enterLong, (bit) => 1 - bit);
      const seen = { ...signals, coins: signals.coins.map((coin) => ({ ...coin, enterLong, exitLong })) };
      return options.entries ? options.entries(seen) : seen;
    };
    return runBacktest(rules, market, { ...options, entries });
  };

  it("are caught even where they peek at the next candle only", () => {
    const honesty = assessHonesty(examine(costless, randomMarket(600, 5), { run: peek }));
    expect(honesty.lookAhead.passed).toBe(false);
    expect(honesty.lookAhead.firstDifferenceAt).toMatch(/^2024-01/);
    expect(honesty.verdict).toBe("doubtful");
    expect(honesty.sentences[1]).toContain("no figure of this run can be believed");
  });

  it("are caught where an outcome depends on how long the history is", () => {
    const scaled = (rules: StrategyRules, market: MarketData, options: BacktestOptions) => {
      const outcome = runBacktest(rules, market, options);
      const length = market.coins[0]?.candles.time.length ?? 0;
      return { ...outcome, equity: outcome.equity.map((value) => value + length * 1e-9) };
    };
    const { lookAhead } = assessHonesty(examine(costless, randomMarket(600, 5), { run: scaled }));
    expect(lookAhead.passed).toBe(false);
  });
});

it("can be cancelled and tells its progress", () => {
  const input = examine(costless, randomMarket(600, 6));
  const told: string[] = [];
  const onProgress = (done: number, total: number) => told.push(`${done}/${total}`);
  assessHonesty({ ...input, options: { ...input.options, onProgress } });
  expect(told).toEqual(["1/7", "2/7", "3/7", "4/7", "5/7", "6/7", "7/7"]);
  expect(() => assessHonesty({ ...input, options: { ...input.options, isCancelled: () => true } })).toThrow(
    RunCancelled,
  );
});
