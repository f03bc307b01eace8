import type { Performance } from "@cryptodesk/shared/portfolio/performance.contract";

// More would be slivers that nobody tells apart.
export const NAMED_PARTS = 8;

/** Shares of one day from 0 to 1, in the order of the names; the last is that of all others. */
export interface AllocationDay {
  day: string;
  shares: number[];
}

export interface AllocationHistory {
  /** Largest on average first; what is not named is in the last share. */
  assetIds: string[];
  hasOthers: boolean;
  days: AllocationDay[];
}

/** Shares through time of what has a price, as far as they are told apart. */
export function allocationHistory(allocation: Performance["allocation"]): AllocationHistory {
  const totals = new Map<string, number>();
  const days = allocation.flatMap(({ day, parts }) => {
    const values = new Map(parts.map(({ assetId, value }) => [assetId, Math.max(0, Number(value ?? 0))]));
    const whole = [...values.values()].reduce((sum, value) => sum + value, 0);
    if (whole <= 0) return [];
    const shares = new Map([...values].map(([id, value]) => [id, value / whole]));
    for (const [id, share] of shares) totals.set(id, (totals.get(id) ?? 0) + share);
    return [{ day, shares }];
  });
  const ranked = [...totals].filter(([, total]) => total > 0).toSorted(([, left], [, right]) => right - left);
  const assetIds = ranked.slice(0, NAMED_PARTS).map(([id]) => id);
  return {
    assetIds,
    hasOthers: ranked.length > assetIds.length,
    days: days.map(({ day, shares }) => {
      const named = assetIds.map((id) => shares.get(id) ?? 0);
      const rest = 1 - named.reduce((sum, share) => sum + share, 0);
      return { day, shares: [...named, Math.max(0, rest)] };
    }),
  };
}
