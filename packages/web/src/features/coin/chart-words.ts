import { maxDrawdown } from "@cryptodesk/quant/returns/drawdown";
import type { CandleSeries, PriceHistory } from "@cryptodesk/shared/market/candle.contract";
import { TIMEFRAME_MS, Timeframe } from "@cryptodesk/shared/market/timeframe";
import { t } from "../../catalogue/catalogue.ts";
import {
  formatCount,
  formatDateTime,
  formatDuration,
  formatNumber,
  formatPercent,
  formatPrice,
  formatShare,
} from "../../lib/format.ts";
import { plain } from "../../ui/chart-number.ts";
import { type ChartPicture, priceBars } from "../../ui/chart-picture.ts";
import { summariseBars } from "../../ui/chart-series.ts";
import type { ChartMark } from "./chart-marks.ts";
import type { OverlaySet } from "./chart-overlay.ts";
import { type ChartSpan, coveredShare } from "./chart-span.ts";
import { indicatorName } from "./indicator-words.ts";
import { type IndicatorPicture, lastValue } from "./indicators.ts";

/** A picture in one sentence; null where there is nothing to say. */
export function describePicture(picture: ChartPicture, name: string, span: ChartSpan, nowMs: number): string | null {
  const bars = priceBars(picture);
  const facts = summariseBars(bars);
  const [first] = bars;
  if (!facts || !first) return null;
  const price = (value: number) => formatPrice(plain(value));
  return t("coin.summary", {
    name,
    span: spanWords(span, first.time * 1_000, nowMs),
    first: price(facts.first),
    last: price(facts.last),
    change: formatPercent(facts.changePct),
    low: price(facts.low),
    high: price(facts.high),
    drawdown: formatShare(100 * (maxDrawdown(bars.map(({ value }) => value)) ?? 0)),
  });
}

// A coin that rested for a while, or a first candle that is still to come, is no missing part.
const WHOLE = 0.9;

/** The time that a series stands for: of one that begins later than the span, from when on. */
function spanWords(span: ChartSpan, firstMs: number, nowMs: number): string {
  const words = t(`coin.spanWords.${span}`);
  if (coveredShare(span, firstMs, nowMs) >= WHOLE) return words;
  return t("coin.spanPart", { span: words, since: formatDateTime(new Date(firstMs).toISOString()) });
}

/** Where a series comes from. */
export function describeOrigin(data: CandleSeries | PriceHistory): string {
  if ("points" in data) {
    return t("coin.pointsFrom", {
      interval: intervalWords(data.interval),
      sources: data.sources.join(", ") || "CryptoDesk",
    });
  }
  const { origin, source, market, id } = data;
  const timeframe = intervalWords(data.timeframe);
  if (origin === "points") return t("coin.candlesFromPoints", { timeframe });
  const pair = market && market !== id ? `${source ?? ""} ${market}` : (source ?? "");
  return t("coin.candlesFrom", { timeframe, source: pair.trim() });
}

/** The length of a candle, or between two points: `4 h`. */
export function intervalWords(interval: string): string {
  const known = Timeframe.safeParse(interval);
  return known.success ? formatDuration(TIMEFRAME_MS[known.data]) : interval;
}

/** A value of an indicator: what is in dollars in the chosen currency, like every price. */
export function writeIndicator(value: number, unit: IndicatorPicture["unit"]): string {
  return unit === "usd" ? formatPrice(plain(value)).replace("-", "−") : formatNumber(value, 2);
}

/** What the indicators say at the end of the series. */
export function describeIndicators(pictures: readonly IndicatorPicture[]): string[] {
  return pictures.flatMap(({ name, unit, parts }) => {
    const said = parts.flatMap((part) => {
      const last = lastValue(part);
      return last ? [writeIndicator(last.value, unit)] : [];
    });
    return said.length === 0
      ? [t("coin.indicatorTooShort", { name: indicatorName(name) })]
      : [`${indicatorName(name)}: ${said.join(" / ")}.`];
  });
}

/** How the coins beside it did since the base. */
export function describeOverlay({ base, overlays }: OverlaySet, nameOf: (id: string) => string): string {
  return t("coin.overlaySummary", {
    since: formatDateTime(new Date(base.time * 1000).toISOString()),
    coins: overlays.map(({ id, changePct }) => `${nameOf(id)} ${formatPercent(changePct)}`).join(", "),
  });
}

/** One mark of the chart in words. */
export function describeMark(mark: ChartMark): string {
  if (mark.kind === "gap") {
    const { from, to, missing, splits } = mark.gap;
    return t(splits ? "coin.gapSplits" : "coin.gap", {
      from: formatDateTime(from),
      to: formatDateTime(to),
      missing: formatCount(missing),
    });
  }
  const { proposedAsOf, proposedUsd, changePct, source, state } = mark.entry;
  return t("coin.jumpMark", {
    time: formatDateTime(proposedAsOf),
    price: formatPrice(proposedUsd),
    change: formatPercent(changePct),
    source,
    state: t(`health.quarantineState.${state}`),
  });
}
