import type { CandleSeries, PriceHistory } from "@cryptodesk/shared/market/candle.contract";
import { TIMEFRAME_MS } from "@cryptodesk/shared/market/timeframe";
import { type Bar, type Blank, type CandleBar, candleBars, lineSegments, volumeBars } from "./chart-series.ts";

/** How a price is drawn. */
export type ChartKind = "candles" | "line" | "area";

/** What a chart shows. Lines are unbroken stretches; candles carry blanks where stretches end. */
export type ChartPicture =
  | { kind: "candles"; stepMs: number; candles: (CandleBar | Blank)[]; volumes: (Bar & { up: boolean })[] }
  | { kind: "line" | "area"; stepMs: number; lines: (Bar | Blank)[][] };

/** The series as it is drawn. */
export function toPicture(data: CandleSeries | PriceHistory, kind: ChartKind): ChartPicture {
  if ("points" in data) {
    const stepMs = TIMEFRAME_MS[data.interval];
    return { kind: kind === "area" ? "area" : "line", stepMs, lines: lineSegments(data.points, stepMs) };
  }
  const stepMs = TIMEFRAME_MS[data.timeframe];
  return { kind: "candles", stepMs, candles: candleBars(data.candles, stepMs), volumes: volumeBars(data.candles) };
}

/** The bars of a picture that have a price, closing prices for candles. */
export function priceBars(picture: ChartPicture): Bar[] {
  return picture.kind === "candles"
    ? picture.candles.flatMap((bar) => ("close" in bar ? [{ time: bar.time, value: bar.close }] : []))
    : picture.lines.flat().flatMap((bar) => ("value" in bar ? [bar] : []));
}
