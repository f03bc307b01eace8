import type { CandleSeries, PriceHistory } from "@cryptodesk/shared/market/candle.contract";
import { TIMEFRAME_MS } from "@cryptodesk/shared/market/timeframe";
import { Button, SegmentedControl, Skeleton } from "@mantine/core";
import { lazy, Suspense, useMemo, useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { formatNumber, formatPercent, formatPrice } from "../../lib/format.ts";
import { useNow } from "../../lib/use-now.ts";
import { useLivePrice } from "../../market-data/use-live-listings.ts";
import { EmptyNotice } from "../../ui/empty-notice.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Panel } from "../../ui/panel.tsx";
import type { ChartExtras, ChartPicture } from "./chart-drawing.ts";
import { plain } from "./chart-number.ts";
import { candleBars, closingStretches, lineSegments, summariseBars, volumeBars } from "./chart-series.ts";
import { CHART_KINDS, CHART_SPANS, type ChartKind, type ChartSpan, isChartKind, isChartSpan } from "./chart-span.ts";
import classes from "./coin-chart.module.css";
import { IndicatorMenu, indicatorName } from "./indicator-menu.tsx";
import { type Indicator, type IndicatorPicture, indicatorPicture, lastValue, parseIndicators } from "./indicators.ts";
import { SeriesTable } from "./series-table.tsx";
import { useCandles, useHistory } from "./use-coin-series.ts";

// The chart library comes after the page: its place is kept by a skeleton.
const PriceChart = lazy(() => import("./price-chart.tsx").then((module) => ({ default: module.PriceChart })));

const HOUR_MS = 3_600_000;

/** How a coin's chart is looked at; all of it is in the address. */
export interface ChartLook {
  span: ChartSpan;
  kind: ChartKind;
  indicators: readonly Indicator[];
  logarithmic: boolean;
}

/** A coin's price over time: candles, line or area, several spans, indicators, and the same as a table. */
export function CoinChart({ id, name, look, onLook }: CoinChartProps) {
  const { span, kind } = look;
  const [asTable, setAsTable] = useState(false);
  // The question changes once an hour, not once a second.
  const hour = Math.floor(useNow() / HOUR_MS) * HOUR_MS;
  const candles = useCandles(id, span, kind === "candles");
  const history = useHistory(id, span, hour + HOUR_MS, kind !== "candles");
  const query = kind === "candles" ? candles : history;
  return (
    <Panel
      title={t("words.price")}
      flush
      note={query.data?.state === "backfilling" && t("coin.backfilling")}
      actions={<ChartControls look={look} onLook={onLook} asTable={asTable} onTable={setAsTable} />}
    >
      <div className={classes.body} data-dimmed={query.isPlaceholderData}>
        {query.isPending && <Skeleton className={classes.skeleton} radius={0} />}
        {!query.isPending && !query.data && <ErrorNotice error={query.error} onRetry={() => void query.refetch()} />}
        {query.data && <Series data={query.data} name={name} look={look} asTable={asTable} />}
      </div>
    </Panel>
  );
}

interface CoinChartProps {
  id: string;
  name: string;
  look: ChartLook;
  onLook: (look: ChartLook) => void;
}

function ChartControls({ look, onLook, asTable, onTable }: ChartControlsProps) {
  return (
    <div className={classes.controls}>
      <SegmentedControl
        size="xs"
        aria-label={t("coin.span")}
        value={look.span}
        data={CHART_SPANS.map((value) => ({ value, label: t(`coin.spans.${value}`) }))}
        onChange={(span) => isChartSpan(span) && onLook({ ...look, span })}
      />
      <SegmentedControl
        size="xs"
        aria-label={t("coin.kind")}
        value={asTable ? "table" : look.kind}
        data={[...CHART_KINDS, "table" as const].map((value) => ({ value, label: t(`coin.kinds.${value}`) }))}
        onChange={(kind) => {
          onTable(kind === "table");
          if (isChartKind(kind)) onLook({ ...look, kind });
        }}
      />
      <IndicatorMenu chosen={look.indicators} onChange={(indicators) => onLook({ ...look, indicators })} />
      <Button
        size="compact-xs"
        h={28}
        variant={look.logarithmic ? "light" : "default"}
        aria-pressed={look.logarithmic}
        onClick={() => onLook({ ...look, logarithmic: !look.logarithmic })}
      >
        {t("coin.logarithmic")}
      </Button>
    </div>
  );
}

interface ChartControlsProps {
  look: ChartLook;
  onLook: (look: ChartLook) => void;
  asTable: boolean;
  onTable: (asTable: boolean) => void;
}

function Series({ data, name, look, asTable }: SeriesProps) {
  const { span, kind, indicators, logarithmic } = look;
  const picture = useMemo(() => toPicture(data, kind), [data, kind]);
  const names = indicators.join();
  const extras = useMemo((): ChartExtras => {
    const stretches = closingStretches(data);
    return {
      indicators: parseIndicators(names).map((indicator) => indicatorPicture(indicator, stretches)),
      logarithmic,
    };
  }, [data, names, logarithmic]);
  const live = useLivePrice(data.id);
  const summary = useMemo(() => describePicture(picture, name, t(`coin.spanWords.${span}`)), [picture, name, span]);
  if (summary === null) return <NoHistory state={data.state} />;
  const splits = data.gaps.filter((gap) => gap.splits).length;
  const sentences = [
    summary,
    describeOrigin(data),
    ...(splits > 0 ? [t("coin.splits", { count: splits })] : []),
    ...describeIndicators(extras.indicators),
  ];
  return (
    <>
      {asTable ? (
        <SeriesTable data={data} />
      ) : (
        <Suspense fallback={<Skeleton className={classes.skeleton} radius={0} />}>
          <PriceChart
            picture={picture}
            extras={extras}
            view={`${data.id} ${span} ${picture.kind}`}
            live={live?.change}
            summary={summary}
            volumeUnit={"volumeUnit" in data ? data.volumeUnit : null}
          />
        </Suspense>
      )}
      <p className={classes.summary}>{sentences.join(" ")}</p>
    </>
  );
}

interface SeriesProps {
  data: CandleSeries | PriceHistory;
  name: string;
  look: ChartLook;
  asTable: boolean;
}

/** What the indicators say at the end of the series. */
function describeIndicators(pictures: readonly IndicatorPicture[]): string[] {
  return pictures.flatMap(({ name, parts }) => {
    const said = parts.flatMap((part) => {
      const last = lastValue(part);
      return last ? [formatNumber(last.value, Math.abs(last.value) >= 1 ? 2 : 6)] : [];
    });
    return said.length === 0
      ? [t("coin.indicatorTooShort", { name: indicatorName(name) })]
      : [`${indicatorName(name)}: ${said.join(" / ")}.`];
  });
}

function toPicture(data: CandleSeries | PriceHistory, kind: ChartKind): ChartPicture {
  if ("points" in data) {
    const stepMs = TIMEFRAME_MS[data.interval];
    return { kind: kind === "area" ? "area" : "line", stepMs, lines: lineSegments(data.points, stepMs) };
  }
  const stepMs = TIMEFRAME_MS[data.timeframe];
  return { kind: "candles", stepMs, candles: candleBars(data.candles, stepMs), volumes: volumeBars(data.candles) };
}

function describePicture(picture: ChartPicture, name: string, span: string): string | null {
  const bars =
    picture.kind !== "candles"
      ? picture.lines.flat().filter((bar) => "value" in bar)
      : picture.candles.flatMap((bar) => ("close" in bar ? [{ time: bar.time, value: bar.close }] : []));
  const facts = summariseBars(bars);
  if (!facts) return null;
  const price = (value: number) => formatPrice(plain(value));
  return t("coin.summary", {
    name,
    span,
    first: price(facts.first),
    last: price(facts.last),
    change: formatPercent(facts.changePct),
    low: price(facts.low),
    high: price(facts.high),
  });
}

function describeOrigin(data: CandleSeries | PriceHistory): string {
  if ("points" in data) {
    return t("coin.pointsFrom", { interval: data.interval, sources: data.sources.join(", ") || "CryptoDesk" });
  }
  const { timeframe, origin, source, market, id } = data;
  if (origin === "points") return t("coin.candlesFromPoints", { timeframe });
  const pair = market && market !== id ? `${source ?? ""} ${market}` : (source ?? "");
  return t("coin.candlesFrom", { timeframe, source: pair.trim() });
}

function NoHistory({ state }: { state: CandleSeries["state"] }) {
  if (state === "backfilling") {
    return <EmptyNotice title={t("coin.historyComing")} detail={t("coin.historyComingDetail")} />;
  }
  return <EmptyNotice title={t("coin.nothingToDraw")} detail={t("coin.nothingToDrawDetail")} />;
}
