import type { Portfolio } from "@cryptodesk/shared/portfolio/portfolio.contract";
import { Button, Skeleton } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { t } from "../../catalogue/catalogue.ts";
import { PeriodPicker } from "../../portfolio-data/period-picker.tsx";
import { useHoldings, useSummary } from "../../portfolio-data/use-figures.ts";
import { useLiveRevaluation } from "../../portfolio-data/use-live-revaluation.ts";
import { usePerformance } from "../../portfolio-data/use-reports.ts";
import { EmptyNotice } from "../../ui/empty-notice.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Panel } from "../../ui/panel.tsx";
import { AllocationPanel } from "./allocation-panel.tsx";
import { ContributionPanel } from "./contribution-panel.tsx";
import classes from "./dashboard.module.css";
import { type DashboardSearch, DEFAULT_PERIOD } from "./dashboard-search.ts";
import { DataNotes } from "./data-notes.tsx";
import { IncomePanel } from "./income-panel.tsx";
import { KeyFigures } from "./key-figures.tsx";
import { ReturnFigures } from "./return-figures.tsx";
import { TimePanel } from "./time-panel.tsx";

/** Where a portfolio stands and how it came there. */
export function Dashboard({ portfolio, search, onSearch }: DashboardProps) {
  const period = search.period ?? DEFAULT_PERIOD;
  const summary = useSummary(portfolio.id);
  const performance = usePerformance(portfolio.id, period, search.vs);
  const holdings = useHoldings(portfolio.id);
  useLiveRevaluation((holdings.data?.items ?? []).map(({ asset }) => asset.id));
  if (portfolio.transactionCount === 0) return <EmptyPortfolio portfolio={portfolio} />;
  const { data, error, refetch, isPlaceholderData } = performance;
  return (
    <>
      {summary.data ? (
        <KeyFigures portfolio={portfolio} summary={summary.data} />
      ) : (
        <Waiting error={summary.error} onRetry={() => void summary.refetch()} height={150} />
      )}
      <div className={classes.period}>
        <PeriodPicker period={period} onChange={(next) => onSearch({ ...search, period: next })} />
      </div>
      {data ? (
        <>
          <DataNotes performance={data} />
          <TimePanel
            portfolio={portfolio}
            performance={data}
            loading={isPlaceholderData}
            search={search}
            onSearch={onSearch}
          />
          <ReturnFigures performance={data} period={period} />
          <div className={classes.pair}>
            <AllocationPanel portfolio={portfolio} performance={data} holdings={holdings.data?.items ?? []} />
            <ContributionPanel performance={data} period={period} />
          </div>
        </>
      ) : (
        <Waiting error={error} onRetry={() => void refetch()} height={430} />
      )}
      <IncomePanel portfolio={portfolio} />
    </>
  );
}

interface DashboardProps {
  portfolio: Portfolio;
  search: DashboardSearch;
  onSearch: (search: DashboardSearch) => void;
}

function Waiting({ error, onRetry, height }: { error: unknown; onRetry: () => void; height: number }) {
  return error ? <ErrorNotice error={error} onRetry={onRetry} /> : <Skeleton height={height} />;
}

function EmptyPortfolio({ portfolio: { id } }: { portfolio: Portfolio }) {
  const params = { portfolioId: id };
  return (
    <Panel title={t("portfolio.tabs.dashboard")}>
      <EmptyNotice
        title={t("figures.dashboard.empty")}
        detail={t("figures.dashboard.emptyDetail")}
        action={
          <div className={classes.ways}>
            <Button
              size="xs"
              renderRoot={(props) => <Link {...props} to="/portfolios/$portfolioId/transactions" params={params} />}
            >
              {t("figures.dashboard.emptyRecord")}
            </Button>
            <Button
              size="xs"
              variant="default"
              renderRoot={(props) => <Link {...props} to="/portfolios/$portfolioId/import" params={params} />}
            >
              {t("figures.dashboard.emptyImport")}
            </Button>
          </div>
        }
      />
    </Panel>
  );
}
