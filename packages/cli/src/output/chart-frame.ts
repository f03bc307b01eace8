import { price } from "./numbers.ts";
import type { Palette } from "./palette.ts";
import { padTo, widthOf } from "./plain-text.ts";

/** The drawing area of a chart: its cells, the values of its top and bottom edge, the times of its left and right edge. */
export interface ChartFrame {
  columns: number;
  rows: number;
  low: number;
  high: number;
  fromMs: number;
  toMs: number;
}

const AXIS_WIDTH = 3;

/** Columns that stay for the drawing when labels for `low` and `high` stand beside it. */
export function drawingWidth(totalWidth: number, low: number, high: number, label: (value: number) => string): number {
  return Math.max(10, totalWidth - Math.max(widthOf(label(low)), widthOf(label(high))) - AXIS_WIDTH);
}

export function priceLabel(value: number): string {
  return price(String(value));
}

/** Puts a value axis to the left of `cells` (rows from the top) and a time axis below. */
export function frameChart(
  cells: readonly string[],
  frame: ChartFrame,
  palette: Palette,
  label: (value: number) => string = priceLabel,
): string {
  const labels = cells.map((_, row) => (row % 3 === 0 || row === frame.rows - 1 ? label(valueAtRow(frame, row)) : ""));
  const width = Math.max(...labels.map(widthOf));
  const rows = cells.map((cell, row) => {
    const text = labels[row] ?? "";
    return `${palette.dim(`${padTo(text, width, "right")} ${text ? "┤" : "│"}`)}${cell}`.trimEnd();
  });
  const margin = " ".repeat(width + 1);
  return [
    ...rows,
    palette.dim(`${margin}└${"─".repeat(frame.columns)}`),
    palette.dim(margin + timeAxis(frame)),
    "",
  ].join("\n");
}

/** The value at the middle of a row; the first row is the top. */
function valueAtRow({ rows, low, high }: ChartFrame, row: number): number {
  return rows < 2 ? high : high - ((high - low) * row) / (rows - 1);
}

function timeAxis({ columns, fromMs, toMs }: ChartFrame): string {
  const marks = Math.max(2, Math.min(6, Math.floor(columns / 16)));
  let text = "";
  for (let mark = 0; mark < marks; mark += 1) {
    const share = mark / (marks - 1);
    const label = timeLabel(fromMs + (toMs - fromMs) * share, toMs - fromMs);
    const start = Math.round(1 + share * (columns - 1) - label.length * share);
    if (start >= text.length) text = `${text.padEnd(start)}${label} `;
  }
  return text.trimEnd();
}

/** A date, with the clock where the chart is short. */
function timeLabel(ms: number, spanMs: number): string {
  const iso = new Date(ms).toISOString();
  if (spanMs <= 2 * 86_400_000) return iso.slice(11, 16);
  if (spanMs <= 10 * 86_400_000) return iso.slice(5, 16).replace("T", " ");
  return iso.slice(0, 10);
}
