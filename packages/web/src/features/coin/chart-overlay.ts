import type { PriceHistory } from "@cryptodesk/shared/market/candle.contract";
import type { Bar, ChartTime } from "../../ui/chart-series.ts";

/** Another coin's price on the scale of the one that is looked at. */
export interface OverlayPicture {
  id: string;
  /** Unbroken stretches of rescaled values: equal changes from the base are equally high. */
  stretches: Bar[][];
  /** Change from the base to the newest value, in percent. */
  changePct: number;
}

/** Several coins on one scale: everything is a change since `base`. */
export interface OverlaySet {
  /** Price of the coin that is looked at where the comparison begins, and when that is. */
  base: Bar;
  overlays: OverlayPicture[];
}

interface Placed extends Bar {
  segment: number;
}

/**
 * Puts other coins beside a series. The base is the first bar at which all of them have a price; a coin without any
 * price in common is left out.
 * @param bars of the coin that is looked at, ascending
 * @returns null where nothing can be compared
 */
export function overlaySet(bars: readonly Bar[], others: readonly PriceHistory[], stepMs: number): OverlaySet | null {
  const times = bars.map(({ time }) => time);
  const aligned = others
    .map((history) => ({ id: history.id, points: alignTo(times, history, stepMs / 1000) }))
    .filter(({ points }) => points.length > 0);
  const since = Math.max(...aligned.map(({ points }) => points[0]?.time ?? 0));
  const base = bars.find(({ time, value }) => time >= since && value > 0);
  if (aligned.length === 0 || !base) return null;
  const overlays = aligned.flatMap(({ id, points }): OverlayPicture[] => {
    const first = points.find(({ time, value }) => time >= base.time && value > 0);
    const last = points.at(-1);
    if (!first || !last) return [];
    const scaled = points.map(({ segment, time, value }) => ({
      segment,
      time,
      value: (value / first.value) * base.value,
    }));
    return [{ id, stretches: stretchesOf(scaled), changePct: (last.value / first.value - 1) * 100 }];
  });
  return overlays.length === 0 ? null : { base, overlays };
}

/** The last price within each bar, at the bar's time; bars without one have none. */
function alignTo(times: readonly ChartTime[], { points }: PriceHistory, stepSeconds: number): Placed[] {
  const aligned: Placed[] = [];
  let next = 0;
  for (const time of times) {
    let found: Placed | null = null;
    for (; next < points.length; next += 1) {
      const point = points[next];
      const at = point ? Date.parse(point.at) / 1000 : Number.POSITIVE_INFINITY;
      if (!point || at >= time + stepSeconds) break;
      if (at >= time) found = { time, value: Number(point.priceUsd), segment: point.segment };
    }
    if (found) aligned.push(found);
  }
  return aligned;
}

function stretchesOf(placed: readonly Placed[]): Bar[][] {
  const stretches = Map.groupBy(placed, ({ segment }) => segment);
  return [...stretches.values()].map((stretch) => stretch.map(({ time, value }) => ({ time, value })));
}
