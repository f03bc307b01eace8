import type { StrategyRunDetail } from "@cryptodesk/shared/strategy/run.contract";
import { t } from "../../catalogue/catalogue.ts";
import { tradesOf, useTrades } from "../../strategy-data/use-runs.ts";
import { EmptyNotice } from "../../ui/empty-notice.tsx";
import { WarningNotice } from "../../ui/warning-notice.tsx";
import { DataPanel, NotesPanel } from "./data-panel.tsx";
import { EquityPanel } from "./equity-panel.tsx";
import { HonestyPanel } from "./honesty-panel.tsx";
import { MetricCards } from "./metric-cards.tsx";
import { MonthTable } from "./month-table.tsx";
import { TradeChartPanel } from "./trade-chart-panel.tsx";
import { TradesPanel } from "./trades-panel.tsx";

/** What came of a backtest, and how far to believe it. */
export function RunResult({ detail: { run, report } }: { detail: Pick<StrategyRunDetail, "run" | "report"> }) {
  const total = report?.metrics.trades ?? 0;
  const query = useTrades(run.id, total > 0);
  const trades = query.data ? tradesOf(query) : null;
  if (report === null) return <EmptyNotice title={t("strategyRun.failed")} detail={t("words.jobFailed")} />;
  return (
    <>
      {report.simulated && (
        <WarningNotice title={t("strategyRun.simulated")}>{t("strategyRun.simulatedDetail")}</WarningNotice>
      )}
      <EquityPanel report={report} />
      <HonestyPanel honesty={report.honesty} metrics={report.metrics} parameters={report.parameters} />
      <MetricCards metrics={report.metrics} />
      <NotesPanel report={report} />
      <MonthTable months={report.months} />
      {trades !== null && <TradeChartPanel trades={trades} report={report} />}
      <TradesPanel
        runId={run.id}
        trades={trades}
        total={total}
        error={query.error}
        onRetry={() => void query.refetch()}
      />
      <DataPanel report={report} seed={run.settings.seed} />
    </>
  );
}
