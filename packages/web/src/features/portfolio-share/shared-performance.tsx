import type { SharedPortfolio } from "@cryptodesk/shared/portfolio/share.contract";
import { Button } from "@mantine/core";
import { lazy, Suspense, useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { formatDate, formatNumber, formatPercent } from "../../lib/format.ts";
import { DataTable } from "../../ui/data-table.tsx";
import { EmptyNotice } from "../../ui/empty-notice.tsx";
import classes from "./shared.module.css";

// The chart library comes after the page: its place is kept.
const IndexLine = lazy(() => import("./index-line.tsx").then((module) => ({ default: module.IndexLine })));

const MOST_ROWS = 60;

/** The time-weighted index as a line, in words and as a table. */
export function SharedPerformance({ series }: Pick<SharedPortfolio, "series">) {
  const [asTable, setAsTable] = useState(false);
  const points = series.flatMap(({ day, index }) => (index === null ? [] : [{ day, index: Number(index) }]));
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last || points.length < 2) return <EmptyNotice title={t("portfolioShare.noSeries")} />;
  const summary = t("portfolioShare.chartSummary", {
    from: formatDate(first.day),
    to: formatDate(last.day),
    change: formatPercent((last.index / first.index - 1) * 100),
  });
  const step = Math.ceil(points.length / MOST_ROWS);
  return (
    <div className={classes.chart}>
      <p className={classes.text}>{summary}</p>
      {asTable ? (
        <DataTable
          label={t("portfolioShare.performance")}
          head={[t("portfolioShare.day"), t("portfolioShare.index")]}
          rows={points
            .filter((point, at) => at % step === 0 || point === last)
            .map(({ day, index }) => ({ key: day, cells: [formatDate(day), formatNumber(index, 4)] }))}
        />
      ) : (
        <Suspense fallback={<figure className={classes.line} aria-label={summary} />}>
          <IndexLine points={points} summary={summary} />
        </Suspense>
      )}
      <div>
        <Button size="compact-sm" variant="subtle" onClick={() => setAsTable((before) => !before)}>
          {t(asTable ? "words.asChart" : "words.asTable")}
        </Button>
      </div>
    </div>
  );
}
