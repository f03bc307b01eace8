export interface QuantileBand {
  readonly p5: number;
  readonly p25: number;
  readonly p50: number;
  readonly p75: number;
  readonly p95: number;
}

/**
 * Five percentiles by linear interpolation between closest ranks (type 7 of Hyndman & Fan 1996). Sorts the array.
 * @param values at least one
 */
export function quantileBand(values: Float64Array): QuantileBand {
  values.sort();
  const at = (percent: number) => {
    const place = ((values.length - 1) * percent) / 100;
    const below = values[Math.floor(place)] ?? 0;
    const above = values[Math.ceil(place)] ?? 0;
    return below + (above - below) * (place - Math.floor(place));
  };
  return { p5: at(5), p25: at(25), p50: at(50), p75: at(75), p95: at(95) };
}
