import { idsText, readIds } from "../../lib/id-list.ts";
import type { ChartKind } from "../../ui/chart-picture.ts";
import { type ChartSpan, isChartKind, isChartSpan } from "./chart-span.ts";
import { type Indicator, parseIndicators } from "./indicator-lengths.ts";

const DEFAULT_SPAN: ChartSpan = "30d";
const DEFAULT_KIND: ChartKind = "candles";

/** How a coin's chart is looked at; all of it is in the address. */
export interface ChartLook {
  span: ChartSpan;
  kind: ChartKind;
  indicators: readonly Indicator[];
  /** Coins drawn beside it, by id. */
  overlays: readonly string[];
  logarithmic: boolean;
}

/** Coins beside the one that is looked at: more lines cannot be told apart. */
export const MOST_OVERLAYS = 4;

/** What the coin page keeps in its address; what is the default is left out. */
export interface CoinSearch {
  span?: ChartSpan | undefined;
  chart?: ChartKind | undefined;
  /** Indicator names joined by commas. */
  ind?: string | undefined;
  /** Ids of the coins beside it, as `idsText` writes them. */
  vs?: string | undefined;
  scale?: "log" | undefined;
}

export function parseCoinSearch({ span, chart, ind, vs, scale }: Record<string, unknown>): CoinSearch {
  return searchOf(lookOf({ span, chart, ind, vs, scale }));
}

/** What the router hands on may hold what the address said and {@link parseCoinSearch} left out. */
export function lookOf({ span, chart, ind, vs, scale }: Record<keyof CoinSearch, unknown> | CoinSearch): ChartLook {
  return {
    span: isChartSpan(span) ? span : DEFAULT_SPAN,
    kind: isChartKind(chart) ? chart : DEFAULT_KIND,
    indicators: parseIndicators(ind),
    overlays: typeof vs === "string" ? readIds(vs, MOST_OVERLAYS) : [],
    logarithmic: scale === "log",
  };
}

export function searchOf({ span, kind, indicators, overlays, logarithmic }: ChartLook): CoinSearch {
  return {
    ...(span !== DEFAULT_SPAN && { span }),
    ...(kind !== DEFAULT_KIND && { chart: kind }),
    ...(indicators.length > 0 && { ind: indicators.join(",") }),
    ...(overlays.length > 0 && { vs: idsText(overlays) }),
    ...(logarithmic && { scale: "log" }),
  };
}
