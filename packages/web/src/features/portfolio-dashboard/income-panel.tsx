import type { Portfolio } from "@cryptodesk/shared/portfolio/portfolio.contract";
import { Skeleton } from "@mantine/core";
import { t } from "../../catalogue/catalogue.ts";
import { formatMoney, formatMonth } from "../../lib/format.ts";
import { ExplainedFigure } from "../../portfolio-data/explained-figure.tsx";
import { useIncome } from "../../portfolio-data/use-reports.ts";
import { BarTable } from "../../ui/bar-table.tsx";
import { EmptyNotice } from "../../ui/empty-notice.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Panel } from "../../ui/panel.tsx";

const MONTHS = 12;

/** What staking, interest, airdrops and mining brought in the last months that had any, and what fees took. */
export function IncomePanel({ portfolio: { id, currency } }: { portfolio: Portfolio }) {
  const { data, error, refetch } = useIncome(id);
  const months = (data?.byMonth ?? []).filter(({ income, fees }) => /[1-9]/.test(income + fees));
  const shown = months.slice(-MONTHS).reverse();
  const largest = Math.max(...shown.map(({ income }) => Number(income)), Number.MIN_VALUE);
  const whole = data && (
    <ExplainedFigure portfolioId={id} figure={{ figure: "income" }} label={t("figures.names.income")}>
      {t("figures.dashboard.incomeNote", { amount: formatMoney(data.income.value, currency) })}
    </ExplainedFigure>
  );
  return (
    <Panel title={t("figures.dashboard.income")} note={whole}>
      {!data && !error && <Skeleton height={120} />}
      {!data && error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data && shown.length === 0 && (
        <EmptyNotice title={t("figures.dashboard.incomeNone")} detail={t("figures.dashboard.incomeNoneDetail")} />
      )}
      {shown.length > 0 && (
        <BarTable
          caption={t("figures.dashboard.income")}
          rows={shown.map(({ month, income, fees }) => ({
            key: month,
            name: formatMonth(month),
            length: Math.max(0, Number(income)) / largest,
            tone: "up",
            figure: t("figures.dashboard.incomeLine", {
              income: formatMoney(income, currency),
              fees: formatMoney(fees, currency),
            }),
          }))}
        />
      )}
    </Panel>
  );
}
