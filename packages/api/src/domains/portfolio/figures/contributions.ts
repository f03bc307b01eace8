import { fromScaled, toScaled } from "@cryptodesk/quant/decimals/scaled";
import { contributionsByAsset } from "@cryptodesk/quant/performance/contribution";
import type { ValueDay } from "@cryptodesk/quant/performance/value-day";
import type { DaySpan } from "./day-span.ts";
import { firstNegativeDay, type LedgerDays, type MeasuredDays } from "./measured-days.ts";

/** What an asset added over a period. */
export interface AssetContribution {
  assetId: string;
  /** Part of the time-weighted return; null where it is unknown, or the asset was sold short. */
  contribution: string | null;
  gain: string | null;
}

/** An asset with its days of a period. */
export interface AssetPeriod {
  assetId: string;
  measured: MeasuredDays;
}

/** Assets of which anything was held or flowed in a period. */
export function assetPeriods(days: LedgerDays, span: DaySpan): AssetPeriod[] {
  return days.ledger
    .replay()
    .assets.map(({ assetId }) => ({ assetId, measured: days.assetWithin(assetId, span) }))
    .filter(({ measured }) => measured.days.some(isMoved));
}

/** What each asset added, largest first, those of which it is unknown last. */
export function contributionsOf(measured: MeasuredDays, assets: readonly AssetPeriod[]): AssetContribution[] {
  const byAsset = new Map(measurable(measured, assets).map(({ assetId, contribution }) => [assetId, contribution]));
  const all = assets.map(({ assetId, measured: { days } }) => {
    return { assetId, contribution: byAsset.get(assetId) ?? null, gain: gainOf(days) };
  });
  return all.sort(
    (left, right) => descending(left.contribution, right.contribution) || descending(left.gain, right.gain),
  );
}

/** Contributions of all that was never worth less than nothing, as what was sold short is: of which no return can be made. */
function measurable(measured: MeasuredDays, assets: readonly AssetPeriod[]) {
  if (firstNegativeDay(measured) !== null || measured.days.length === 0) return [];
  const counted = assets.filter((each) => firstNegativeDay(each.measured) === null);
  return contributionsByAsset(
    measured.days,
    counted.map(({ assetId, measured: { days } }) => ({ assetId, days })),
  ).assets;
}

/** Value at the end and all that went out, less all that came in; null where some of it is unknown. */
function gainOf(days: readonly ValueDay[]): string | null {
  const last = days.at(-1)?.value ?? null;
  if (last === null) return null;
  let gain = toScaled(last);
  for (const { inflow, outflow } of days) {
    if (inflow === null || outflow === null) return null;
    if (inflow !== "0") gain -= toScaled(inflow);
    if (outflow !== "0") gain += toScaled(outflow);
  }
  return fromScaled(gain);
}

function isMoved({ value, inflow, outflow }: ValueDay): boolean {
  return value !== "0" || inflow !== "0" || outflow !== "0";
}

function descending(left: string | null, right: string | null): number {
  if (left === null || right === null) return Number(left === null) - Number(right === null);
  const difference = toScaled(right) - toScaled(left);
  return difference > 0n ? 1 : difference < 0n ? -1 : 0;
}
