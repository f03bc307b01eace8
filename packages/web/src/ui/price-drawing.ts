import {
  AreaSeries,
  CandlestickSeries,
  HistogramSeries,
  type IChartApi,
  type IPriceLine,
  type ISeriesApi,
  LineSeries,
  LineStyle,
  type SeriesType,
  type UTCTimestamp,
} from "lightweight-charts";
import { formatPercent, formatPrice } from "../lib/format.ts";
import type { ChartColors } from "./chart-colors.ts";
import { plain } from "./chart-number.ts";
import type { ChartPicture } from "./chart-picture.ts";
import type { Bar, Blank, CandleBar, ChartTime } from "./chart-series.ts";

// The library brands its time type; ours is the same number.
export const libraryTime = (time: ChartTime) => time as UTCTimestamp;
const timed = <B extends Blank>(bar: B) => ({ ...bar, time: libraryTime(bar.time) });

/** What the price says at one time. */
export interface PriceReading {
  candle: CandleBar | null;
  value: number | null;
  volume: number | null;
}

/** The price of one chart: candles with volume, or lines. */
export class PriceDrawing {
  readonly #chart: IChartApi;
  readonly #colors: ChartColors;
  #price: ISeriesApi<SeriesType>[] = [];
  #volume: ISeriesApi<"Histogram"> | null = null;
  #priceLine: IPriceLine | null = null;
  #stepMs = 0;
  /** What prices are multiplied by to be drawn. */
  #scale = 1;
  #last: { kind: "candles"; bar: CandleBar } | { kind: "line"; bar: Bar } | null = null;

  constructor(chart: IChartApi, colors: ChartColors) {
    this.#chart = chart;
    this.#colors = colors;
  }

  /** The series that holds the newest bar. */
  get newest(): ISeriesApi<SeriesType> | undefined {
    return this.#price.at(-1);
  }

  /**
   * @param scale what prices are multiplied by to be drawn, so that the marks of their axis are round
   * @param format of what is drawn; prices where none is given
   */
  show(picture: ChartPicture, scale: number, format?: DrawnFormat): void {
    for (const series of this.#price) this.#chart.removeSeries(series);
    if (this.#volume) this.#chart.removeSeries(this.#volume);
    this.#price = [];
    this.#volume = null;
    this.#last = null;
    this.#priceLine = null;
    this.#stepMs = picture.stepMs;
    this.#scale = scale;
    if (picture.kind === "candles") {
      const candles = picture.candles.map((bar) => ("close" in bar ? scaledCandle(bar, scale) : bar));
      this.#showCandles(candles, picture.volumes, format);
    } else {
      const lines = picture.lines.map((line) => line.map((bar) => ("value" in bar ? scaledBar(bar, scale) : bar)));
      this.#showLines(lines, picture.kind === "area", format);
    }
  }

  /** Moves the newest bar to a live price while its interval runs. */
  follow(priceUsd: number, atMs: number): void {
    const price = priceUsd * this.#scale;
    const series = this.#price.at(-1);
    // A price of a later interval belongs to a bar that the next fetch brings.
    if (!series || !this.#last || atMs >= this.#last.bar.time * 1000 + this.#stepMs) return;
    if (this.#last.kind === "line") {
      this.#last = { kind: "line", bar: { ...this.#last.bar, value: price } };
    } else {
      const { bar } = this.#last;
      const [high, low] = [Math.max(bar.high, price), Math.min(bar.low, price)];
      this.#last = { kind: "candles", bar: { ...bar, close: price, high, low } };
    }
    series.update(timed(this.#last.bar));
    this.#priceLine?.applyOptions({ price });
  }

  /** Which series of the price holds which time. */
  stretches(picture: ChartPicture) {
    const lines = picture.kind === "candles" ? [picture.candles] : picture.lines;
    return this.#price.flatMap((series, index) => {
      const [from, to] = [lines[index]?.[0]?.time, lines[index]?.at(-1)?.time];
      return from === undefined || to === undefined ? [] : [{ series, from, to }];
    });
  }

  read(seriesData: ReadonlyMap<ISeriesApi<SeriesType>, object>, time: ChartTime): PriceReading {
    const reading: PriceReading = { candle: null, value: null, volume: null };
    const volume = this.#volume && seriesData.get(this.#volume);
    if (volume && "value" in volume) reading.volume = Number(volume.value);
    for (const series of this.#price) {
      const bar = seriesData.get(series);
      if (!bar) continue;
      if (isCandle(bar)) reading.candle = { ...scaledCandle(bar, 1 / this.#scale), time };
      else if ("value" in bar) reading.value = Number(bar.value) / this.#scale;
    }
    return reading;
  }

  #showCandles(candles: (CandleBar | Blank)[], volumes: (Bar & { up: boolean })[], format?: DrawnFormat): void {
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
      priceFormat:
        format ??
        priceFormat(
          candles.flatMap((bar) => ("close" in bar ? [bar.close] : [])),
          this.#scale,
        ),
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

  #showLines(lines: (Bar | Blank)[][], filled: boolean, format?: DrawnFormat): void {
    this.#price = lines.map((line, index) => {
      const newest = index === lines.length - 1;
      const { accent } = this.#colors;
      const options = {
        lineWidth: 2,
        lastValueVisible: newest,
        priceLineVisible: newest,
        priceFormat:
          format ??
          priceFormat(
            line.flatMap((bar) => ("value" in bar ? [bar.value] : [])),
            this.#scale,
          ),
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
}

function scaledBar({ time, value }: Bar, scale: number): Bar {
  return { time, value: value * scale };
}

function scaledCandle({ time, open, high, low, close }: CandleBar, scale: number): CandleBar {
  return { time, open: open * scale, high: high * scale, low: low * scale, close: close * scale };
}

function isCandle(bar: object): bar is CandleBar {
  return "open" in bar && "high" in bar && "low" in bar && "close" in bar;
}

interface DrawnFormat {
  type: "custom";
  minMove: number;
  formatter: (drawn: number) => string;
}

/** The smallest step of the price scale: four significant digits of the smallest price, as it is drawn. */
function priceFormat(prices: readonly number[], scale: number): DrawnFormat {
  const smallest = Math.min(...prices.filter((price) => price > 0));
  const digits = Number.isFinite(smallest) ? Math.max(2, 3 - Math.floor(Math.log10(smallest))) : 2;
  return {
    type: "custom",
    minMove: 10 ** -Math.min(digits, 16),
    formatter: (drawn) => formatPrice(plain(drawn / scale)),
  };
}

/** Where an index begins. */
export const INDEX_BASE = 100;

/** An index that reads as change in percent. */
export const INDEX_FORMAT: DrawnFormat = {
  type: "custom",
  minMove: 0.01,
  formatter: (index) => formatPercent(index - INDEX_BASE),
};
