import {
  AreaSeries,
  CandlestickSeries,
  ColorType,
  CrosshairMode,
  createChart,
  HistogramSeries,
  type IChartApi,
  type IPriceLine,
  type ISeriesApi,
  LineSeries,
  LineStyle,
  type MouseEventParams,
  PriceScaleMode,
  type SeriesType,
  type Time,
  type UTCTimestamp,
} from "lightweight-charts";
import { formatPrice } from "../../lib/format.ts";
import { plain } from "./chart-number.ts";
import type { Bar, Blank, CandleBar, ChartTime } from "./chart-series.ts";
import { IndicatorDrawing, type IndicatorReading } from "./indicator-drawing.ts";
import type { IndicatorPicture } from "./indicators.ts";

/** What a chart shows. Lines are unbroken stretches; candles carry blanks where stretches end. */
export type ChartPicture =
  | { kind: "candles"; stepMs: number; candles: (CandleBar | Blank)[]; volumes: (Bar & { up: boolean })[] }
  | { kind: "line" | "area"; stepMs: number; lines: (Bar | Blank)[][] };

/** What is drawn besides the price, and on which scale. */
export interface ChartExtras {
  indicators: readonly IndicatorPicture[];
  logarithmic: boolean;
}

export interface ChartColors {
  ink: string;
  muted: string;
  line: string;
  surface: string;
  accent: string;
  up: string;
  down: string;
  /** For indicators, in the order in which they are taken. */
  series: string[];
}

/** What is under the crosshair; null away from the chart. */
export interface ChartReading {
  time: ChartTime;
  candle: CandleBar | null;
  value: number | null;
  volume: number | null;
  indicators: IndicatorReading[];
}

// The library brands its time type; ours is the same number.
const libraryTime = (time: ChartTime) => time as UTCTimestamp;
const timed = <B extends Blank>(bar: B) => ({ ...bar, time: libraryTime(bar.time) });

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
    series: [1, 3, 2, 6, 8, 5, 7, 9, 4].map((index) => style.getPropertyValue(`--series-${index}`).trim()),
  };
}

/** One chart on the screen: the imperative library behind a small surface. */
export class ChartDrawing {
  readonly #chart: IChartApi;
  readonly #colors: ChartColors;
  readonly #indicators: IndicatorDrawing;
  #price: ISeriesApi<SeriesType>[] = [];
  #volume: ISeriesApi<"Histogram"> | null = null;
  #priceLine: IPriceLine | null = null;
  #stepMs = 0;
  #last: { kind: "candles"; bar: CandleBar } | { kind: "line"; bar: Bar } | null = null;

  constructor(container: HTMLElement, colors: ChartColors, onRead: (reading: ChartReading | null) => void) {
    this.#colors = colors;
    this.#chart = createChart(container, {
      autoSize: true,
      layout: {
        background: { type: ColorType.Solid, color: colors.surface },
        textColor: colors.muted,
        fontFamily: getComputedStyle(container).fontFamily,
        fontSize: 11,
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
    });
    this.#indicators = new IndicatorDrawing(this.#chart, colors.series);
    this.#chart.subscribeCrosshairMove((event) => onRead(this.#read(event)));
  }

  /** Draws anew. `fit` shows all of it; otherwise the part in view stays. */
  show(picture: ChartPicture, { indicators, logarithmic }: ChartExtras, fit: boolean): void {
    for (const series of this.#price) this.#chart.removeSeries(series);
    if (this.#volume) this.#chart.removeSeries(this.#volume);
    this.#price = [];
    this.#volume = null;
    this.#last = null;
    this.#priceLine = null;
    this.#stepMs = picture.stepMs;
    if (picture.kind === "candles") this.#showCandles(picture.candles, picture.volumes);
    else this.#showLines(picture.lines, picture.kind === "area");
    this.#indicators.show(indicators);
    const mode = logarithmic ? PriceScaleMode.Logarithmic : PriceScaleMode.Normal;
    this.#chart.priceScale("right", 0).applyOptions({ mode });
    if (fit) this.#chart.timeScale().fitContent();
  }

  /** Moves the newest bar to a live price while its interval runs. */
  follow(priceUsd: number, atMs: number): void {
    const series = this.#price.at(-1);
    // A price of a later interval belongs to a bar that the next fetch brings.
    if (!series || !this.#last || atMs >= this.#last.bar.time * 1000 + this.#stepMs) return;
    if (this.#last.kind === "line") {
      this.#last = { kind: "line", bar: { ...this.#last.bar, value: priceUsd } };
    } else {
      const { bar } = this.#last;
      const [high, low] = [Math.max(bar.high, priceUsd), Math.min(bar.low, priceUsd)];
      this.#last = { kind: "candles", bar: { ...bar, close: priceUsd, high, low } };
    }
    series.update(timed(this.#last.bar));
    this.#priceLine?.applyOptions({ price: priceUsd });
  }

  remove(): void {
    this.#chart.remove();
  }

  #showCandles(candles: (CandleBar | Blank)[], volumes: (Bar & { up: boolean })[]): void {
    const { up, down, surface, accent } = this.#colors;
    const series = this.#chart.addSeries(CandlestickSeries, {
      upColor: surface,
      downColor: down,
      borderUpColor: up,
      borderDownColor: down,
      wickUpColor: up,
      wickDownColor: down,
      // The library would colour the label like the candle, which is hollow when it rises.
      lastValueVisible: false,
      priceLineVisible: false,
      priceFormat: priceFormat(candles.flatMap((bar) => ("close" in bar ? [bar.close] : []))),
    });
    series.setData(candles.map(timed));
    this.#price = [series];
    const last = candles.at(-1);
    if (last && "close" in last) {
      this.#last = { kind: "candles", bar: last };
      this.#priceLine = series.createPriceLine({
        price: last.close,
        color: accent,
        lineWidth: 1,
        lineStyle: LineStyle.Dotted,
      });
    }
    if (volumes.length > 0) this.#showVolumes(volumes);
  }

  #showVolumes(volumes: (Bar & { up: boolean })[]): void {
    const { up, down } = this.#colors;
    const series = this.#chart.addSeries(HistogramSeries, {
      priceScaleId: "",
      priceFormat: { type: "volume" },
      lastValueVisible: false,
      priceLineVisible: false,
    });
    series.priceScale().applyOptions({ scaleMargins: { top: 0.84, bottom: 0 } });
    series.setData(volumes.map((bar) => ({ ...timed(bar), color: `${bar.up ? up : down}66` })));
    this.#volume = series;
  }

  #showLines(lines: (Bar | Blank)[][], filled: boolean): void {
    this.#price = lines.map((line, index) => {
      const newest = index === lines.length - 1;
      const { accent } = this.#colors;
      const options = {
        lineWidth: 2,
        lastValueVisible: newest,
        priceLineVisible: newest,
        priceFormat: priceFormat(line.flatMap((bar) => ("value" in bar ? [bar.value] : []))),
        // A stretch of one point would be invisible as a line.
        pointMarkersVisible: line.length === 1,
      } as const;
      const series: ISeriesApi<SeriesType> = filled
        ? this.#chart.addSeries(AreaSeries, {
            ...options,
            lineColor: accent,
            topColor: `${accent}55`,
            bottomColor: `${accent}05`,
          })
        : this.#chart.addSeries(LineSeries, { ...options, color: accent });
      series.setData(line.map(timed));
      return series;
    });
    const last = lines.at(-1)?.at(-1);
    if (last && "value" in last) this.#last = { kind: "line", bar: last };
  }

  #read({ time, seriesData }: MouseEventParams<Time>): ChartReading | null {
    if (typeof time !== "number") return null;
    const indicators = this.#indicators.read(seriesData);
    const reading: ChartReading = { time, candle: null, value: null, volume: null, indicators };
    for (const [series, bar] of seriesData) {
      if (!this.#price.includes(series) && series !== this.#volume) continue;
      if (series === this.#volume) reading.volume = "value" in bar ? bar.value : null;
      else if ("close" in bar)
        reading.candle = { time, open: bar.open, high: bar.high, low: bar.low, close: bar.close };
      else if ("value" in bar) reading.value = bar.value;
    }
    return reading;
  }
}

/** The smallest step of the price scale: four significant digits of the smallest price. */
function priceFormat(prices: readonly number[]) {
  const smallest = Math.min(...prices.filter((price) => price > 0));
  const digits = Number.isFinite(smallest) ? Math.max(2, 3 - Math.floor(Math.log10(smallest))) : 2;
  return {
    type: "custom",
    minMove: 10 ** -Math.min(digits, 16),
    formatter: (price: number) => formatPrice(plain(price)),
  } as const;
}
