import { type ChartFrame, drawingWidth, frameChart, priceLabel } from "./chart-frame.ts";
import { type ChartSize, valueRange } from "./line-chart.ts";
import type { Palette } from "./palette.ts";

export interface ChartCandle {
  openMs: number;
  open: number;
  high: number;
  low: number;
  close: number;
  segment: number;
}

/** Candles, one column each, the newest that fit. A blank column stands between unconnected series. */
export function candleChart(candles: readonly ChartCandle[], size: ChartSize, palette: Palette): string {
  if (candles.length < 2) return "";
  const [low, high] = valueRange(candles.flatMap((candle) => [candle.low, candle.high]));
  const columns = drawingWidth(size.width, low, high, priceLabel);
  const shown = newestThatFit(candles, columns);
  const solid = shown.filter((candle) => candle !== null);
  const [shownLow, shownHigh] = valueRange(solid.flatMap((candle) => [candle.low, candle.high]));
  const frame = {
    columns: shown.length,
    rows: size.height,
    low: shownLow,
    high: shownHigh,
    fromMs: solid[0]?.openMs ?? 0,
    toMs: solid.at(-1)?.openMs ?? 0,
  };
  const rows = Array.from({ length: frame.rows }, (_, row) =>
    shown.map((candle) => cell(candle, row, frame, palette)).join(""),
  );
  return frameChart(rows, frame, palette);
}

function newestThatFit(candles: readonly ChartCandle[], columns: number): (ChartCandle | null)[] {
  const spaced = candles.flatMap((candle, index) => {
    const before = candles[index - 1];
    return before && before.segment !== candle.segment ? [null, candle] : [candle];
  });
  return spaced.slice(-columns);
}

function cell(candle: ChartCandle | null, row: number, frame: ChartFrame, palette: Palette): string {
  if (candle === null) return " ";
  const tint = candle.close >= candle.open ? palette.up : palette.down;
  const rowOf = (value: number) => Math.round(((frame.high - value) / (frame.high - frame.low)) * (frame.rows - 1));
  const inside = (top: number, bottom: number) => row >= rowOf(top) && row <= rowOf(bottom);
  if (inside(Math.max(candle.open, candle.close), Math.min(candle.open, candle.close))) return tint("┃");
  return inside(candle.high, candle.low) ? tint("│") : " ";
}
