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

// A mark of the axis across, with room between it and the next, px.
const TICK_WIDTH = 56;
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
  const across = Math.max(2, Math.min(TICKS, Math.floor(width / TICK_WIDTH)));
  return { x: { ticks: x.ticks(across), place: x }, y: { ticks: y.ticks(TICKS), place: y } };
}

/** Where the name of a point stands: beside it, else above or below. */
export type LabelSide = "right" | "left" | "above" | "below";

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

const DOT = 6;
const LETTER = 7.5;
const LINE = 14;

/**
 * A side for each point's name on which it covers neither another point nor a name that has its place, as far as there
 * is one.
 * @param dots places in px, with the length of the name in letters
 * @param width of the picture, px; no name leaves it
 */
export function labelSides(dots: readonly { x: number; y: number; letters: number }[], width: number): LabelSide[] {
  const taken = dots.map(({ x, y }): Box => ({ left: x - DOT, right: x + DOT, top: y - DOT, bottom: y + DOT }));
  return dots.map((dot, own) => {
    const sides = (["right", "left", "above", "below"] as const).map((side) => ({ side, box: boxAt(dot, side) }));
    const free = sides.find(
      ({ box }) => box.left >= 0 && box.right <= width && !taken.some((other, at) => at !== own && overlap(box, other)),
    );
    const chosen = free ?? sides.find(({ box }) => box.right <= width) ?? sides[1];
    if (chosen) taken.push(chosen.box);
    return chosen?.side ?? "right";
  });
}

function boxAt({ x, y, letters }: { x: number; y: number; letters: number }, side: LabelSide): Box {
  const length = letters * LETTER;
  const [top, bottom] = [y - LINE / 2, y + LINE / 2];
  if (side === "right") return { left: x + DOT + 3, right: x + DOT + 3 + length, top, bottom };
  if (side === "left") return { left: x - DOT - 3 - length, right: x - DOT - 3, top, bottom };
  const shift = side === "above" ? -DOT - LINE / 2 : DOT + LINE / 2;
  return { left: x - length / 2, right: x + length / 2, top: top + shift, bottom: bottom + shift };
}

const overlap = (a: Box, b: Box) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
