import type { GainsReport as Report } from "@cryptodesk/shared/portfolio/gains.contract";
import type { Portfolio } from "@cryptodesk/shared/portfolio/portfolio.contract";
import { Button, NativeSelect, Skeleton } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import Printer from "lucide-react/icons/printer";
import { t } from "../../catalogue/catalogue.ts";
import { CsvButton } from "../../portfolio-data/csv-button.tsx";
import { describeMethods } from "../../portfolio-data/transaction-words.ts";
import { useGains } from "../../portfolio-data/use-reports.ts";
import { EmptyNotice } from "../../ui/empty-notice.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { MoreButton } from "../../ui/more-button.tsx";
import { Panel } from "../../ui/panel.tsx";
import { WarningNotice } from "../../ui/warning-notice.tsx";
import { AssetGains } from "./asset-gains.tsx";
import { GainTotalsList } from "./gain-totals-list.tsx";
import classes from "./gains.module.css";
import { type GainsSearch, spanOf } from "./gains-search.ts";
import { MatchTable } from "./match-table.tsx";
import { MethodTable } from "./method-table.tsx";

/** What was realised in a year or ever: sums, by asset, and every match with its lots; and what other methods would say. */
export function GainsReport({ portfolio, search, onSearch }: GainsReportProps) {
  const span = spanOf(search);
  const question = { ...span, ...(search.asset !== undefined && { assetId: search.asset }) };
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useGains(portfolio.id, question);
  const report = data?.pages[0];
  const title =
    search.year === undefined ? t("figures.gains.titleAll") : t("figures.gains.title", { year: search.year });
  return (
    <>
      <Panel
        title={title}
        note={report && t("figures.gains.byMethod", { method: describeMethods(report.method) })}
        actions={
          <div className={classes.actions}>
            <YearPicker years={report?.years ?? []} search={search} onSearch={onSearch} />
            <CsvButton
              path={`portfolios/${portfolio.id}/gains`}
              name={`gains-${search.year ?? "all"}`}
              question={{ ...question, limit: 250 }}
            />
            <Button
              size="xs"
              variant="default"
              leftSection={<Printer size={14} aria-hidden="true" />}
              onClick={() => window.print()}
            >
              {t("figures.gains.print")}
            </Button>
          </div>
        }
      >
        {!report && !error && <Skeleton height={110} />}
        {!report && error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
        {report && <Sums portfolio={portfolio} report={report} search={search} onSearch={onSearch} />}
      </Panel>
      {report && report.byAsset.length > 0 && (
        <AssetGains portfolio={portfolio} report={report} search={search} onSearch={onSearch} />
      )}
      {data && report && report.items.length > 0 && (
        <Panel title={t("figures.gains.matches")} note={t("figures.gains.matchesNote")} flush>
          <MatchTable
            portfolioId={portfolio.id}
            currency={report.currency}
            gains={data.pages.flatMap(({ items }) => items)}
          />
          <MoreButton list={{ hasNextPage, isFetchingNextPage, fetchNextPage }} label={t("figures.gains.more")} />
        </Panel>
      )}
      <MethodTable portfolio={portfolio} span={span} />
    </>
  );
}

interface GainsReportProps {
  portfolio: Portfolio;
  search: GainsSearch;
  onSearch: (search: GainsSearch) => void;
}

function YearPicker({ years, search, onSearch }: { years: readonly number[] } & Omit<GainsReportProps, "portfolio">) {
  const all = new Set([...years.map(String), ...(search.year === undefined ? [] : [search.year])]);
  return (
    <NativeSelect
      size="xs"
      aria-label={t("figures.gains.year")}
      value={search.year ?? ""}
      data={[{ value: "", label: t("figures.gains.allYears") }, ...[...all].toSorted().reverse()]}
      onChange={({ currentTarget: { value } }) => onSearch({ ...search, year: value === "" ? undefined : value })}
    />
  );
}

function Sums({ portfolio, report, search, onSearch }: GainsReportProps & { report: Report }) {
  const { totals, currency } = report;
  if (totals.disposals === 0 && totals.withoutGain === 0) {
    return <EmptyNotice title={t("figures.gains.none")} detail={t("figures.gains.noneDetail")} />;
  }
  return (
    <>
      {search.asset !== undefined && (
        <Button size="compact-xs" variant="default" onClick={() => onSearch({ ...search, asset: undefined })}>
          {t("figures.gains.anyAsset")}
        </Button>
      )}
      <GainTotalsList
        portfolioId={portfolio.id}
        totals={totals}
        currency={currency}
        of={{ ...spanOf(search), ...(search.asset !== undefined && { assetId: search.asset }) }}
      />
      {totals.withoutGain > 0 && (
        <WarningNotice title={t("figures.explain.unknown")}>
          {t("figures.gains.withoutGain", { count: totals.withoutGain })}{" "}
          <Link to="/portfolios/$portfolioId/transactions" params={{ portfolioId: portfolio.id }}>
            {t("figures.gains.mend")}
          </Link>
        </WarningNotice>
      )}
    </>
  );
}
