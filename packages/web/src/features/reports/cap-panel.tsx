import type { MarketReport } from "@cryptodesk/shared/market/report.contract";
import { Skeleton } from "@mantine/core";
import { lazy, Suspense, useMemo } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { formatDayLong, formatPercent, formatUsd } from "../../lib/format.ts";
import { useReports } from "../../market-data/use-reports.ts";
import { DataTable } from "../../ui/data-table.tsx";
import { Panel } from "../../ui/panel.tsx";
import classes from "./cap-chart.module.css";
import type { CapPoint } from "./cap-chart.tsx";

// The chart library comes after the page: its place is kept by a skeleton.
const CapChart = lazy(() => import("./cap-chart.tsx").then((module) => ({ default: module.CapChart })));

const MOST_DAYS = 60;

/** What the market was worth in this report and those before it. */
export function CapPanel({ report }: { report: MarketReport }) {
  const { data } = useReports();
  const points = useMemo(() => capPoints(data?.items ?? [], report.date), [data, report.date]);
  const [first, last] = [points[0], points.at(-1)];
  // One report is no line; its figure stands in the panel beside.
  if (!first || !last || points.length < 2) return null;
  const summary = t("reports.capSummary", {
    from: formatDayLong(first.date),
    to: formatDayLong(last.date),
    first: formatUsd(first.value.toFixed(0)),
    last: formatUsd(last.value.toFixed(0)),
    change: formatPercent((last.value / first.value - 1) * 100),
  });
  return (
    <Panel title={t("reports.capTitle")}>
      <Suspense fallback={<Skeleton height={224} />}>
        <CapChart points={points} summary={summary} />
      </Suspense>
      <p className={classes.summary}>{summary}</p>
      <details className={classes.summary}>
        <summary>{t("words.asTable")}</summary>
        <DataTable
          label={t("reports.capTitle")}
          head={[t("reports.day"), t("words.marketCap")]}
          rows={points.toReversed().map(({ date, value }) => ({
            key: date,
            cells: [formatDayLong(date), formatUsd(value.toFixed(0))],
          }))}
        />
      </details>
    </Panel>
  );
}

/** Known totals up to a day, oldest first. */
export function capPoints(reports: readonly MarketReport[], until: string): CapPoint[] {
  return reports
    .filter(({ date, totalMarketCapUsd }) => date <= until && totalMarketCapUsd !== null)
    .map(({ date, totalMarketCapUsd }) => ({ date, value: Number(totalMarketCapUsd) }))
    .sort((a, b) => (a.date < b.date ? -1 : 1))
    .slice(-MOST_DAYS);
}
