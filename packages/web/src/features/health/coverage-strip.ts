/** How much of a bucket is stored. */
export type CoverageLevel = "whole" | "part" | "hole";
export const COVERAGE_LEVELS: readonly CoverageLevel[] = ["whole", "part", "hole"];

export function levelOf(share: number | null): CoverageLevel | null {
  if (share === null) return null;
  if (share >= 1) return "whole";
  return share > 0 ? "part" : "hole";
}

/** Blocks of one level as one SVG path: a block is 1 wide and `height` high, neighbours are joined. */
export function levelPath(shares: readonly (number | null)[], level: CoverageLevel, height: number): string {
  let d = "";
  for (let index = 0; index < shares.length; ) {
    if (levelOf(shares[index] ?? null) !== level) {
      index += 1;
      continue;
    }
    let end = index + 1;
    while (end < shares.length && levelOf(shares[end] ?? null) === level) end += 1;
    d += `M${index} 0H${end}V${height}H${index}Z`;
    index = end;
  }
  return d;
}
