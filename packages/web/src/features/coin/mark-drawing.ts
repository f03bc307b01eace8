import {
  createSeriesMarkers,
  type ISeriesApi,
  type ISeriesMarkersPluginApi,
  type SeriesMarker,
  type SeriesType,
  type Time,
  type UTCTimestamp,
} from "lightweight-charts";
import type { ChartTime } from "../../ui/chart-series.ts";
import type { ChartMark } from "./chart-marks.ts";

// More would cover the chart; the list under it has all of them.
const MOST_DRAWN = 40;

/** Marks on the price. Each series of the price holds those of its own time. */
export class MarkDrawing {
  readonly #colours: Record<ChartMark["kind"], string>;
  #drawn: ISeriesMarkersPluginApi<Time>[] = [];

  constructor(colours: Record<ChartMark["kind"], string>) {
    this.#colours = colours;
  }

  show(
    price: readonly { series: ISeriesApi<SeriesType>; from: ChartTime; to: ChartTime }[],
    marks: readonly ChartMark[],
  ) {
    for (const drawn of this.#drawn) drawn.detach();
    const shown = marks.slice(0, MOST_DRAWN);
    this.#drawn = price.flatMap(({ series, from, to }) => {
      const own = shown.filter(({ barTime }) => barTime >= from && barTime <= to);
      return own.length === 0 ? [] : [createSeriesMarkers(series, own.map((mark) => this.#marker(mark)).toReversed())];
    });
  }

  #marker({ kind, barTime }: ChartMark): SeriesMarker<Time> {
    return {
      time: barTime as UTCTimestamp,
      position: kind === "gap" ? "belowBar" : "aboveBar",
      shape: kind === "gap" ? "square" : "circle",
      color: this.#colours[kind],
      size: 0.6,
    };
  }
}
