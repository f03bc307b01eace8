/** A coin's colour among the compared ones. */
export const seriesColour = (index: number): string => `var(--series-${index})`;
