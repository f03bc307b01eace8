import {
  HistogramSeries,
  type IChartApi,
  type ISeriesApi,
  LineSeries,
  LineStyle,
  type SeriesType,
  type UTCTimestamp,
} from "lightweight-charts";
import { formatNumber } from "../../lib/format.ts";
import type { IndicatorPart, IndicatorPicture } from "./indicators.ts";

/** A value of an indicator at one time. */
export interface IndicatorReading {
  label: string;
  colour: string;
  value: number;
}

const PANE_STRETCH = 0.28;
// An index or a difference is no price: no currency sign.
const INDICATOR_FORMAT = {
  type: "custom",
  minMove: 1e-8,
  formatter: (value: number) => formatNumber(value, Math.abs(value) >= 1 || value === 0 ? 2 : 6),
} as const;

/** The indicators of one chart. Colours come in the order in which the parts are drawn. */
export class IndicatorDrawing {
  readonly #chart: IChartApi;
  readonly #colours: readonly string[];
  #series = new Map<ISeriesApi<SeriesType>, { label: string; colour: string; scale: number }>();

  constructor(chart: IChartApi, colours: readonly string[]) {
    this.#chart = chart;
    this.#colours = colours;
  }

  /** @param scale what those on the price's scale are multiplied by to be drawn */
  show(pictures: readonly IndicatorPicture[], scale: number): void {
    for (const series of this.#series.keys()) this.#chart.removeSeries(series);
    this.#series = new Map();
    // Pane 0 is the price's; the others follow in the order of the first indicator that needs them.
    const own = [...new Set(pictures.map(({ pane }) => pane).filter((pane) => pane !== "price"))];
    let drawn = 0;
    for (const { pane, parts } of pictures) {
      for (const part of parts) {
        const colour = this.#colours[drawn % this.#colours.length] ?? "";
        drawn += 1;
        if (pane === "price") this.#draw(part, colour, 0, scale);
        else this.#draw(part, colour, own.indexOf(pane) + 1, 1);
      }
    }
    for (const [index, pane] of this.#chart.panes().entries()) pane.setStretchFactor(index === 0 ? 1 : PANE_STRETCH);
  }

  /** What the indicators say at a time. */
  read(seriesData: ReadonlyMap<ISeriesApi<SeriesType>, object>): IndicatorReading[] {
    return [...this.#series].flatMap(([series, { label, colour, scale }]) => {
      const bar = seriesData.get(series);
      return bar && "value" in bar && typeof bar.value === "number"
        ? [{ label, colour, value: bar.value / scale }]
        : [];
    });
  }

  #draw({ label, shape, stretches }: IndicatorPart, colour: string, pane: number, scale: number): void {
    const common = {
      lastValueVisible: false,
      priceLineVisible: false,
      ...(pane > 0 && { priceFormat: INDICATOR_FORMAT }),
    };
    for (const stretch of stretches) {
      const series: ISeriesApi<SeriesType> =
        shape === "histogram"
          ? this.#chart.addSeries(HistogramSeries, { ...common, color: `${colour}88` }, pane)
          : this.#chart.addSeries(
              LineSeries,
              { ...common, color: colour, lineWidth: 1, lineStyle: LineStyle.Solid },
              pane,
            );
      series.setData(stretch.map(({ time, value }) => ({ time: time as UTCTimestamp, value: value * scale })));
      this.#series.set(series, { label, colour, scale });
    }
  }
}
