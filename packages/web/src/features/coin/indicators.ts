import { bollinger } from "@cryptodesk/quant/indicators/channels";
import { macd } from "@cryptodesk/quant/indicators/convergence";
import { ema, sma } from "@cryptodesk/quant/indicators/moving-average";
import { rsi } from "@cryptodesk/quant/indicators/relative-strength";
import { t } from "../../catalogue/catalogue.ts";
import type { Bar, ChartTime } from "../../ui/chart-series.ts";

/** An indicator by its name in the address: `sma20`, `ema50`, `bb`, `rsi`, `macd`. */
export type Indicator = "bb" | "rsi" | "macd" | `sma${number}` | `ema${number}`;

/** Those on offer; the address takes averages of any other length up to 400, too. */
export const INDICATORS: readonly Indicator[] = ["sma20", "sma50", "sma200", "ema20", "ema50", "bb", "rsi", "macd"];

const MOST_INDICATORS = 6;
const MOST_PERIOD = 400;

export function parseIndicators(text: unknown): Indicator[] {
  const names = typeof text === "string" ? text.split(",") : [];
  return [...new Set(names.filter(isIndicator))].slice(0, MOST_INDICATORS);
}

function isIndicator(name: string): name is Indicator {
  if (name === "bb" || name === "rsi" || name === "macd") return true;
  const period = Number(/^(?:sma|ema)([1-9]\d{0,2})$/.exec(name)?.[1] ?? Number.NaN);
  return period >= 2 && period <= MOST_PERIOD;
}

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
  if (name === "rsi") {
    return { name, pane: "rsi", unit: "index", parts: [part("RSI 14", "line", stretches, (values) => rsi(values))] };
  }
  if (name === "macd") {
    const parts = [
      part("MACD 12 26", "line", stretches, (values) => macd(values).line),
      part("9", "line", stretches, (values) => macd(values).signal),
      part("±", "histogram", stretches, (values) => macd(values).histogram),
    ];
    return { name, pane: "macd", unit: "usd", parts };
  }
  if (name === "bb") {
    const parts = (["upper", "middle", "lower"] as const).map((band) =>
      part(t(`coin.bands.${band}`), "line", stretches, (values) => bollinger(values)[band]),
    );
    return { name, pane: "price", unit: "usd", parts };
  }
  const period = Number(name.slice(3));
  const average = name.startsWith("sma") ? sma : ema;
  const label = `${name.slice(0, 3).toUpperCase()} ${period}`;
  return {
    name,
    pane: "price",
    unit: "usd",
    parts: [part(label, "line", stretches, (values) => average(values, { period }))],
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
