import { type ChartKind, type ChartSpan, isChartKind, isChartSpan } from "./chart-span.ts";
import type { ChartLook } from "./coin-chart.tsx";
import { parseIndicators } from "./indicators.ts";

const DEFAULT_SPAN: ChartSpan = "30d";
const DEFAULT_KIND: ChartKind = "candles";

/** What the coin page keeps in its address; what is the default is left out. */
export interface CoinSearch {
  span?: ChartSpan | undefined;
  chart?: ChartKind | undefined;
  /** Indicator names joined by commas. */
  ind?: string | undefined;
  scale?: "log" | undefined;
}

export function parseCoinSearch({ span, chart, ind, scale }: Record<string, unknown>): CoinSearch {
  return searchOf({
    span: isChartSpan(span) ? span : DEFAULT_SPAN,
    kind: isChartKind(chart) ? chart : DEFAULT_KIND,
    indicators: parseIndicators(ind),
    logarithmic: scale === "log",
  });
}

export function lookOf({ span = DEFAULT_SPAN, chart = DEFAULT_KIND, ind, scale }: CoinSearch): ChartLook {
  return { span, kind: chart, indicators: parseIndicators(ind), logarithmic: scale === "log" };
}

export function searchOf({ span, kind, indicators, logarithmic }: ChartLook): CoinSearch {
  return {
    ...(span !== DEFAULT_SPAN && { span }),
    ...(kind !== DEFAULT_KIND && { chart: kind }),
    ...(indicators.length > 0 && { ind: indicators.join(",") }),
    ...(logarithmic && { scale: "log" }),
  };
}
