import type { Performance } from "@cryptodesk/shared/portfolio/performance.contract";
import type { Portfolio } from "@cryptodesk/shared/portfolio/portfolio.contract";
import { NativeSelect } from "@mantine/core";
import { useMemo } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { CoinPicker } from "../../market-data/coin-picker.tsx";
import { useAssetName } from "../../portfolio-data/use-asset-name.ts";
import { EmptyNotice } from "../../ui/empty-notice.tsx";
import { Panel } from "../../ui/panel.tsx";
import { Segments } from "../../ui/segments.tsx";
import { SeriesChart } from "../../ui/series-chart.tsx";
import { pictureOf } from "./chart-lines.ts";
import classes from "./dashboard.module.css";
import { CHART_VIEWS, type DashboardSearch } from "./dashboard-search.ts";

/** Value, return against a benchmark, or drawdown through the period. */
export function TimePanel({ portfolio, performance, loading, search, onSearch }: TimePanelProps) {
  const view = search.show ?? "value";
  const chosenName = useAssetName(search.vs === undefined || OTHERS.includes(search.vs) ? "" : search.vs);
  const picture = useMemo(() => pictureOf(view, performance), [view, performance]);
  const nothingKnown =
    picture.days.length > 0 && picture.lines.every(({ values }) => values.every((value) => value === null));
  return (
    <Panel
      title={t("figures.dashboard.chart")}
      actions={
        <div className={classes.switches}>
          {view === "return" && (
            <>
              <NativeSelect
                size="xs"
                aria-label={t("figures.dashboard.against")}
                value={search.vs ?? ""}
                data={benchmarksOf(portfolio, search.vs, chosenName)}
                onChange={({ currentTarget: { value } }) =>
                  onSearch({ ...search, vs: value === "" ? undefined : value })
                }
              />
              <CoinPicker
                size="xs"
                label={t("figures.dashboard.anyCoin")}
                taken={search.vs === undefined ? [] : [search.vs]}
                onPick={(vs) => onSearch({ ...search, vs })}
              />
            </>
          )}
          <Segments
            size="xs"
            label={t("figures.dashboard.show")}
            value={view}
            options={CHART_VIEWS.map((value) => ({ value, label: t(`figures.dashboard.shows.${value}`) }))}
            onChange={(show) => onSearch({ ...search, show })}
          />
        </div>
      }
    >
      {nothingKnown ? (
        <EmptyNotice title={t("figures.dashboard.unknownLine")} detail={picture.summary} />
      ) : picture.days.length === 0 ? (
        <EmptyNotice title={t("figures.dashboard.noDays")} detail={t("figures.dashboard.noDaysDetail")} />
      ) : (
        <SeriesChart
          label={t(`figures.dashboard.shows.${view}`)}
          loading={loading}
          days={picture.days}
          lines={picture.lines}
          format={picture.format}
          base={picture.base}
          summary={picture.summary}
        />
      )}
    </Panel>
  );
}

interface TimePanelProps {
  portfolio: Portfolio;
  performance: Performance;
  loading: boolean;
  search: DashboardSearch;
  onSearch: (search: DashboardSearch) => void;
}

/** Benchmarks that are no coins. */
const OTHERS = ["none", "total-market"];

/** What the return can be measured against; the portfolio's own first. */
function benchmarksOf({ benchmark }: Portfolio, chosen: string | undefined, chosenName: string) {
  const coins = [
    { value: "bitcoin", label: "Bitcoin" },
    { value: "ethereum", label: "Ethereum" },
  ];
  const known = [...OTHERS, ...coins.map(({ value }) => value)];
  if (chosen !== undefined && !known.includes(chosen)) coins.push({ value: chosen, label: chosenName });
  return [
    ...(benchmark === null ? [] : [{ value: "", label: t("figures.dashboard.own") }]),
    { value: "total-market", label: t("figures.dashboard.totalMarket") },
    ...coins,
    { value: benchmark === null ? "" : "none", label: t("figures.dashboard.nothing") },
  ];
}
