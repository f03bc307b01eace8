import { divideScaled, fromScaled, toScaled } from "../decimals/scaled.ts";

export interface DrawdownPoint {
  day: string;
  /** 1 - value / peak, 0 at a peak, 0.25 a quarter below it; half to even at 36 decimals. Null where unknown. */
  drawdown: string | null;
  /** Day of the highest value so far, the first one of equals. */
  peakDay: string | null;
}

export interface DeepestFall {
  peakDay: string;
  troughDay: string;
  /** First day after the trough on which the peak was reached again; null while it has not been. */
  recoveredDay: string | null;
  depth: string;
}

export interface DrawdownSeries {
  points: readonly DrawdownPoint[];
  /** The first of the deepest falls; null for a series that never fell. */
  deepest: DeepestFall | null;
}

const ONE = toScaled("1");

/**
 * How far a series is below its highest value so far, day by day.
 * @param series in order, of values above 0: the index of `timeWeightedReturn`, so that flows make no drawdown; null
 * where unknown
 * @throws RangeError for a value below 0, or of 0 before there is a peak
 */
export function drawdownSeries(series: readonly { day: string; value: string | null }[]): DrawdownSeries {
  let peak = 0n;
  let peakDay: string | null = null;
  const points = series.map(({ day, value }): DrawdownPoint => {
    if (value === null) return { day, drawdown: null, peakDay };
    const now = toScaled(value);
    if (now < 0n || (now === 0n && peak === 0n)) throw new RangeError(`a value of ${value} on ${day}`);
    if (now > peak) {
      peak = now;
      peakDay = day;
    }
    return { day, drawdown: fromScaled(ONE - divideScaled(now, peak)), peakDay };
  });
  return { points, deepest: deepestFall(points) };
}

function deepestFall(points: readonly DrawdownPoint[]): DeepestFall | null {
  let at = -1;
  let deepest = 0n;
  points.forEach(({ drawdown }, index) => {
    const depth = drawdown === null ? 0n : toScaled(drawdown);
    if (depth <= deepest) return;
    deepest = depth;
    at = index;
  });
  const trough = points[at];
  if (trough === undefined || trough.peakDay === null) return null;
  const recovered = points.slice(at + 1).find(({ drawdown }) => drawdown === "0");
  const { day: troughDay, peakDay } = trough;
  return { peakDay, troughDay, recoveredDay: recovered?.day ?? null, depth: fromScaled(deepest) };
}
