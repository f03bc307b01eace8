import type { BacktestData } from "@cryptodesk/shared/strategy/run.contract";
import { Badge } from "@mantine/core";
import { useDeferredValue, useMemo } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { formatDate, formatNumber } from "../../lib/format.ts";
import type { InstantResult } from "../../strategy-data/backtest-messages.ts";
import { METRICS, type MetricName, metricName, writeMetric } from "../../strategy-data/metric-list.ts";
import { modelMoney, modelMoneyShort } from "../../strategy-data/model-figures.ts";
import { noteWords } from "../../strategy-data/remark-words.ts";
import { Figure, FigureGrid } from "../../ui/figure.tsx";
import { SeriesChart } from "../../ui/series-chart.tsx";
import classes from "./strategy-editor.module.css";

const SHOWN: readonly MetricName[] = [
  "totalReturnPct",
  "benchmarkReturnPct",
  "annualReturnPct",
  "maxDrawdownPct",
  "sharpe",
  "sortino",
  "trades",
  "winRatePct",
  "profitFactor",
  "timeInMarketPct",
  "feesUsd",
];

/** Equity beside the benchmark and the main figures of a run in the browser. */
export function InstantFigures({ result, data, capital }: InstantFiguresProps) {
  // Figures follow the slider; the picture may come a moment later.
  const drawn = useDeferredValue(result);
  const name = data?.benchmark ?? null;
  const lines = useMemo(
    () => [
      { key: "equity", name: t("strategyEditor.instant.equity"), colour: 0, values: drawn.equity, filled: true },
      ...(name === null ? [] : [{ key: "benchmark", name, colour: 1, values: drawn.benchmark, dashed: true }]),
    ],
    [drawn, name],
  );
  const metrics = METRICS.filter((metric) => SHOWN.includes(metric.name)).toSorted(
    (a, b) => SHOWN.indexOf(a.name) - SHOWN.indexOf(b.name),
  );
  return (
    <>
      <FigureGrid>
        {metrics.map((metric) => (
          <Figure key={metric.name} label={metricName(metric.name)} about={t(`strategyMetrics.${metric.name}.means`)}>
            <span data-metric={metric.name} data-value={result.metrics[metric.name] ?? ""}>
              {writeMetric(metric, result.metrics[metric.name])}
            </span>
          </Figure>
        ))}
      </FigureGrid>
      <SeriesChart
        label={t("strategyEditor.instant.equity")}
        summary={summaryOf(drawn, capital)}
        days={drawn.at}
        lines={lines}
        format={modelMoneyShort}
        base={capital}
      />
      <div className={classes.hint}>
        {data?.simulated && (
          <>
            <Badge variant="light" color="gray">
              {t("words.simulated")}
            </Badge>{" "}
          </>
        )}
        {t("strategyEditor.instant.took", { ms: formatNumber(result.tookMs, 0) })}
      </div>
      <Notes notes={[...(data ? noteWords(data) : []), ...noteWords(result)]} />
    </>
  );
}

interface InstantFiguresProps {
  result: InstantResult;
  data: BacktestData | undefined;
  capital: number;
}

function summaryOf({ at, finalEquity, metrics }: InstantResult, capital: number): string {
  const [first] = at;
  const last = at.at(-1);
  if (first === undefined || last === undefined) return t("strategyEditor.instant.nothing");
  return t("strategyEditor.instant.summary", {
    from: formatDate(first),
    to: formatDate(last),
    capital: modelMoney(capital),
    equity: modelMoney(finalEquity),
    count: metrics.trades,
  });
}

function Notes({ notes }: { notes: readonly string[] }) {
  if (notes.length === 0) return null;
  return (
    <ul className={classes.notes}>
      {[...new Set(notes)].map((note) => (
        <li key={note}>{note}</li>
      ))}
    </ul>
  );
}
