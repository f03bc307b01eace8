/** What the figures of backtests are: name, what it means, formula. Where a formula is from is in metric-list.ts. */
export const strategyMetrics = {
  formula: "Formula",
  source: "Source",
  unknown: "Cannot be told: no trades, no variation, or too short a run.",
  groups: {
    returns: "Return",
    risk: "Risk",
    ratios: "Return for risk",
    trades: "Winners and losers",
    costs: "Costs and market",
    benchmark: "Against the benchmark",
  },
  totalReturnPct: {
    name: "Total return",
    means: "What the capital gained or lost over the whole run, after all costs.",
    formula: "final equity ÷ capital − 1",
  },
  annualReturnPct: {
    name: "Annual return",
    means: "The steady yearly rate that would have led to the same end. Not told below 30 days.",
    formula: "(final equity ÷ capital) ^ (365.25 days ÷ length) − 1",
  },
  volatilityPct: {
    name: "Volatility",
    means: "How much returns spread around their mean, a year.",
    formula: "standard deviation of candle returns × √periods per year",
  },
  sharpe: {
    name: "Sharpe ratio",
    means: "Mean return for each unit of volatility, a year; the risk-free rate counts as 0.",
    formula: "mean ÷ standard deviation of candle returns × √periods per year",
  },
  sortino: {
    name: "Sortino ratio",
    means: "As the Sharpe ratio, but only falls count as risk.",
    formula: "mean ÷ √(mean of squared negative returns) × √periods per year",
  },
  calmar: {
    name: "Calmar ratio",
    means: "Annual return for each unit of the largest drawdown.",
    formula: "annual return ÷ largest drawdown",
  },
  omega: {
    name: "Omega ratio",
    means: "Everything gained over everything lost, candle by candle; above 1 gains outweigh.",
    formula: "sum of returns above 0 ÷ sum of returns below 0 (threshold 0)",
  },
  maxDrawdownPct: {
    name: "Largest drawdown",
    means: "The deepest fall of equity from an earlier peak.",
    formula: "largest of 1 − equity ÷ highest equity before",
  },
  maxDrawdownCandles: {
    name: "Longest drawdown",
    means: "Candles from a peak until it was reached again, or until the end.",
    formula: "most candles between a peak and its recovery",
  },
  trades: {
    name: "Trades",
    means: "Closed entries. A tranche closed in parts counts as several.",
    formula: "number of closed tranches",
  },
  winRatePct: {
    name: "Win rate",
    means: "Share of trades that ended with a gain after costs.",
    formula: "trades with a gain ÷ trades",
  },
  profitFactor: {
    name: "Profit factor",
    means: "Gains of winning trades over losses of losing ones; above 1 the strategy earned.",
    formula: "sum of gains ÷ sum of losses",
  },
  expectancyUsd: {
    name: "Expectancy",
    means: "What a trade earned on average, in US dollars.",
    formula: "sum of trade results ÷ trades",
  },
  expectancyPct: {
    name: "Expectancy, percent",
    means: "What a trade earned on average, of what was put in.",
    formula: "mean of trade results ÷ what was put in",
  },
  averageWinPct: {
    name: "Average win",
    means: "Mean result of the trades that won, of what was put in.",
    formula: "mean of results above 0",
  },
  averageLossPct: {
    name: "Average loss",
    means: "Mean result of the trades that lost, of what was put in.",
    formula: "mean of results below 0",
  },
  sqn: {
    name: "System quality number",
    means: "How sure the average trade is, given how the trades spread and how many there are.",
    formula: "√trades × mean ÷ standard deviation of trade results",
  },
  turnover: {
    name: "Turnover",
    means: "How many times a year the equity was traded over.",
    formula: "value traded a year ÷ mean equity",
  },
  feesUsd: {
    name: "Fees",
    means: "All fees paid, in US dollars.",
    formula: "sum of maker and taker fees of all fills",
  },
  slippageUsd: {
    name: "Slippage",
    means: "What fills were worse than the price they aimed at, in US dollars.",
    formula: "sum of |fill price − reference price| × quantity",
  },
  fundingUsd: {
    name: "Funding",
    means: "Paid for what was borrowed by shorts, in US dollars.",
    formula: "value of shorts × rate a day × days",
  },
  timeInMarketPct: {
    name: "Time in market",
    means: "Share of candles with any position open.",
    formula: "candles with a position ÷ candles",
  },
  alphaPct: {
    name: "Alpha",
    means: "Return a year that the benchmark's moves do not explain.",
    formula: "mean return − beta × mean return of the benchmark, a year",
  },
  beta: {
    name: "Beta",
    means: "How much the equity moved when the benchmark moved by one percent.",
    formula: "covariance with the benchmark ÷ its variance",
  },
  informationRatio: {
    name: "Information ratio",
    means: "Return above the benchmark for each unit by which the two drift apart.",
    formula: "mean ÷ standard deviation of return differences × √periods per year",
  },
  var95Pct: {
    name: "Value at risk, 95 %",
    means: "One candle in twenty lost at least this much.",
    formula: "5 % quantile of candle returns, as a loss",
  },
  cvar95Pct: {
    name: "Expected shortfall, 95 %",
    means: "The mean loss of that worst twentieth of candles.",
    formula: "mean of the returns below their 5 % quantile, as a loss",
  },
  benchmarkReturnPct: {
    name: "Benchmark's return",
    means: "What the same capital in the benchmark would have returned.",
    formula: "last ÷ first closing price of the benchmark − 1",
  },
} as const;
