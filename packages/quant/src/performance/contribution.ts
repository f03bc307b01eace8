import { divideScaled, fromScaled, multiplyScaled, shareOf, toScaled } from "../decimals/scaled.ts";
import { type FlowTiming, type Stretch, stretchesOf, type ValueDay } from "./value-day.ts";

/** One asset's days: its flows are those into and out of the asset, swaps against other assets among them. */
export interface AssetDays {
  assetId: string;
  days: readonly ValueDay[];
}

export interface Contributions {
  /** Time-weighted return of the portfolio, see `timeWeightedReturn`; null where it is unknown. */
  total: string | null;
  /** What each asset added to it, in the order of the input; null where the total is unknown. */
  assets: { assetId: string; contribution: string | null }[];
  /** Total minus all contributions: gains outside of these assets, and the rounding of shares; null as above. */
  unattributed: string | null;
}

const ONE = toScaled("1");

/**
 * How much of the time-weighted return came from each asset: Σ index before the day · the asset's gain / the
 * portfolio's base. The growth before a day weighs its gains, so that contributions add up to the total and those of
 * periods that follow each other chain as returns do (compare the multi-period linking in Bacon, Practical
 * Portfolio Performance Measurement and Attribution).
 * @param portfolio days of the whole, its flows only those from and to the outside
 * @param assets of the same days
 * @throws RangeError when an asset's days are not the portfolio's; see also `stretchesOf`
 */
export function contributionsByAsset(
  portfolio: readonly ValueDay[],
  assets: readonly AssetDays[],
  timing: FlowTiming = "split",
): Contributions {
  const whole = stretchesOf(portfolio, timing);
  const parts = assets.map(({ assetId, days }) => ({ assetId, gains: gainsLike(portfolio, days, assetId) }));
  const broken = whole.stretches.some(({ base, gain }) => base === 0n && gain !== 0n);
  const known = whole.unknownOn === null && !broken && whole.stretches.length > 0 && portfolio.at(-1)?.value !== null;
  if (!known || parts.some(({ gains }) => gains === null)) {
    return { total: null, unattributed: null, assets: parts.map(({ assetId }) => ({ assetId, contribution: null })) };
  }
  const { indexBefore, index } = indexes(whole.stretches);
  const total = index - ONE;
  let attributed = 0n;
  const contributions = parts.map(({ assetId, gains }) => {
    let contribution = 0n;
    whole.stretches.forEach(({ day, base }, at) => {
      if (base > 0n) contribution += shareOf(indexBefore[at] ?? 0n, gains?.get(day) ?? 0n, base);
    });
    attributed += contribution;
    return { assetId, contribution: fromScaled(contribution) };
  });
  return { total: fromScaled(total), assets: contributions, unattributed: fromScaled(total - attributed) };
}

function indexes(stretches: readonly Stretch[]): { indexBefore: bigint[]; index: bigint } {
  let index = ONE;
  const indexBefore = stretches.map(({ gain, base }) => {
    const before = index;
    if (base > 0n) index = multiplyScaled(index, ONE + divideScaled(gain, base));
    return before;
  });
  return { indexBefore, index };
}

/** Gains of an asset by day, null where they are unknown on a day on which the portfolio's value is known. */
function gainsLike(portfolio: readonly ValueDay[], days: readonly ValueDay[], assetId: string) {
  if (days.length !== portfolio.length || days.some(({ day }, at) => day !== portfolio[at]?.day)) {
    throw new RangeError(`${assetId} has other days than the portfolio`);
  }
  if (days.some(({ value }, at) => value === null && portfolio[at]?.value !== null)) return null;
  // A day on which the whole is unknown belongs to the next stretch, for the asset too.
  const bridged = days.map((day, at) => (portfolio[at]?.value === null ? { ...day, value: null } : day));
  const { stretches, unknownOn } = stretchesOf(bridged, "split");
  return unknownOn === null ? new Map(stretches.map(({ day, gain }) => [day, gain])) : null;
}
