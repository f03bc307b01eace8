import { useComputedColorScheme } from "@mantine/core";
import {
  AreaSeries,
  ColorType,
  CrosshairMode,
  createChart,
  type IChartApi,
  type IPriceLine,
  type ISeriesApi,
  LineSeries,
  LineStyle,
  type Time,
  type UTCTimestamp,
} from "lightweight-charts";
import { useEffect, useRef } from "react";
import { type KeyedChart, steppedTo, useCrosshairKeys } from "./crosshair-keys.ts";
import classes from "./series-chart.module.css";
import type { DayLine } from "./series-chart.tsx";
import { isMoment, panesOf } from "./series-day.ts";

/** The lines themselves. `onRead` is told the day under the crosshair by its place, null when it leaves. */
export function SeriesCanvas({ days, lines, summary, onRead, onKeys, ...look }: SeriesCanvasProps) {
  const scheme = useComputedColorScheme("light");
  const container = useRef<HTMLElement>(null);
  const picture = useRef<Picture | null>(null);
  const [keyed, byKey] = useCrosshairKeys(() => picture.current && walkerOf(picture.current));
  const read = useRef<OnRead>(onRead);
  const { format, base } = look;
  const shape = shapeOf(days, lines);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours behind the variables change with the scheme
  useEffect(() => {
    if (!container.current) return;
    const drawn = draw(container.current, { days, lines, format }, (at) => read.current(at));
    picture.current = drawn;
    return () => drawn.chart.remove();
  }, [shape, scheme]);
  // Other values of the same lines are put in place: a picture that is made anew flickers under a slider.
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is drawn anew has no values yet
  useEffect(() => {
    if (picture.current) fill(picture.current, { days, lines, base });
  }, [days, lines, base, shape, scheme]);
  useEffect(() => {
    read.current = onRead;
  });
  useEffect(() => onKeys(byKey), [byKey, onKeys]);
  const panes = panesOf(lines);
  return <figure ref={container} className={classes.canvas} aria-label={summary} data-panes={panes} {...keyed} />;
}

interface Drawing {
  /** Calendar days or ISO times, ascending. */
  days: readonly string[];
  lines: readonly DayLine[];
  format: (value: number) => string;
  /** A level that is marked, such as where everything starts. */
  base?: number | undefined;
}

type OnRead = (at: number | null) => void;

interface SeriesCanvasProps extends Drawing {
  summary: string;
  onRead: OnRead;
  /** Told whether it is the keyboard that reads; the same function every time. */
  onKeys: (byKey: boolean) => void;
}

/** What is on the screen. */
interface Picture {
  chart: IChartApi;
  series: readonly Drawn[];
  placeOf: Map<Time, number>;
  /** Where the keyboard has put the crosshair. */
  cursor: number | null;
  onRead: OnRead;
  base: IPriceLine | null;
  baseColour: string;
}

/** Two sets of lines with the same shape differ in values only. */
const shapeOf = (days: readonly string[], lines: readonly DayLine[]): string =>
  JSON.stringify([
    isMoment(days[0] ?? ""),
    ...lines.map(({ key, colour, filled, dashed, stepped, pane, labelled }) => [
      key,
      colour,
      filled,
      dashed,
      stepped,
      pane,
      labelled,
    ]),
  ]);

/** Lays the picture out, without values. */
function draw(container: HTMLElement, { days, lines, format }: Omit<Drawing, "base">, onRead: OnRead): Picture {
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
    // No half numbers at its ends.
    rightPriceScale: { borderVisible: false, entireTextOnly: true },
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
    handleScroll: { mouseWheel: false, vertTouchDrag: false },
    handleScale: { mouseWheel: false },
    // Months of the axis are named in the language of the page.
    localization: { locale: document.documentElement.lang },
  });
  const series = lines.map((line) => addLine(chart, { ...line, format: line.format ?? format }, colour));
  chart.panes()[0]?.setStretchFactor(UPPER_SHARE);
  const picture: Picture = {
    chart,
    series,
    placeOf: new Map<Time, number>(),
    cursor: null,
    onRead,
    base: null,
    baseColour: colour("desk-muted"),
  };
  chart.subscribeCrosshairMove(({ time, sourceEvent }) => {
    // Without a pointer it is the chart itself that moved under whoever reads with the keyboard.
    if (sourceEvent === undefined && picture.cursor !== null) return;
    picture.cursor = null;
    onRead(time === undefined ? null : (picture.placeOf.get(time) ?? null));
  });
  return picture;
}

/** Walks the crosshair through the days. */
function walkerOf(picture: Picture): KeyedChart {
  const count = picture.placeOf.size;
  return {
    step: (days) => standOn(picture, steppedTo(picture.cursor, days, count)),
    stepTo: (end) => standOn(picture, end === "first" ? 0 : count - 1),
    leave: () => {
      picture.cursor = null;
      picture.chart.clearCrosshairPosition();
      picture.onRead(null);
    },
  };
}

/** Puts the crosshair on a day and brings it into view; on a day of which nothing is known it stands at the marked level. */
function standOn(picture: Picture, place: number): void {
  const { chart, series, base } = picture;
  const time = [...picture.placeOf.keys()][place];
  const known = series.find((each) => valueAt(each, place) !== null) ?? series[0];
  if (time === undefined || known === undefined) return;
  picture.cursor = place;
  const scale = chart.timeScale();
  const range = scale.getVisibleLogicalRange();
  if (range && (place < range.from || place > range.to)) {
    const half = (range.to - range.from) / 2;
    scale.setVisibleLogicalRange({ from: place - half, to: place + half });
  }
  chart.setCrosshairPosition(valueAt(known, place) ?? base?.options().price ?? 0, time, known);
  // Set like this, the crosshair tells nobody.
  picture.onRead(place);
}

function valueAt(series: Drawn, place: number): number | null {
  const bar = series.dataByIndex(place);
  return bar !== null && "value" in bar && typeof bar.value === "number" ? bar.value : null;
}

/** Puts values in; what is zoomed into stays so while the days are the same. */
function fill(picture: Picture, { days, lines, base }: Omit<Drawing, "format">): void {
  const { chart, series, placeOf } = picture;
  const times = days.map(timeOf);
  const sameDays = times.length === placeOf.size && times.every((time, at) => placeOf.get(time) === at);
  if (!sameDays) {
    // Another day may be in the place of the one that was read.
    if (picture.cursor !== null) walkerOf(picture).leave();
    placeOf.clear();
    for (const [at, time] of times.entries()) placeOf.set(time, at);
  }
  for (const [place, drawn] of series.entries()) {
    const values = lines[place]?.values ?? [];
    drawn.setData(
      times.map((time, at) => {
        // A day without a value interrupts the line: nothing is known there.
        const value = values[at] ?? null;
        return value === null ? { time } : { time, value };
      }),
    );
  }
  markBase(picture, base);
  if (!sameDays) chart.timeScale().fitContent();
}

function markBase(picture: Picture, price: number | undefined): void {
  const [first] = picture.series;
  if (picture.base?.options().price === price) return;
  if (picture.base) first?.removePriceLine(picture.base);
  const look = {
    color: picture.baseColour,
    lineWidth: 1,
    lineStyle: LineStyle.Dashed,
    axisLabelVisible: false,
  } as const;
  picture.base = price === undefined ? null : (first?.createPriceLine({ price, ...look }) ?? null);
}

// How much of the height the upper of two panes has, in parts of the lower one.
const UPPER_SHARE = 2.4;

/** A calendar day stays what it is; a moment becomes the library's seconds. */
const timeOf = (day: string): Time => (isMoment(day) ? (Math.floor(Date.parse(day) / 1000) as UTCTimestamp) : day);

/** A line that knows how its values are written: two scales may read differently. */
type WrittenLine = DayLine & Required<Pick<DayLine, "format">>;

type Drawn = ISeriesApi<"Line"> | ISeriesApi<"Area">;

function addLine(chart: IChartApi, line: WrittenLine, colour: (name: string) => string): Drawn {
  const lineColor = colour(`series-${line.colour}`);
  const { pane = 0, format } = line;
  const look = {
    lineWidth: 2,
    priceLineVisible: false,
    lastValueVisible: line.labelled ?? false,
    priceFormat: { type: "custom", minMove: 0.01, formatter: format },
  } as const;
  if (line.filled) {
    const fading = { topColor: `${lineColor}38`, bottomColor: `${lineColor}05` };
    return chart.addSeries(AreaSeries, { ...look, lineColor, ...fading }, pane);
  }
  const lineStyle = line.dashed ? LineStyle.Dashed : LineStyle.Solid;
  const lineType = line.stepped ? 1 : 0;
  return chart.addSeries(LineSeries, { ...look, color: lineColor, lineStyle, lineType }, pane);
}
