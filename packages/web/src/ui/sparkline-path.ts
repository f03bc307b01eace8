const PADDING = 2;

/**
 * The SVG path of a series, oldest first, scaled to a box; a null breaks the line rather than being bridged.
 * @returns null with fewer than two known values, otherwise the path and whether the last value is at least the first
 */
export function sparklinePath(
  values: readonly (number | null)[],
  width: number,
  height: number,
): { d: string; rising: boolean } | null {
  const known = values.filter((value) => value !== null);
  const [first, last] = [known[0], known.at(-1)];
  if (known.length < 2 || first === undefined || last === undefined) return null;
  const low = Math.min(...known);
  const span = Math.max(...known) - low;
  const x = (index: number) => round(PADDING + (index / (values.length - 1)) * (width - 2 * PADDING));
  const y = (value: number) =>
    round(span === 0 ? height / 2 : height - PADDING - ((value - low) / span) * (height - 2 * PADDING));
  let d = "";
  let joined = false;
  values.forEach((value, index) => {
    if (value !== null) d += `${joined ? "L" : "M"}${x(index)} ${y(value)}`;
    joined = value !== null;
  });
  return { d, rising: last >= first };
}

const round = (value: number) => Math.round(value * 10) / 10;
