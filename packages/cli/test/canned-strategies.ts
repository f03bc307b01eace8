import { parseRules } from "@cryptodesk/quant/rules/parse-rules";
import {
  type BacktestMetrics,
  type BacktestReport,
  BacktestSettings,
} from "@cryptodesk/shared/strategy/backtest.contract";
import type { StrategyRun } from "@cryptodesk/shared/strategy/run.contract";
import type { Strategy, StrategyDetail } from "@cryptodesk/shared/strategy/strategy.contract";

const AT = "2026-01-30T12:00:00.000Z";
export const STRATEGY_ID = "01900000-0000-7000-8000-00000000a001";
export const RUN_ID = "01900000-0000-7000-8000-00000000a002";

export const STRATEGY_TEXT = `strategy "Cross"

trade bitcoin every 1d

series quick = sma(close, period: 20)

long when close crosses above quick

size 100 % of equity

fees 0.1 % maker, 0.1 % taker
slippage 0.05 %
`;

export const cannedStrategy: Strategy = {
  id: STRATEGY_ID,
  name: "Cross",
  description: null,
  tags: ["trend"],
  timeframe: "1d",
  universe: "bitcoin",
  visibility: "private",
  blocked: false,
  blockedReason: null,
  forkedFrom: null,
  version: 3,
  isPapered: false,
  createdAt: AT,
  updatedAt: AT,
  deletedAt: null,
};

/** A version of the strategy. @throws Error where the text is none */
export function detailOf(text: string, version: number): StrategyDetail {
  const read = parseRules(text);
  if ("problems" in read) throw new Error(read.problems[0]?.message);
  return { strategy: { ...cannedStrategy, version }, version, rules: read.rules, text, note: null, savedAt: AT };
}

export const cannedRun: StrategyRun = {
  id: RUN_ID,
  kind: "backtest",
  strategyId: STRATEGY_ID,
  strategyName: "Cross",
  version: 3,
  state: "running",
  progress: { done: 3, total: 10, note: "candles" },
  error: null,
  settings: BacktestSettings.parse({}),
  metrics: null,
  verdict: null,
  requestedAt: AT,
  startedAt: AT,
  finishedAt: null,
};

export const cannedMetrics: BacktestMetrics = {
  totalReturnPct: -12.5,
  annualReturnPct: null,
  volatilityPct: 40,
  sharpe: -0.4,
  sortino: -0.5,
  calmar: null,
  omega: 0.9,
  maxDrawdownPct: 30.25,
  maxDrawdownCandles: 120,
  trades: 4,
  winRatePct: 25,
  profitFactor: 0.7,
  expectancyUsd: -312.5,
  expectancyPct: -3,
  averageWinPct: 8,
  averageLossPct: -6,
  sqn: -0.8,
  turnover: 9,
  feesUsd: 80,
  slippageUsd: 40,
  fundingUsd: 0,
  timeInMarketPct: 55,
  alphaPct: -10,
  beta: 0.6,
  informationRatio: -0.3,
  var95Pct: 3,
  cvar95Pct: 5,
  benchmarkReturnPct: 20,
};

export const cannedReport: BacktestReport = {
  engine: "1",
  rulesHash: "a".repeat(64),
  dataHash: "b".repeat(64),
  from: "2025-01-30T00:00:00.000Z",
  to: "2026-01-30T00:00:00.000Z",
  timeframe: "1d",
  candles: 365,
  warmUpCandles: 20,
  periodsPerYear: 365,
  capital: 10_000,
  finalEquity: 8_750,
  parameters: {},
  simulated: true,
  coverage: [],
  metrics: cannedMetrics,
  curve: { at: [], equity: [], benchmark: [], drawdownPct: [], exposurePct: [] },
  months: [],
  honesty: {
    verdict: "luck",
    sentences: ["A result like this comes from luck alone in 4 of 10 runs."],
    lookAhead: { passed: true, cuts: 5, firstDifferenceAt: null },
    warmUpCandles: 20,
    outOfSample: null,
    walkForward: null,
    sensitivity: null,
    tradeOrder: null,
    bootstrap: null,
    randomEntries: null,
    deflatedSharpe: null,
  },
  notes: ["12 candles are missing."],
};
