import { type CoinCoverage, type CoverageMap, CoverageState } from "@cryptodesk/shared/market/coverage.contract";
import { Button, NativeSelect, Skeleton } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { formatCount, formatDate, formatShare, UNKNOWN } from "../../lib/format.ts";
import { DataTable } from "../../ui/data-table.tsx";
import { EmptyNotice } from "../../ui/empty-notice.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Panel } from "../../ui/panel.tsx";
import { Segments } from "../../ui/segments.tsx";
import classes from "./coverage-panel.module.css";
import { COVERAGE_LEVELS, levelPath } from "./coverage-strip.ts";
import { useCoverage } from "./use-coverage.ts";

/** What the map shows: a series over so many days. */
const VIEWS = {
  "1d-90": { interval: "1d", days: 90 },
  "1d-730": { interval: "1d", days: 730 },
  "1h-14": { interval: "1h", days: 14 },
  "1h-60": { interval: "1h", days: 60 },
} as const;
type View = keyof typeof VIEWS;
const isView = (value: string): value is View => value in VIEWS;

/** Where each coin's stored history has holes. */
export function CoveragePanel() {
  const [view, setView] = useState<View>("1d-90");
  const [state, setState] = useState<CoverageState | undefined>();
  const { interval, days } = VIEWS[view];
  const { data, isPending, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useCoverage(
    interval,
    days,
    state,
  );
  const [first] = data?.pages ?? [];
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Panel
      title={t("health.coverage")}
      flush
      actions={
        <div className={classes.controls}>
          <Segments
            size="xs"
            label={t("health.coverageView")}
            value={view}
            options={Object.keys(VIEWS).map((value) => ({
              value,
              label: isView(value) ? t(`health.coverageViews.${value}`) : value,
            }))}
            onChange={(value) => isView(value) && setView(value)}
          />
          <NativeSelect
            size="xs"
            aria-label={t("health.coverageState")}
            value={state ?? ""}
            data={[
              { value: "", label: t("health.coverageAny") },
              ...CoverageState.options.map((value) => ({
                value,
                label: `${t(`health.coverageStates.${value}`)}${first ? ` (${formatCount(first.counts[value])})` : ""}`,
              })),
            ]}
            onChange={({ currentTarget }) => setState(CoverageState.safeParse(currentTarget.value).data)}
          />
        </div>
      }
    >
      {isPending && <Skeleton height={420} radius={0} />}
      {!isPending && !data && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data && items.length === 0 && (
        <EmptyNotice title={t("health.coverageNone")} detail={t("health.coverageNoneDetail")} />
      )}
      {first && items.length > 0 && (
        <>
          <Legend map={first} />
          <CoverageTable items={items} />
        </>
      )}
      {hasNextPage && (
        <div className={classes.more}>
          <Button size="compact-sm" variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t("health.moreCoins")}
          </Button>
        </div>
      )}
    </Panel>
  );
}

function Legend({ map: { from, to, bucketDays } }: { map: CoverageMap }) {
  return (
    <p className={classes.legend}>
      {COVERAGE_LEVELS.map((level) => (
        <span key={level}>
          <i className={classes.swatch} data-level={level} /> {t(`health.coverageLevels.${level}`)}
        </span>
      ))}
      <span>
        <i className={classes.swatch} /> {t("health.coverageNotDue")}
      </span>
      <span>
        {t("health.coverageSpan", { from: formatDate(from), to: formatDate(to) })}{" "}
        {t("health.coverageBucket", { count: bucketDays })}
      </span>
    </p>
  );
}

function CoverageTable({ items }: { items: readonly CoinCoverage[] }) {
  return (
    <DataTable
      label={t("health.coverage")}
      head={[t("words.coin"), t("health.stored"), t("health.missing"), t("health.points"), t("health.stateName")]}
      rows={items.map((row) => ({
        key: row.coin.id,
        cells: [
          <Link key="coin" to="/coins/$coinId" params={{ coinId: row.coin.id }}>
            {row.coin.name} {row.coin.symbol}
          </Link>,
          <Strip key="strip" row={row} />,
          row.missing === null ? UNKNOWN : formatCount(row.missing),
          formatCount(row.points),
          <span key="state" title={row.lastError ?? undefined}>
            {t(`health.coverageStates.${row.state}`)}
          </span>,
        ],
      }))}
    />
  );
}

const STRIP_HEIGHT = 10;

function Strip({ row: { coin, shares } }: { row: CoinCoverage }) {
  const due = shares.filter((share) => share !== null);
  const holes = due.filter((share) => share === 0).length;
  const whole = due.filter((share) => share === 1).length;
  const label =
    due.length === 0
      ? t("health.stripNothing", { name: coin.name })
      : t("health.strip", { name: coin.name, whole: formatShare((whole / due.length) * 100, 0), holes });
  return (
    <svg
      className={classes.strip}
      viewBox={`0 0 ${shares.length} ${STRIP_HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      {COVERAGE_LEVELS.map((level) => (
        <path key={level} data-level={level} d={levelPath(shares, level, STRIP_HEIGHT)} />
      ))}
    </svg>
  );
}
