import type { CandleSeries, PriceHistory } from "@cryptodesk/shared/market/candle.contract";
import { Skeleton } from "@mantine/core";
import { lazy, Suspense, useMemo, useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { useAfterPaint } from "../../lib/after-paint.ts";
import { useNow } from "../../lib/use-now.ts";
import { useLivePrice } from "../../market-data/use-live-listings.ts";
import { useQuarantineOf } from "../../market-data/use-quarantine.ts";
import { priceBars, toPicture } from "../../ui/chart-picture.ts";
import { closingStretches } from "../../ui/chart-series.ts";
import { EmptyNotice } from "../../ui/empty-notice.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Panel } from "../../ui/panel.tsx";
import { ChartControls } from "./chart-controls.tsx";
import type { ChartExtras } from "./chart-drawing.ts";
import { chartMarks } from "./chart-marks.ts";
import { overlaySet } from "./chart-overlay.ts";
import { describeIndicators, describeOrigin, describeOverlay, describePicture } from "./chart-words.ts";
import classes from "./coin-chart.module.css";
import type { ChartLook } from "./coin-search.ts";
import { parseIndicators } from "./indicator-lengths.ts";
import { indicatorPicture } from "./indicators.ts";
import { MarkList } from "./mark-list.tsx";
import { PairLink } from "./outside-links.tsx";
import { SeriesTable } from "./series-table.tsx";
import { useCandles, useHistory } from "./use-coin-series.ts";
import { useOverlays } from "./use-overlays.ts";

// The chart library comes after the page: its place is kept by a skeleton.
const loadChart = () => import("./price-chart.tsx").then((module) => ({ default: module.PriceChart }));
const PriceChart = lazy(loadChart);
// On its way as soon as this code runs, not once the data is there; a failure shows where the chart is needed.
loadChart().catch(() => undefined);

const HOUR_MS = 3_600_000;

/** A coin's price over time: candles, line or area, several spans, indicators, and the same as a table. */
export function CoinChart({ id, name, look, onLook }: CoinChartProps) {
  const { span, kind } = look;
  const [asTable, setAsTable] = useState(false);
  // The question changes once an hour, not once a second.
  const hour = Math.floor(useNow() / HOUR_MS) * HOUR_MS;
  const candles = useCandles(id, span, hour + HOUR_MS, kind === "candles");
  const history = useHistory(id, span, hour + HOUR_MS, kind !== "candles");
  const query = kind === "candles" ? candles : history;
  return (
    <Panel
      title={t("words.price")}
      flush
      note={query.data?.state === "backfilling" && t("coin.backfilling")}
      actions={
        <ChartControls
          id={id}
          look={look}
          asTable={asTable}
          onChosen={(choice) => {
            setAsTable(choice.asTable);
            if (choice.look !== look) onLook(choice.look);
          }}
        />
      }
    >
      <div className={classes.body} data-dimmed={query.isPlaceholderData}>
        {query.isPending && <Skeleton className={classes.skeleton} radius={0} />}
        {!query.isPending && !query.data && <ErrorNotice error={query.error} onRetry={() => void query.refetch()} />}
        {query.data && <Series data={query.data} name={name} look={look} asTable={asTable} nowMs={hour + HOUR_MS} />}
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

function Series({ data, name, look, asTable, nowMs }: SeriesProps) {
  const { span, kind, indicators, overlays, logarithmic } = look;
  const picture = useMemo(() => toPicture(data, kind), [data, kind]);
  const names = indicators.join();
  const others = useOverlays(overlays, span, nowMs);
  const jumps = useQuarantineOf(data.id).data?.items;
  const extras = useMemo((): ChartExtras => {
    const stretches = closingStretches(data);
    const bars = priceBars(picture);
    return {
      indicators: parseIndicators(names).map((indicator) => indicatorPicture(indicator, stretches)),
      overlay: overlaySet(bars, others.histories, picture.stepMs),
      marks: chartMarks(
        bars.map(({ time }) => time),
        data.gaps,
        jumps ?? [],
      ),
      logarithmic,
    };
  }, [data, picture, names, others.histories, jumps, logarithmic]);
  const live = useLivePrice(data.id);
  const painted = useAfterPaint();
  const summary = useMemo(() => describePicture(picture, name, span, nowMs), [picture, name, span, nowMs]);
  if (summary === null) return <NoHistory state={data.state} />;
  const waiting = <Skeleton className={classes.skeleton} radius={0} />;
  const splits = data.gaps.filter((gap) => gap.splits).length;
  const sentences = [
    summary,
    ...(extras.overlay ? [describeOverlay(extras.overlay, others.nameOf)] : []),
    ...(others.pending ? [t("coin.besideComing")] : []),
    describeOrigin(data),
    ...(splits > 0 ? [t("coin.splits", { count: splits })] : []),
    ...describeIndicators(extras.indicators),
  ];
  return (
    <>
      {asTable ? (
        <SeriesTable key={`${data.id} ${span} ${kind}`} data={data} />
      ) : (
        <Suspense fallback={waiting}>
          {painted ? (
            <PriceChart
              picture={picture}
              extras={extras}
              view={`${data.id} ${span} ${picture.kind}`}
              live={live?.change}
              summary={sentences.join(" ")}
              volumeUnit={"volumeUnit" in data ? data.volumeUnit : null}
              nameOf={others.nameOf}
            />
          ) : (
            waiting
          )}
        </Suspense>
      )}
      {others.error !== null && <ErrorNotice error={others.error} onRetry={others.retry} />}
      <p className={classes.summary}>
        {sentences.join(" ")} <PairLink data={data} />
      </p>
      <MarkList marks={extras.marks} />
    </>
  );
}

interface SeriesProps {
  data: CandleSeries | PriceHistory;
  name: string;
  look: ChartLook;
  asTable: boolean;
  nowMs: number;
}

function NoHistory({ state }: { state: CandleSeries["state"] }) {
  if (state === "backfilling") {
    return <EmptyNotice title={t("coin.historyComing")} detail={t("coin.historyComingDetail")} />;
  }
  return <EmptyNotice title={t("coin.nothingToDraw")} detail={t("coin.nothingToDrawDetail")} />;
}
