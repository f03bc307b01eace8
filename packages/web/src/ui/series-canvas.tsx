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
  type Time,
  type UTCTimestamp,
} from "lightweight-charts";
import { useEffect, useRef } from "react";
import classes from "./series-chart.module.css";
import type { DayLine } from "./series-chart.tsx";
import { isMoment, panesOf } from "./series-day.ts";

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
  const panes = panesOf(lines);
  return <figure ref={container} className={classes.canvas} aria-label={summary} data-panes={panes} />;
}

interface Drawing {
  /** Calendar days or ISO times, ascending. */
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
      panes: { separatorColor: colour("desk-line"), separatorHoverColor: colour("desk-muted") },
    },
    grid: { vertLines: { visible: false }, horzLines: { color: colour("desk-line") } },
    rightPriceScale: { borderVisible: false },
    timeScale: {
      borderColor: colour("desk-line"),
      minBarSpacing: 0.02,
      timeVisible: isMoment(days[0] ?? ""),
      secondsVisible: false,
    },
    crosshair: {
      mode: CrosshairMode.Normal,
      vertLine: { color: colour("desk-muted"), style: LineStyle.Dotted, labelBackgroundColor: colour("desk-ink") },
      horzLine: { color: colour("desk-muted"), style: LineStyle.Dotted, labelBackgroundColor: colour("desk-ink") },
    },
    localization: { priceFormatter: format },
    handleScroll: { mouseWheel: false, vertTouchDrag: false },
    handleScale: { mouseWheel: false },
  });
  const times = days.map(timeOf);
  const drawn = lines.map((line) => addLine(chart, line, times, colour));
  chart.panes()[0]?.setStretchFactor(UPPER_SHARE);
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
  const placeOf = new Map(times.map((time, at) => [time, at]));
  chart.subscribeCrosshairMove(({ time }) => onRead(time === undefined ? null : (placeOf.get(time) ?? null)));
  return chart;
}

// How much of the height the upper of two panes has, in parts of the lower one.
const UPPER_SHARE = 2.4;

/** A calendar day stays what it is; a moment becomes the library's seconds. */
const timeOf = (day: string): Time => (isMoment(day) ? (Math.floor(Date.parse(day) / 1000) as UTCTimestamp) : day);

type Drawn = ISeriesApi<"Line"> | ISeriesApi<"Area">;

function addLine(chart: IChartApi, line: DayLine, times: readonly Time[], colour: (name: string) => string): Drawn {
  const lineColor = colour(`series-${line.colour}`);
  const { pane = 0, format } = line;
  const look = {
    lineWidth: 2,
    priceLineVisible: false,
    lastValueVisible: false,
    ...(format && { priceFormat: { type: "custom" as const, minMove: 0.01, formatter: format } }),
  } as const;
  const data = times.map((time, at) => {
    // A day without a value interrupts the line: nothing is known there.
    const value = line.values[at] ?? null;
    return value === null ? { time } : { time, value };
  });
  if (line.filled) {
    const fill = { topColor: `${lineColor}38`, bottomColor: `${lineColor}05` };
    const area = chart.addSeries(AreaSeries, { ...look, lineColor, ...fill }, pane);
    area.setData(data);
    return area;
  }
  const lineStyle = line.dashed ? LineStyle.Dashed : LineStyle.Solid;
  const lineType = line.stepped ? 1 : 0;
  const drawn = chart.addSeries(LineSeries, { ...look, color: lineColor, lineStyle, lineType }, pane);
  drawn.setData(data);
  return drawn;
}
