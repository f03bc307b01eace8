import { useComputedColorScheme } from "@mantine/core";
import { createSeriesMarkers, type SeriesMarker, type Time } from "lightweight-charts";
import { useEffect, useRef } from "react";
import { modelPrice } from "../../strategy-data/model-figures.ts";
import { type ChartColors, openChart, readChartColors } from "../../ui/chart-colors.ts";
import type { Blank, CandleBar } from "../../ui/chart-series.ts";
import { libraryTime, PriceDrawing } from "../../ui/price-drawing.ts";
import classes from "./strategy-run.module.css";
import type { TradeMark } from "./trade-marks.ts";

/** Candles with the entries of trades as arrows and their exits as dots. */
export function TradeCanvas({ candles, stepMs, marks, summary }: TradeCanvasProps) {
  const scheme = useComputedColorScheme("light");
  const container = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours behind the variables change with the scheme
  useEffect(() => {
    if (!container.current) return;
    const colors = readChartColors(container.current);
    const chart = openChart(container.current, colors);
    const price = new PriceDrawing(chart, colors);
    price.show({ kind: "candles", stepMs, candles, volumes: [] }, 1);
    const series = price.newest;
    if (series) {
      // Dollars of the model, where the market's prices are converted.
      series.applyOptions({ priceFormat: { type: "custom", minMove: minMoveOf(candles), formatter: modelPrice } });
      createSeriesMarkers(
        series,
        marks.map((mark) => markerOf(mark, colors)),
      );
    }
    chart.timeScale().fitContent();
    return () => chart.remove();
  }, [candles, stepMs, marks, scheme]);
  return <figure ref={container} className={classes.canvas} aria-label={summary} />;
}

interface TradeCanvasProps {
  candles: (CandleBar | Blank)[];
  stepMs: number;
  marks: readonly TradeMark[];
  summary: string;
}

function markerOf({ barTime, buys, opens }: TradeMark, { up, down }: ChartColors): SeriesMarker<Time> {
  return {
    time: libraryTime(barTime),
    position: buys ? "belowBar" : "aboveBar",
    shape: opens ? (buys ? "arrowUp" : "arrowDown") : "circle",
    color: buys ? up : down,
    size: opens ? 1 : 0.6,
  };
}

/** The smallest step of the scale: four significant digits of the lowest price. */
function minMoveOf(candles: readonly (CandleBar | Blank)[]): number {
  let lowest = Number.POSITIVE_INFINITY;
  for (const bar of candles) if ("low" in bar && bar.low > 0) lowest = Math.min(lowest, bar.low);
  const digits = Number.isFinite(lowest) ? Math.max(2, 3 - Math.floor(Math.log10(lowest))) : 2;
  return 10 ** -Math.min(digits, 16);
}
