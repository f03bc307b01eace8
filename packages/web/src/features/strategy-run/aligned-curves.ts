interface Point {
  at: string;
  index: number;
}

/**
 * Curves on one axis of time: every time of any of them, ascending, and for each curve its value there. Between two of its
 * points a curve keeps the earlier value; before its first and after its last it is unknown.
 */
export function alignCurves(curves: readonly (readonly Point[])[]): { days: string[]; curves: (number | null)[][] } {
  const days = [...new Set(curves.flatMap((curve) => curve.map(({ at }) => at)))].sort();
  return { days, curves: curves.map((curve) => along(curve, days)) };
}

function along(curve: readonly Point[], days: readonly string[]): (number | null)[] {
  let next = 0;
  let value: number | null = null;
  const last = curve.at(-1)?.at ?? "";
  return days.map((day) => {
    while (next < curve.length && (curve[next]?.at ?? "") <= day) {
      value = curve[next]?.index ?? null;
      next += 1;
    }
    return day > last ? null : value;
  });
}
