import type { CandleSeries, PriceHistory } from "@cryptodesk/shared/market/candle.contract";
import { TIMEFRAME_MS } from "@cryptodesk/shared/market/timeframe";
import { SegmentedControl, Skeleton } from "@mantine/core";
import { useMemo, useState } from "react";
import { formatPercent, formatPrice } from "../../lib/format.ts";
import { useNow } from "../../lib/use-now.ts";
import { useLivePrice } from "../../market-data/use-live-listings.ts";
import { EmptyNotice } from "../../ui/empty-notice.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Panel } from "../../ui/panel.tsx";
import { type ChartPicture, plain } from "./chart-drawing.ts";
import { candleBars, lineSegments, summariseBars, volumeBars } from "./chart-series.ts";
import { CHART_SPANS, type ChartKind, type ChartSpan, isChartSpan } from "./chart-span.ts";
import classes from "./coin-chart.module.css";
import { PriceChart } from "./price-chart.tsx";
import { SeriesTable } from "./series-table.tsx";
import { useCandles, useHistory } from "./use-coin-series.ts";

const HOUR_MS = 3_600_000;

/** A coin's price over time: candles or line, several spans, and the same as a table. */
export function CoinChart({ id, name, span, kind, onSpan, onKind }: CoinChartProps) {
  const [asTable, setAsTable] = useState(false);
  // The question changes once an hour, not once a second.
  const hour = Math.floor(useNow() / HOUR_MS) * HOUR_MS;
  const candles = useCandles(id, span, kind === "candles");
  const history = useHistory(id, span, hour + HOUR_MS, kind === "line");
  const query = kind === "candles" ? candles : history;
  return (
    <Panel
      title="Price"
      flush
      note={query.data?.state === "backfilling" && "Older history is still being fetched"}
      actions={
        <div className={classes.controls}>
          <SegmentedControl
            size="xs"
            aria-label="Time span"
            value={span}
            data={[...CHART_SPANS]}
            onChange={(value) => isChartSpan(value) && onSpan(value)}
          />
          <SegmentedControl
            size="xs"
            aria-label="Kind of chart"
            value={asTable ? "table" : kind}
            data={[
              { value: "candles", label: "Candles" },
              { value: "line", label: "Line" },
              { value: "table", label: "Table" },
            ]}
            onChange={(value) => {
              setAsTable(value === "table");
              if (value !== "table") onKind(value === "line" ? "line" : "candles");
            }}
          />
        </div>
      }
    >
      <div className={classes.body} data-dimmed={query.isPlaceholderData}>
        {query.isPending && <Skeleton className={classes.skeleton} radius={0} />}
        {!query.isPending && !query.data && <ErrorNotice error={query.error} onRetry={() => void query.refetch()} />}
        {query.data && <Series data={query.data} name={name} span={span} asTable={asTable} />}
      </div>
    </Panel>
  );
}

interface CoinChartProps {
  id: string;
  name: string;
  span: ChartSpan;
  kind: ChartKind;
  onSpan: (span: ChartSpan) => void;
  onKind: (kind: ChartKind) => void;
}

const spanWords: Record<ChartSpan, string> = {
  "24h": "the last 24 hours",
  "7d": "the last 7 days",
  "30d": "the last 30 days",
  "90d": "the last 90 days",
  "1y": "the last year",
  max: "all stored time",
};

function Series({
  data,
  name,
  span,
  asTable,
}: {
  data: CandleSeries | PriceHistory;
  name: string;
  span: ChartSpan;
  asTable: boolean;
}) {
  const picture = useMemo(() => toPicture(data), [data]);
  const live = useLivePrice(data.id);
  const summary = useMemo(() => describePicture(picture, name, spanWords[span]), [picture, name, span]);
  if (summary === null) return <NoHistory state={data.state} />;
  const splits = data.gaps.filter((gap) => gap.splits).length;
  return (
    <>
      {asTable ? (
        <SeriesTable data={data} />
      ) : (
        <PriceChart
          picture={picture}
          view={`${data.id} ${span} ${picture.kind}`}
          live={live?.change}
          summary={summary}
          volumeUnit={"volumeUnit" in data ? data.volumeUnit : null}
        />
      )}
      <p className={classes.summary}>
        {summary} {describeOrigin(data)}
        {splits > 0 &&
          ` The series is split at ${splits} ${splits === 1 ? "gap" : "gaps"}: what lies before may be another coin.`}
      </p>
    </>
  );
}

function toPicture(data: CandleSeries | PriceHistory): ChartPicture {
  if ("points" in data) {
    const stepMs = TIMEFRAME_MS[data.interval];
    return { kind: "line", stepMs, lines: lineSegments(data.points, stepMs) };
  }
  const stepMs = TIMEFRAME_MS[data.timeframe];
  return { kind: "candles", stepMs, candles: candleBars(data.candles, stepMs), volumes: volumeBars(data.candles) };
}

function describePicture(picture: ChartPicture, name: string, span: string): string | null {
  const bars =
    picture.kind === "line"
      ? picture.lines.flat().filter((bar) => "value" in bar)
      : picture.candles.flatMap((bar) => ("close" in bar ? [{ time: bar.time, value: bar.close }] : []));
  const facts = summariseBars(bars);
  if (!facts) return null;
  const price = (value: number) => formatPrice(plain(value));
  return `${name} over ${span}: from ${price(facts.first)} to ${price(facts.last)} (${formatPercent(facts.changePct)}), between ${price(facts.low)} and ${price(facts.high)}.`;
}

function describeOrigin(data: CandleSeries | PriceHistory): string {
  if ("points" in data) return `One point for every ${data.interval}, from ${data.sources.join(", ") || "this desk"}.`;
  if (data.origin === "points")
    return `Candles of ${data.timeframe}, built from this desk's price points, so without volume.`;
  const market = data.market && data.market !== data.id ? `, ${data.market}` : "";
  return `Candles of ${data.timeframe} from ${data.source ?? "an exchange"}${market}.`;
}

function NoHistory({ state }: { state: CandleSeries["state"] }) {
  if (state === "backfilling") {
    return <EmptyNotice title="History is on its way" detail="It is being fetched now; the chart fills by itself." />;
  }
  return (
    <EmptyNotice
      title="Nothing to draw over this span"
      detail="No price is stored for it. Try a longer span or the line; a new coin gathers its history from now on."
    />
  );
}
