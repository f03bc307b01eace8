interface Point {
  at: string;
  equity: number;
}

/** Two curves on the times of both, ascending; null where one of them has no point. `tested` is null without a backtest. */
export function joinCurves(
  paper: readonly Point[],
  tested: readonly Point[],
): { days: string[]; paper: (number | null)[]; tested: (number | null)[] | null } {
  const days = [...new Set([...paper, ...tested].map(({ at }) => at))].sort();
  const along = (points: readonly Point[]) => {
    const values = new Map(points.map(({ at, equity }) => [at, equity]));
    return days.map((day) => values.get(day) ?? null);
  };
  return { days, paper: along(paper), tested: tested.length === 0 ? null : along(tested) };
}
