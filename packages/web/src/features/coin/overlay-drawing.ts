import { type IChartApi, type ISeriesApi, LineSeries, type SeriesType, type UTCTimestamp } from "lightweight-charts";
import { perDollar } from "../../lib/format.ts";
import { INDEX_BASE, INDEX_FORMAT } from "../../ui/price-drawing.ts";
import type { OverlaySet } from "./chart-overlay.ts";

/** Change of another coin since the base, at one time. */
export interface OverlayReading {
  id: string;
  colour: string;
  changePct: number;
}

/** Other coins in the price's pane, scaled so that equal changes are equally high. */
export class OverlayDrawing {
  readonly #chart: IChartApi;
  readonly #colours: readonly string[];
  #series = new Map<ISeriesApi<SeriesType>, { id: string; colour: string }>();

  constructor(chart: IChartApi, colours: readonly string[]) {
    this.#chart = chart;
    this.#colours = colours;
  }

  show(set: OverlaySet | null): void {
    for (const series of this.#series.keys()) this.#chart.removeSeries(series);
    this.#series = new Map();
    if (!set) return;
    const scale = drawnScale(set);
    for (const [index, { id, stretches }] of set.overlays.entries()) {
      const colour = overlayColour(this.#colours, index);
      for (const stretch of stretches) {
        const series = this.#chart.addSeries(LineSeries, {
          color: colour,
          lineWidth: 2,
          lastValueVisible: false,
          priceLineVisible: false,
          priceFormat: INDEX_FORMAT,
          pointMarkersVisible: stretch.length === 1,
        });
        series.setData(stretch.map(({ time, value }) => ({ time: time as UTCTimestamp, value: value * scale })));
        this.#series.set(series, { id, colour });
      }
    }
  }

  read(seriesData: ReadonlyMap<ISeriesApi<SeriesType>, object>): OverlayReading[] {
    return [...this.#series].flatMap(([series, { id, colour }]) => {
      const bar = seriesData.get(series);
      if (!bar || !("value" in bar) || typeof bar.value !== "number") return [];
      return [{ id, colour, changePct: bar.value - INDEX_BASE }];
    });
  }
}

/** Taken from the end of the palette: the indicators take theirs from its beginning. */
export function overlayColour(colours: readonly string[], index: number): string {
  return colours.at(-1 - (index % colours.length)) ?? "";
}

/**
 * What prices in dollars are multiplied by to be drawn, so that the scale's marks are round: with other coins beside
 * them they are an index of 100 at the base, else an amount of the chosen currency.
 */
export function drawnScale(set: OverlaySet | null): number {
  return set ? INDEX_BASE / set.base.value : perDollar();
}
