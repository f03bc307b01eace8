import { scaleLinear } from "d3-scale";

/** A coin by its risk (across) and its return (up), both in percent. */
export interface RiskPoint {
  id: string;
  symbol: string;
  index: number;
  volatilityPct: number;
  changePct: number;
}

interface Axis {
  ticks: number[];
  place: (value: number) => number;
}

const TICKS = 5;

/**
 * Axes of a risk/return picture of this size in px, rounded to even figures; risk begins at 0, and no change is always
 * on the return axis.
 */
export function riskReturnAxes(points: readonly RiskPoint[], width: number, height: number): { x: Axis; y: Axis } {
  const risks = points.map(({ volatilityPct }) => volatilityPct);
  const returns = points.map(({ changePct }) => changePct);
  const spare = 0.08 * (Math.max(0, ...returns) - Math.min(0, ...returns) || 1);
  const x = scaleLinear([0, 1.1 * Math.max(1, ...risks)], [0, width]).nice(TICKS);
  const y = scaleLinear([Math.min(0, ...returns) - spare, Math.max(0, ...returns) + spare], [height, 0]).nice(TICKS);
  return { x: { ticks: x.ticks(TICKS), place: x }, y: { ticks: y.ticks(TICKS), place: y } };
}
