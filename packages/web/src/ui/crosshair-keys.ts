import { type HTMLAttributes, useState } from "react";

/** A chart whose crosshair can be moved without a pointer. */
export interface KeyedChart {
  /** Moves by so many bars, to the right where positive. */
  step: (bars: number) => void;
  stepTo: (end: "first" | "last") => void;
  /** Shows fewer bars (factor below 1) or more. */
  zoom?: (factor: number) => void;
  /** Takes the crosshair away. */
  leave: () => void;
}

/** What an element needs to have its chart read with the keyboard. */
type KeyedElement = Required<
  Pick<HTMLAttributes<HTMLElement>, "tabIndex" | "aria-keyshortcuts" | "onKeyDown" | "onPointerMove" | "onBlur">
>;

const SHIFT_BARS = 10;
const SHORTCUTS = "ArrowLeft ArrowRight Home End Escape";

/**
 * The keys of every chart: one bar left or right (with Shift ten), the first, the newest, in and out where the chart zooms,
 * and away.
 * @returns what the chart's element needs, and whether it is the keyboard that reads: only then values are said aloud, since
 *   the pointer would flood a screen reader
 */
export function useCrosshairKeys(chart: () => KeyedChart | null, zooms = false): [KeyedElement, boolean] {
  const [byKey, setByKey] = useState(false);
  const element: KeyedElement = {
    tabIndex: 0,
    "aria-keyshortcuts": zooms ? `${SHORTCUTS} + -` : SHORTCUTS,
    onKeyDown: (event) => {
      const keyed = chart();
      if (!keyed || event.ctrlKey || event.metaKey || event.altKey) return;
      if (!pressCrosshairKey(keyed, event.key, event.shiftKey)) return;
      event.preventDefault();
      setByKey(true);
    },
    onPointerMove: () => setByKey(false),
    onBlur: () => {
      if (byKey) chart()?.leave();
      setByKey(false);
    },
  };
  return [element, byKey];
}

/** @returns false for a key that means nothing to a chart */
export function pressCrosshairKey(chart: KeyedChart, key: string, shift: boolean): boolean {
  const far = shift ? SHIFT_BARS : 1;
  if (key === "ArrowLeft") chart.step(-far);
  else if (key === "ArrowRight") chart.step(far);
  else if (key === "Home") chart.stepTo("first");
  else if (key === "End") chart.stepTo("last");
  else if ((key === "+" || key === "=") && chart.zoom) chart.zoom(0.7);
  else if (key === "-" && chart.zoom) chart.zoom(1.4);
  else if (key === "Escape") chart.leave();
  else return false;
  return true;
}

/**
 * Where a step leads among `count` bars.
 * @param from the bar under the crosshair; null: none, then a step back begins at the newest
 */
export function steppedTo(from: number | null, bars: number, count: number): number {
  const last = count - 1;
  const start = from ?? (bars < 0 ? last + 1 : last);
  return Math.min(last, Math.max(0, start + bars));
}
