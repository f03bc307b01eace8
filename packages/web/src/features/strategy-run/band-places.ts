interface Band {
  p5: number;
  p25: number;
  p50: number;
  p75: number;
  p95: number;
}

/** Where the parts of a band lie on a strip, in percent of its length; the mark of the actual value lies on it as well. */
export function bandPlaces(band: Band, actual: number | null) {
  const ends = [band.p5, band.p95, ...(actual === null ? [] : [actual])];
  const low = Math.min(...ends);
  const length = Math.max(...ends) - low;
  const place = (value: number) => (length === 0 ? 50 : ((value - low) / length) * 100);
  const part = (from: number, to: number) => ({ at: place(from), width: Math.max(0, place(to) - place(from)) });
  return {
    thin: part(band.p5, band.p95),
    thick: part(band.p25, band.p75),
    median: place(band.p50),
    mark: actual === null ? null : place(actual),
  };
}
