// The figures of a run as they are written with arrays of objects: a pass for each.

export interface PlainPoint {
  time: number;
  value: number;
  invested: boolean;
}

export interface PlainTrade {
  enteredAt: number;
  exitedAt: number;
  entryPrice: number;
  exitPrice: number;
  profit: number;
  share: number;
}

const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
const meanOf = (values: readonly number[]) => sumOf(values) / values.length;
const deviationOf = (values: readonly number[]) => {
  const mean = meanOf(values);
  return Math.sqrt(sumOf(values.map((value) => (value - mean) ** 2)) / (values.length - 1));
};

export function plainFigures(
  equity: readonly PlainPoint[],
  trades: readonly PlainTrade[],
  capital: number,
  aYear: number,
) {
  const returns = equity.map(({ value }, index) => value / (equity[index - 1]?.value ?? capital) - 1);
  const total = (equity.at(-1)?.value ?? capital) / capital - 1;
  const annual = (1 + total) ** (aYear / equity.length) - 1;
  const maxDrawdown = plainDrawdown(equity, capital);
  const mean = meanOf(returns);
  const downside = Math.sqrt(meanOf(returns.map((value) => Math.min(value, 0) ** 2)));
  const sorted = [...returns].sort((left, right) => left - right);
  const tail = sorted.slice(0, Math.ceil(sorted.length * 0.05));
  const won = trades.filter(({ profit }) => profit > 0);
  const lost = trades.filter(({ profit }) => profit < 0);
  const shares = trades.map(({ share }) => share);
  return {
    totalReturnPct: 100 * total,
    annualReturnPct: 100 * annual,
    volatilityPct: 100 * deviationOf(returns) * Math.sqrt(aYear),
    sharpe: (mean / deviationOf(returns)) * Math.sqrt(aYear),
    sortino: (mean / downside) * Math.sqrt(aYear),
    calmar: annual / maxDrawdown,
    omega: sumOf(returns.filter((value) => value > 0)) / -sumOf(returns.filter((value) => value < 0)),
    maxDrawdownPct: 100 * maxDrawdown,
    var95Pct: -100 * (tail.at(-1) ?? Number.NaN),
    cvar95Pct: -100 * meanOf(tail),
    timeInMarketPct: (100 * equity.filter(({ invested }) => invested).length) / equity.length,
    winRatePct: (100 * won.length) / trades.length,
    profitFactor: sumOf(won.map(({ profit }) => profit)) / -sumOf(lost.map(({ profit }) => profit)),
    expectancyUsd: meanOf(trades.map(({ profit }) => profit)),
    averageWinPct: 100 * meanOf(won.map(({ share }) => share)),
    averageLossPct: 100 * meanOf(lost.map(({ share }) => share)),
    sqn: (Math.sqrt(trades.length) * meanOf(shares)) / deviationOf(shares),
  };
}

function plainDrawdown(equity: readonly PlainPoint[], capital: number): number {
  let peak = capital;
  let deepest = 0;
  for (const { value } of equity) {
    peak = Math.max(peak, value);
    deepest = Math.max(deepest, 1 - value / peak);
  }
  return deepest;
}
