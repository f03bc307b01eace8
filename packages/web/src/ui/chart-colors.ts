import { ColorType, CrosshairMode, createChart, type IChartApi, LineStyle } from "lightweight-charts";

/** The colours of a chart of prices. */
export interface ChartColors {
  ink: string;
  muted: string;
  line: string;
  surface: string;
  accent: string;
  up: string;
  down: string;
  warn: string;
  /** For indicators, in the order in which they are taken. */
  series: string[];
}

/** Colours come from the theme's variables, so that the chart follows the page. */
export function readChartColors(element: Element): ChartColors {
  const style = getComputedStyle(element);
  const read = (name: string) => style.getPropertyValue(`--desk-${name}`).trim();
  return {
    ink: read("ink"),
    muted: read("muted"),
    line: read("line"),
    surface: read("surface"),
    accent: read("accent"),
    up: read("up"),
    down: read("down"),
    warn: read("warn"),
    series: [1, 3, 2, 6, 8, 5, 7, 9, 4].map((index) => style.getPropertyValue(`--series-${index}`).trim()),
  };
}

/** An empty chart of prices that fills its container; the page scrolls over it. */
export function openChart(container: HTMLElement, colors: ChartColors): IChartApi {
  return createChart(container, {
    autoSize: true,
    layout: {
      background: { type: ColorType.Solid, color: colors.surface },
      textColor: colors.muted,
      fontFamily: getComputedStyle(container).fontFamily,
      fontSize: 11,
      panes: { separatorColor: colors.line, separatorHoverColor: colors.muted },
    },
    grid: { vertLines: { visible: false }, horzLines: { color: colors.line } },
    rightPriceScale: { borderVisible: false, scaleMargins: { top: 0.08, bottom: 0.22 } },
    // A long span must fit as a whole, however many points it has.
    timeScale: {
      borderColor: colors.line,
      timeVisible: true,
      secondsVisible: false,
      rightOffset: 2,
      minBarSpacing: 0.02,
    },
    crosshair: {
      mode: CrosshairMode.Normal,
      vertLine: { color: colors.muted, style: LineStyle.Dotted, labelBackgroundColor: colors.ink },
      horzLine: { color: colors.muted, style: LineStyle.Dotted, labelBackgroundColor: colors.ink },
    },
    handleScroll: { mouseWheel: false, vertTouchDrag: false },
    handleScale: { mouseWheel: false },
    localization: { locale: document.documentElement.lang },
  });
}
