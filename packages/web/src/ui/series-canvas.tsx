import { useComputedColorScheme } from "@mantine/core";
import {
  AreaSeries,
  ColorType,
  CrosshairMode,
  createChart,
  type IChartApi,
  type ISeriesApi,
  LineSeries,
  LineStyle,
} from "lightweight-charts";
import { useEffect, useRef } from "react";
import classes from "./series-chart.module.css";
import type { DayLine } from "./series-chart.tsx";

/** The lines themselves. `onRead` is told the day under the crosshair by its place, null when it leaves. */
export function SeriesCanvas({ days, lines, summary, onRead, ...look }: SeriesCanvasProps) {
  const scheme = useComputedColorScheme("light");
  const container = useRef<HTMLElement>(null);
  const { format, base } = look;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours behind the variables change with the scheme
  useEffect(() => {
    if (!container.current) return;
    const chart = draw(container.current, { days, lines, format, base, onRead });
    return () => chart.remove();
  }, [days, lines, base, scheme]);
  return <figure ref={container} className={classes.canvas} aria-label={summary} />;
}

interface Drawing {
  /** Calendar days, ascending. */
  days: readonly string[];
  lines: readonly DayLine[];
  format: (value: number) => string;
  /** A level that is marked, such as where everything starts. */
  base?: number | undefined;
  onRead: (at: number | null) => void;
}

interface SeriesCanvasProps extends Drawing {
  summary: string;
}

function draw(container: HTMLElement, { days, lines, format, base, onRead }: Drawing): IChartApi {
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
    timeScale: { borderColor: colour("desk-line"), minBarSpacing: 0.02 },
    crosshair: {
      mode: CrosshairMode.Normal,
      vertLine: { color: colour("desk-muted"), style: LineStyle.Dotted, labelBackgroundColor: colour("desk-ink") },
      horzLine: { color: colour("desk-muted"), style: LineStyle.Dotted, labelBackgroundColor: colour("desk-ink") },
    },
    localization: { priceFormatter: format },
    handleScroll: { mouseWheel: false, vertTouchDrag: false },
    handleScale: { mouseWheel: false },
  });
  const drawn = lines.map((line) => addLine(chart, line, days, colour));
  if (base !== undefined) {
    drawn[0]?.createPriceLine({
      price: base,
      color: colour("desk-muted"),
      lineWidth: 1,
      lineStyle: LineStyle.Dashed,
      axisLabelVisible: false,
    });
  }
  chart.timeScale().fitContent();
  const placeOf = new Map(days.map((day, at) => [day, at]));
  chart.subscribeCrosshairMove(({ time }) => onRead(typeof time === "string" ? (placeOf.get(time) ?? null) : null));
  return chart;
}

type Drawn = ISeriesApi<"Line"> | ISeriesApi<"Area">;

function addLine(chart: IChartApi, line: DayLine, days: readonly string[], colour: (name: string) => string): Drawn {
  const lineColor = colour(`series-${line.colour}`);
  const look = { lineWidth: 2, priceLineVisible: false, lastValueVisible: false } as const;
  const data = days.map((time, at) => {
    // A day without a value interrupts the line: nothing is known there.
    const value = line.values[at] ?? null;
    return value === null ? { time } : { time, value };
  });
  if (line.filled) {
    const area = chart.addSeries(AreaSeries, {
      ...look,
      lineColor,
      topColor: `${lineColor}38`,
      bottomColor: `${lineColor}05`,
    });
    area.setData(data);
    return area;
  }
  const drawn = chart.addSeries(LineSeries, {
    ...look,
    color: lineColor,
    lineStyle: line.dashed ? LineStyle.Dashed : LineStyle.Solid,
    lineType: line.stepped ? 1 : 0,
  });
  drawn.setData(data);
  return drawn;
}
