import type { BacktestReport } from "@cryptodesk/shared/strategy/backtest.contract";
import { useMemo } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { formatDate, formatPercent, formatShare } from "../../lib/format.ts";
import { modelMoney, modelMoneyShort } from "../../strategy-data/model-figures.ts";
import { Panel } from "../../ui/panel.tsx";
import { type DayLine, SeriesChart } from "../../ui/series-chart.tsx";

/** Equity through the run against the benchmark, and how far below its peak it was. */
export function EquityPanel({ report }: { report: BacktestReport }) {
  const { curve, metrics } = report;
  const lines = useMemo(() => linesOf(curve), [curve]);
  const benchmark = metrics.benchmarkReturnPct;
  return (
    <Panel title={t("strategyRun.equity.title")}>
      <SeriesChart
        label={t("strategyRun.equity.label")}
        days={curve.at}
        lines={lines}
        format={modelMoneyShort}
        base={report.capital}
        summary={t("strategyRun.equity.summary", {
          from: formatDate(report.from),
          to: formatDate(report.to),
          capital: modelMoney(report.capital),
          final: modelMoney(report.finalEquity),
          change: formatPercent(metrics.totalReturnPct),
          drawdown: formatShare(metrics.maxDrawdownPct),
          benchmark: benchmark === null ? t("strategyRun.equity.noBenchmark") : formatPercent(benchmark),
        })}
      />
    </Panel>
  );
}

function linesOf({ equity, benchmark, drawdownPct }: BacktestReport["curve"]): DayLine[] {
  const known = benchmark.some((value) => value !== null);
  return [
    { key: "equity", name: t("strategyRun.equity.equity"), colour: 0, values: equity },
    ...(known
      ? [{ key: "benchmark", name: t("strategyRun.equity.benchmark"), colour: 9, dashed: true, values: benchmark }]
      : []),
    {
      key: "drawdown",
      name: t("strategyRun.equity.drawdown"),
      colour: 5,
      filled: true,
      pane: 1,
      values: drawdownPct.map((depth) => -Math.abs(depth)),
      format: formatPercent,
    },
  ];
}
