import type { PortfolioComparison as Comparison } from "@cryptodesk/shared/portfolio/performance.contract";
import { Button, Skeleton } from "@mantine/core";
import { useMemo } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { formatDate, formatPercent, formatRatio } from "../../lib/format.ts";
import { PeriodPicker } from "../../portfolio-data/period-picker.tsx";
import { usePortfolios } from "../../portfolio-data/use-portfolios.ts";
import { useComparedPortfolios } from "../../portfolio-data/use-reports.ts";
import { CheckPopover } from "../../ui/check-popover.tsx";
import { EmptyNotice } from "../../ui/empty-notice.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Panel } from "../../ui/panel.tsx";
import { SeriesChart } from "../../ui/series-chart.tsx";
import { ComparedTable } from "./compared-table.tsx";
import { comparedIds, MOST_COMPARED, type PortfolioComparisonSearch } from "./portfolio-comparison-search.ts";

/** Portfolios beside each other: their time-weighted indices as lines, and their returns as a table. */
export function PortfolioComparison({ search, onSearch }: PortfolioComparisonProps) {
  const portfolios = usePortfolios();
  const all = (portfolios.data?.items ?? []).map(({ portfolio }) => portfolio);
  const named = comparedIds(search);
  const ids =
    named.length > 0
      ? named
      : all
          .filter(({ isActive }) => isActive)
          .map(({ id }) => id)
          .slice(0, MOST_COMPARED);
  const period = search.period ?? "1y";
  const { data, error, refetch, isPlaceholderData } = useComparedPortfolios(ids, period);
  const toggle = (id: string) => {
    const next = ids.includes(id) ? ids.filter((each) => each !== id) : [...ids, id].slice(0, MOST_COMPARED);
    onSearch({ ...search, ids: next.length === 0 ? undefined : next.join(",") });
  };
  if (portfolios.data && all.length === 0) {
    return <EmptyNotice title={t("portfolio.none")} detail={t("portfolio.noneDetail")} />;
  }
  return (
    <>
      <div>
        <PeriodPicker period={period} onChange={(next) => onSearch({ ...search, period: next })} />
      </div>
      <Panel
        title={t("figures.compare.lines")}
        note={t("figures.compare.linesNote")}
        actions={
          <CheckPopover
            label={t("figures.compare.which")}
            target={
              <Button size="xs" variant="default">
                {t("figures.compare.which")}
              </Button>
            }
            items={all.map(({ id, name }) => ({ key: id, name, checked: ids.includes(id) }))}
            onToggle={toggle}
          />
        }
      >
        {!data && !error && <Skeleton height={380} />}
        {!data && error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
        {data && <Lines comparison={data} loading={isPlaceholderData} />}
      </Panel>
      {data && <ComparedTable comparison={data} period={period} />}
    </>
  );
}

interface PortfolioComparisonProps {
  search: PortfolioComparisonSearch;
  onSearch: (search: PortfolioComparisonSearch) => void;
}

function Lines({ comparison, loading }: { comparison: Comparison; loading: boolean }) {
  const lines = useMemo(
    () =>
      comparison.items.map(({ portfolioId, name, index }, at) => ({
        key: portfolioId,
        name,
        colour: at,
        values: index.map((value) => (value === null ? null : (Number(value) - 1) * 100)),
      })),
    [comparison],
  );
  if (comparison.days.length === 0) {
    return <EmptyNotice title={t("figures.dashboard.noDays")} detail={t("figures.dashboard.noDaysDetail")} />;
  }
  const changes = comparison.items.map(({ name, returns }) => `${name} ${formatRatio(returns.timeWeighted)}`);
  return (
    <SeriesChart
      label={t("figures.compare.lines")}
      days={comparison.days}
      lines={lines}
      format={formatPercent}
      base={0}
      loading={loading}
      summary={t("figures.compare.summary", {
        from: formatDate(comparison.days[0] ?? ""),
        to: formatDate(comparison.to),
        changes: changes.join(", "),
      })}
    />
  );
}
