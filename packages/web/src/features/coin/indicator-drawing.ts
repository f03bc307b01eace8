import {
  HistogramSeries,
  type IChartApi,
  type ISeriesApi,
  LineSeries,
  LineStyle,
  type SeriesType,
  type UTCTimestamp,
} from "lightweight-charts";
import { perDollar } from "../../lib/format.ts";
import { writeIndicator } from "./chart-words.ts";
import type { IndicatorPart, IndicatorPicture } from "./indicators.ts";

/** A value of an indicator at one time. */
export interface IndicatorReading {
  label: string;
  colour: string;
  value: number;
  unit: Unit;
}

type Unit = IndicatorPicture["unit"];

const PANE_STRETCH = 0.28;
/** The indicators of one chart. Colours come in the order in which the parts are drawn. */
export class IndicatorDrawing {
  readonly #chart: IChartApi;
  readonly #colours: readonly string[];
  #series = new Map<ISeriesApi<SeriesType>, Omit<IndicatorReading, "value"> & { scale: number }>();

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
    for (const { pane, unit, parts } of pictures) {
      for (const part of parts) {
        const colour = this.#colours[drawn % this.#colours.length] ?? "";
        drawn += 1;
        const ownScale = unit === "usd" ? perDollar() : 1;
        if (pane === "price") this.#draw(part, { colour, unit, scale }, 0);
        else this.#draw(part, { colour, unit, scale: ownScale }, own.indexOf(pane) + 1);
      }
    }
    for (const [index, pane] of this.#chart.panes().entries()) pane.setStretchFactor(index === 0 ? 1 : PANE_STRETCH);
  }

  /** What the indicators say at a time. */
  read(seriesData: ReadonlyMap<ISeriesApi<SeriesType>, object>): IndicatorReading[] {
    return [...this.#series].flatMap(([series, { scale, ...said }]) => {
      const bar = seriesData.get(series);
      return bar && "value" in bar && typeof bar.value === "number" ? [{ ...said, value: bar.value / scale }] : [];
    });
  }

  #draw({ label, shape, stretches }: IndicatorPart, { colour, unit, scale }: Look, pane: number): void {
    const common = {
      lastValueVisible: false,
      priceLineVisible: false,
      ...(pane > 0 && { priceFormat: indicatorFormat(unit, scale) }),
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
      this.#series.set(series, { label, colour, unit, scale });
    }
  }
}

interface Look {
  colour: string;
  unit: Unit;
  scale: number;
}

const indicatorFormat = (unit: Unit, scale: number) =>
  ({ type: "custom", minMove: 1e-8, formatter: (drawn: number) => writeIndicator(drawn / scale, unit) }) as const;
