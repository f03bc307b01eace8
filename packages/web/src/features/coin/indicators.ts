import { bollinger } from "@cryptodesk/quant/indicators/channels";
import { macd } from "@cryptodesk/quant/indicators/convergence";
import { ema, sma } from "@cryptodesk/quant/indicators/moving-average";
import { rsi } from "@cryptodesk/quant/indicators/relative-strength";
import { t } from "../../catalogue/catalogue.ts";
import type { Bar, ChartTime } from "../../ui/chart-series.ts";
import { type Indicator, readIndicator } from "./indicator-lengths.ts";

/** One line or row of bars of an indicator: its points for each unbroken stretch of the series. */
export interface IndicatorPart {
  label: string;
  shape: "line" | "histogram";
  stretches: Bar[][];
}

/** An indicator over a series. Those of another scale than the price have a pane of their own. */
export interface IndicatorPicture {
  name: Indicator;
  pane: "price" | "rsi" | "macd";
  /** Prices, and differences of prices, are in dollars; an index is a number without a unit. */
  unit: "usd" | "index";
  parts: IndicatorPart[];
}

/** Computed within each stretch alone: across a hole an average would mix what may be two coins. */
export function indicatorPicture(name: Indicator, stretches: readonly Bar[][]): IndicatorPicture {
  const { kind, lengths } = readIndicator(name) ?? { kind: "sma", lengths: [] };
  const [first = 0, second = 0, third = 0] = lengths;
  const written = lengths.join(" ");
  if (kind === "rsi") {
    const parts = [part(`RSI ${written}`, "line", stretches, (values) => rsi(values, { period: first }))];
    return { name, pane: "rsi", unit: "index", parts };
  }
  if (kind === "macd") {
    const options = { fast: first, slow: second, signal: third };
    const parts = [
      part(`MACD ${first} ${second}`, "line", stretches, (values) => macd(values, options).line),
      part(String(third), "line", stretches, (values) => macd(values, options).signal),
      part("±", "histogram", stretches, (values) => macd(values, options).histogram),
    ];
    return { name, pane: "macd", unit: "usd", parts };
  }
  if (kind === "bb") {
    // The usual bands need no numbers.
    const own = name === kind ? "" : ` ${written}`;
    const parts = (["upper", "middle", "lower"] as const).map((band) =>
      part(
        `${t(`coin.bands.${band}`)}${own}`,
        "line",
        stretches,
        (values) => bollinger(values, { period: first, width: second })[band],
      ),
    );
    return { name, pane: "price", unit: "usd", parts };
  }
  const average = kind === "sma" ? sma : ema;
  return {
    name,
    pane: "price",
    unit: "usd",
    parts: [part(`${kind.toUpperCase()} ${first}`, "line", stretches, (values) => average(values, { period: first }))],
  };
}

function part(
  label: string,
  shape: IndicatorPart["shape"],
  stretches: readonly Bar[][],
  compute: (values: Float64Array) => Float64Array,
): IndicatorPart {
  const known = stretches.map((bars) => {
    const results = compute(Float64Array.from(bars, ({ value }) => value));
    return bars.flatMap(({ time }, index): Bar[] => {
      const value = results[index] ?? Number.NaN;
      return Number.isNaN(value) ? [] : [{ time, value }];
    });
  });
  return { label, shape, stretches: known.filter((bars) => bars.length > 0) };
}

/** The newest value of a part; null while the series is too short for it. */
export function lastValue({ stretches }: IndicatorPart): { time: ChartTime; value: number } | null {
  return stretches.at(-1)?.at(-1) ?? null;
}
