import { type ChartFrame, drawingWidth, frameChart, priceLabel } from "./chart-frame.ts";
import type { Palette, Tint } from "./palette.ts";

export interface ChartPoint {
  atMs: number;
  value: number;
  /** Points with the same number are joined. */
  segment: number;
}

export interface ChartLine {
  points: readonly ChartPoint[];
  tint: Tint;
}

export interface ChartSize {
  width: number;
  height: number;
}

// A Braille cell is two dots wide and four high; the bits of its dots by row and column.
const DOT_BITS = [
  [0x01, 0x08],
  [0x02, 0x10],
  [0x04, 0x20],
  [0x40, 0x80],
] as const;
const BLANK = 0x2800;

interface Canvas {
  frame: ChartFrame;
  bits: Uint8Array;
  owner: Int8Array;
}

/** Lines over time in Braille dots, with axes. Empty text when there are fewer than two points. */
export function lineChart(
  lines: readonly ChartLine[],
  size: ChartSize,
  palette: Palette,
  label: (value: number) => string = priceLabel,
): string {
  const points = lines.flatMap((line) => line.points);
  if (points.length < 2) return "";
  const [low, high] = valueRange(points.map(({ value }) => value));
  const times = points.map(({ atMs }) => atMs);
  const frame = {
    columns: drawingWidth(size.width, low, high, label),
    rows: size.height,
    low,
    high,
    fromMs: times.reduce((a, b) => Math.min(a, b)),
    toMs: times.reduce((a, b) => Math.max(a, b)),
  };
  const canvas = newCanvas(frame);
  for (const [index, line] of lines.entries()) drawLine(canvas, line.points, index);
  return frameChart(textRows(canvas, lines), frame, palette, label);
}

/** Lowest and highest value, moved apart where they are the same. */
export function valueRange(values: readonly number[]): [low: number, high: number] {
  const low = values.reduce((a, b) => Math.min(a, b));
  const high = values.reduce((a, b) => Math.max(a, b));
  const spread = Math.abs(high) * 0.01 || 1;
  return low === high ? [low - spread, high + spread] : [low, high];
}

function newCanvas(frame: ChartFrame): Canvas {
  const cells = frame.columns * frame.rows;
  return { frame, bits: new Uint8Array(cells), owner: new Int8Array(cells) };
}

function drawLine(canvas: Canvas, points: readonly ChartPoint[], owner: number): void {
  for (const [index, point] of points.entries()) {
    const before = points[index - 1];
    const from = before && before.segment === point.segment ? before : point;
    drawStroke(canvas, dotOf(canvas.frame, from), dotOf(canvas.frame, point), owner);
  }
}

function dotOf(frame: ChartFrame, point: ChartPoint): { x: number; y: number } {
  const across = (point.atMs - frame.fromMs) / (frame.toMs - frame.fromMs || 1);
  const down = (frame.high - point.value) / (frame.high - frame.low);
  return { x: Math.round(across * (frame.columns * 2 - 1)), y: Math.round(down * (frame.rows * 4 - 1)) };
}

function drawStroke(canvas: Canvas, from: { x: number; y: number }, to: { x: number; y: number }, owner: number): void {
  const steps = Math.max(Math.abs(to.x - from.x), Math.abs(to.y - from.y), 1);
  for (let step = 0; step <= steps; step += 1) {
    const x = Math.round(from.x + ((to.x - from.x) * step) / steps);
    const y = Math.round(from.y + ((to.y - from.y) * step) / steps);
    const cell = (y >> 2) * canvas.frame.columns + (x >> 1);
    canvas.bits[cell] = (canvas.bits[cell] ?? 0) | (DOT_BITS[y & 3]?.[x & 1] ?? 0);
    canvas.owner[cell] = owner;
  }
}

function textRows({ frame, bits, owner }: Canvas, lines: readonly ChartLine[]): string[] {
  return Array.from({ length: frame.rows }, (_, row) => {
    let text = "";
    for (let column = 0; column < frame.columns; column += 1) {
      const cell = row * frame.columns + column;
      const dots = bits[cell] ?? 0;
      const tint = lines[owner[cell] ?? 0]?.tint;
      text += dots === 0 || !tint ? " " : tint(String.fromCharCode(BLANK + dots));
    }
    return text;
  });
}
