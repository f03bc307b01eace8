import type { Comparison } from "@cryptodesk/shared/market/comparison.contract";
import { useComputedColorScheme } from "@mantine/core";
import {
  ColorType,
  CrosshairMode,
  createChart,
  type IChartApi,
  type ISeriesApi,
  LineSeries,
  LineStyle,
  type UTCTimestamp,
} from "lightweight-charts";
import { useEffect, useRef } from "react";
import { formatPercent } from "../../lib/format.ts";
import classes from "./index-chart.module.css";

/** What is under the crosshair. */
export interface IndexReading {
  at: string;
  /** Change since the start in percent, in the order of the series. */
  changes: (number | null)[];
}

/** The lines themselves. */
export function IndexCanvas({ comparison, summary, onRead }: IndexCanvasProps) {
  const scheme = useComputedColorScheme("light");
  const container = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours behind the variables change with the scheme
  useEffect(() => {
    if (!container.current) return;
    const chart = draw(container.current, comparison, onRead);
    return () => chart.remove();
  }, [comparison, scheme]);
  return <figure ref={container} className={classes.canvas} aria-label={summary} />;
}

interface IndexCanvasProps {
  comparison: Comparison;
  summary: string;
  onRead: (reading: IndexReading | null) => void;
}

function draw(
  container: HTMLElement,
  comparison: Comparison,
  onRead: (reading: IndexReading | null) => void,
): IChartApi {
  const style = getComputedStyle(container);
  const colour = (name: string) => style.getPropertyValue(`--${name}`).trim();
  const chart = createChart(container, {
    autoSize: true,
    layout: {
      background: { type: ColorType.Solid, color: colour("desk-surface") },
      textColor: colour("desk-muted"),
      fontFamily: style.fontFamily,
      fontSize: 11,
    },
    grid: { vertLines: { visible: false }, horzLines: { color: colour("desk-line") } },
    rightPriceScale: { borderVisible: false },
    timeScale: { borderColor: colour("desk-line"), timeVisible: true, secondsVisible: false, minBarSpacing: 0.02 },
    crosshair: {
      mode: CrosshairMode.Normal,
      vertLine: { color: colour("desk-muted"), style: LineStyle.Dotted, labelBackgroundColor: colour("desk-ink") },
      horzLine: { color: colour("desk-muted"), style: LineStyle.Dotted, labelBackgroundColor: colour("desk-ink") },
    },
    localization: { priceFormatter: (index: number) => formatPercent(index - 100) },
    handleScroll: { mouseWheel: false, vertTouchDrag: false },
    handleScale: { mouseWheel: false },
  });
  const times = comparison.times.map((time) => (Date.parse(time) / 1_000) as UTCTimestamp);
  const lines: ISeriesApi<"Line">[] = comparison.series.map(({ indexed }, index) => {
    const line = chart.addSeries(LineSeries, {
      color: colour(`series-${index}`),
      lineWidth: 2,
      priceLineVisible: false,
      lastValueVisible: comparison.series.length <= 5,
    });
    // A time without a value interrupts the line: nothing is known there.
    line.setData(
      times.map((time, at) => {
        const value = indexed[at] ?? null;
        return value === null ? { time } : { time, value };
      }),
    );
    return line;
  });
  lines[0]?.createPriceLine({
    price: 100,
    color: colour("desk-muted"),
    lineWidth: 1,
    lineStyle: LineStyle.Dashed,
    axisLabelVisible: false,
  });
  chart.timeScale().fitContent();
  chart.subscribeCrosshairMove(({ time, seriesData }) => {
    if (typeof time !== "number") return onRead(null);
    const changes = lines.map((line) => {
      const bar = seriesData.get(line);
      return bar && "value" in bar ? bar.value - 100 : null;
    });
    onRead({ at: new Date(time * 1_000).toISOString(), changes });
  });
  return chart;
}
