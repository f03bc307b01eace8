import { type IChartApi, type MouseEventParams, PriceScaleMode, type Time } from "lightweight-charts";
import { type ChartColors, openChart } from "../../ui/chart-colors.ts";
import { type ChartPicture, priceBars } from "../../ui/chart-picture.ts";
import type { Bar, ChartTime } from "../../ui/chart-series.ts";
import { steppedTo } from "../../ui/crosshair-keys.ts";
import { INDEX_FORMAT, libraryTime, PriceDrawing, type PriceReading } from "../../ui/price-drawing.ts";
import type { ChartMark } from "./chart-marks.ts";
import type { OverlaySet } from "./chart-overlay.ts";
import { IndicatorDrawing, type IndicatorReading } from "./indicator-drawing.ts";
import type { IndicatorPicture } from "./indicators.ts";
import { MarkDrawing } from "./mark-drawing.ts";
import { drawnScale, OverlayDrawing, type OverlayReading } from "./overlay-drawing.ts";

/** What is drawn besides the price, and on which scale. */
export interface ChartExtras {
  indicators: readonly IndicatorPicture[];
  /** With other coins beside it the scale reads as change in percent. */
  overlay: OverlaySet | null;
  marks: readonly ChartMark[];
  logarithmic: boolean;
}

/** What is under the crosshair; null away from the chart. */
export interface ChartReading extends PriceReading {
  time: ChartTime;
  indicators: IndicatorReading[];
  overlays: OverlayReading[];
}

/** One chart on the screen: the imperative library behind a small surface. */
export class ChartDrawing {
  readonly #chart: IChartApi;
  readonly #price: PriceDrawing;
  readonly #indicators: IndicatorDrawing;
  readonly #overlay: OverlayDrawing;
  readonly #marks: MarkDrawing;
  readonly #onRead: (reading: ChartReading | null) => void;
  /** Bars with a price, ascending, and which of them the keyboard stands on. */
  #bars: Bar[] = [];
  #cursor: number | null = null;
  #scale = 1;

  constructor(container: HTMLElement, colors: ChartColors, onRead: (reading: ChartReading | null) => void) {
    this.#chart = openChart(container, colors);
    this.#price = new PriceDrawing(this.#chart, colors);
    this.#indicators = new IndicatorDrawing(this.#chart, colors.series);
    this.#overlay = new OverlayDrawing(this.#chart, colors.series);
    this.#marks = new MarkDrawing({ gap: colors.muted, jump: colors.warn });
    this.#onRead = onRead;
    this.#chart.subscribeCrosshairMove((event) => {
      // Without a pointer it is the chart itself that moved under whoever reads with the keyboard.
      if (event.sourceEvent === undefined && this.#cursor !== null) return;
      this.#cursor = null;
      onRead(this.#read(event));
    });
  }

  /** Draws anew. `fit` shows all of it; otherwise the part in view stays. */
  show(picture: ChartPicture, { indicators, overlay, marks, logarithmic }: ChartExtras, fit: boolean): void {
    const stood = this.#cursor === null ? undefined : this.#bars[this.#cursor]?.time;
    this.#bars = priceBars(picture);
    this.#cursor = null;
    this.#scale = drawnScale(overlay);
    this.#price.show(picture, this.#scale, overlay ? INDEX_FORMAT : undefined);
    this.#overlay.show(overlay);
    this.#indicators.show(indicators, this.#scale);
    this.#marks.show(this.#price.stretches(picture), marks);
    this.#setScales(logarithmic);
    if (fit) this.#chart.timeScale().fitContent();
    // Whoever reads with the keyboard stays where they are when newer figures arrive.
    const again = stood === undefined ? -1 : this.#bars.findIndex(({ time }) => time === stood);
    if (again >= 0) this.#standOn(again);
  }

  /** Moves the newest bar to a live price while its interval runs. */
  follow(priceUsd: number, atMs: number): void {
    this.#price.follow(priceUsd, atMs);
  }

  /** Moves the crosshair to another bar and brings it into view; without one under it, from the newest. */
  step(bars: number): void {
    this.#standOn(steppedTo(this.#cursor, bars, this.#bars.length));
  }

  /** Moves the crosshair to the first or the newest bar. */
  stepTo(end: "first" | "last"): void {
    this.#standOn(end === "first" ? 0 : this.#bars.length - 1);
  }

  /** Shows fewer bars (factor below 1) or more, around the crosshair or the middle. */
  zoom(factor: number): void {
    const scale = this.#chart.timeScale();
    const range = scale.getVisibleLogicalRange();
    if (!range) return;
    const middle = (range.from + range.to) / 2;
    const half = Math.max(5, ((range.to - range.from) / 2) * factor);
    scale.setVisibleLogicalRange({ from: middle - half, to: middle + half });
  }

  /** Takes the crosshair away. */
  leave(): void {
    this.#cursor = null;
    this.#chart.clearCrosshairPosition();
    this.#onRead(null);
  }

  remove(): void {
    this.#chart.remove();
  }

  /** Only the price is drawn on a logarithmic scale. A new pane takes over what was last set, so each is told. */
  #setScales(logarithmic: boolean): void {
    for (const pane of this.#chart.panes().toReversed()) {
      const index = pane.paneIndex();
      const mode = logarithmic && index === 0 ? PriceScaleMode.Logarithmic : PriceScaleMode.Normal;
      this.#chart.priceScale("right", index).applyOptions({ mode });
    }
  }

  #standOn(index: number): void {
    const bar = this.#bars[index];
    const series = this.#price.newest;
    if (!bar || !series) return;
    this.#cursor = index;
    const scale = this.#chart.timeScale();
    const place = scale.timeToIndex(libraryTime(bar.time), true);
    const range = scale.getVisibleLogicalRange();
    if (place !== null && range && (place < range.from || place > range.to)) {
      const half = (range.to - range.from) / 2;
      scale.setVisibleLogicalRange({ from: place - half, to: place + half });
    }
    this.#chart.setCrosshairPosition(bar.value * this.#scale, libraryTime(bar.time), series);
    // Set like this, the crosshair tells nobody.
    if (place !== null) this.#onRead(this.#read({ time: libraryTime(bar.time), seriesData: this.#dataAt(place) }));
  }

  #dataAt(place: number): MouseEventParams<Time>["seriesData"] {
    const series = this.#chart.panes().flatMap((pane) => pane.getSeries());
    return new Map(
      series.flatMap((each) => {
        const bar = each.dataByIndex(place);
        return bar ? [[each, bar] as const] : [];
      }),
    );
  }

  #read({ time, seriesData }: Pick<MouseEventParams<Time>, "time" | "seriesData">): ChartReading | null {
    if (typeof time !== "number") return null;
    const indicators = this.#indicators.read(seriesData);
    return { time, ...this.#price.read(seriesData, time), indicators, overlays: this.#overlay.read(seriesData) };
  }
}
