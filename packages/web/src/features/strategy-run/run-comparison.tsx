import type { RunComparison as Comparison, StrategyRun } from "@cryptodesk/shared/strategy/run.contract";
import { Skeleton } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { formatDate, formatDateTime, formatNumber, UNKNOWN } from "../../lib/format.ts";
import { METRICS, type Metric, metricName, writeMetric } from "../../strategy-data/metric-list.ts";
import { noteWords } from "../../strategy-data/remark-words.ts";
import { useRunComparison } from "../../strategy-data/use-runs.ts";
import { Verdict } from "../../strategy-data/verdict.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { EmptyNotice } from "../../ui/empty-notice.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Panel } from "../../ui/panel.tsx";
import { SeriesChart } from "../../ui/series-chart.tsx";
import { alignCurves } from "./aligned-curves.ts";
import classes from "./strategy-run.module.css";

/** Runs beside each other: their curves from 100 on, their figures, and how far they can be compared. */
export function RunComparison({ runIds }: { runIds: string[] }) {
  const { data, error, refetch } = useRunComparison(runIds);
  if (runIds.length < 2) {
    return (
      <EmptyNotice
        title={t("strategyRun.compare.tooFew")}
        detail={t("strategyRun.compare.tooFewDetail")}
        action={<Link to="/strategies">{t("strategy.title")}</Link>}
      />
    );
  }
  if (!data && error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton height={520} />;
  return (
    <>
      <Panel title={t("strategyRun.compare.lines")}>
        <Curves comparison={data} />
      </Panel>
      <Panel title={t("strategyRun.compare.notes")}>
        {data.notes.length === 0 ? (
          <p className={classes.note}>{t("strategyRun.compare.comparable")}</p>
        ) : (
          <ul className={classes.sentences}>
            {noteWords(data).map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        )}
      </Panel>
      <Panel title={t("strategyRun.compare.table")} flush>
        <Figures comparison={data} />
      </Panel>
    </>
  );
}

const nameOf = ({ strategyName, version, requestedAt }: StrategyRun): string =>
  t("strategyRun.compare.nameOf", { name: strategyName, version, when: formatDateTime(requestedAt) });

function Curves({ comparison: { items } }: { comparison: Comparison }) {
  const { days, curves } = useMemo(() => alignCurves(items.map(({ curve }) => curve)), [items]);
  const lines = useMemo(
    () =>
      items.map(({ run }, at) => ({
        key: run.id,
        name: nameOf(run),
        colour: at,
        values: curves[at] ?? [],
      })),
    [items, curves],
  );
  const ends = items.map(({ run, curve }) => {
    const last = curve.at(-1);
    return `${nameOf(run)} ${last === undefined ? UNKNOWN : formatNumber(last.index, 2)}`;
  });
  return (
    <SeriesChart
      label={t("strategyRun.compare.lines")}
      days={days}
      lines={lines}
      format={(value) => formatNumber(value, 2)}
      base={100}
      summary={t("strategyRun.compare.summary", { ends: ends.join("; ") })}
    />
  );
}

function Figures({ comparison: { items } }: { comparison: Comparison }) {
  return (
    <DataTable
      label={t("strategyRun.compare.table")}
      numbers={[1, items.length]}
      head={[t("strategyRun.compare.figure"), ...items.map(({ run }) => nameOf(run))]}
      rows={[
        {
          key: "verdict",
          cells: [
            t("strategyRun.compare.verdict"),
            ...items.map(({ run }) =>
              run.verdict === null ? UNKNOWN : <Verdict key={run.id} verdict={run.verdict} />,
            ),
          ],
        },
        {
          key: "span",
          cells: [
            t("strategyRun.columns.span"),
            ...items.map(({ from, to }) => `${formatDate(from)} – ${formatDate(to)}`),
          ],
        },
        ...METRICS.map((metric) => ({
          key: metric.name,
          cells: [
            metricName(metric.name),
            ...items.map(({ run }) => <Value key={run.id} metric={metric} run={run} items={items} />),
          ],
        })),
      ]}
    />
  );
}

function Value({ metric, run, items }: { metric: Metric; run: StrategyRun; items: Comparison["items"] }) {
  const value = run.metrics?.[metric.name] ?? null;
  const written = writeMetric(metric, value);
  return value !== null && isBest(metric, value, items) ? <b>{written}</b> : written;
}

/** The best of several that differ. */
function isBest({ name, better }: Metric, value: number, items: Comparison["items"]): boolean {
  const all = items.flatMap(({ run }) => run.metrics?.[name] ?? []);
  if (better === null || new Set(all).size < 2) return false;
  return value === (better === "more" ? Math.max(...all) : Math.min(...all));
}
