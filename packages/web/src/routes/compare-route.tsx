import type { Comparison } from "@cryptodesk/shared/market/comparison.contract";
import { ComparisonWindow } from "@cryptodesk/shared/market/comparison.contract";
import { Button, Skeleton } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { t } from "../catalogue/catalogue.ts";
import { CoinChips } from "../features/compare/coin-chips.tsx";
import {
  type CompareSearch,
  comparedIds,
  DEFAULT_WINDOW,
  leftOutIds,
  parseCompareSearch,
} from "../features/compare/compare-search.ts";
import { ComparisonTable } from "../features/compare/comparison-table.tsx";
import { CorrelationMatrix } from "../features/compare/correlation-matrix.tsx";
import { IndexChart } from "../features/compare/index-chart.tsx";
import { useComparison } from "../features/compare/use-comparison.ts";
import { describeError } from "../lib/api-error.ts";
import { idsText } from "../lib/id-list.ts";
import { useOwnSearch } from "../lib/use-own-search.ts";
import { useListingsById } from "../market-data/use-listings-by-id.ts";
import { useTop } from "../market-data/use-top.ts";
import { EmptyNotice } from "../ui/empty-notice.tsx";
import { ErrorNotice } from "../ui/error-notice.tsx";
import { Page } from "../ui/page.tsx";
import { Panel } from "../ui/panel.tsx";
import { Segments } from "../ui/segments.tsx";
import classes from "./compare-route.module.css";

// Below the fold: its code may come after the rest of the page.
const RiskReturnChart = lazy(() =>
  import("../features/compare/risk-return-chart.tsx").then((module) => ({ default: module.RiskReturnChart })),
);

const route = getRouteApi("/compare");
const SUGGESTED = 5;

/** Up to ten coins over one window: performance, risk, and how alike they moved. All of it is in the address. */
export function CompareRoute() {
  const search = useOwnSearch(route.useSearch(), parseCompareSearch);
  const navigate = route.useNavigate();
  const ids = comparedIds(search.ids);
  const window = search.window ?? DEFAULT_WINDOW;
  const { byId } = useListingsById(ids);
  const change = (next: CompareSearch) => void navigate({ search: next, replace: true, resetScroll: false });
  const withIds = (next: readonly string[]) =>
    change({ ...(next.length > 0 && { ids: idsText(next) }), ...(search.window && { window: search.window }) });
  return (
    <Page title={t("shell.pages.compare")} intro={t("compare.intro")}>
      <div className={classes.controls}>
        <CoinChips ids={ids} leftOut={leftOutIds(search.ids)} listings={byId} onChange={withIds} />
        <Segments
          size="xs"
          label={t("compare.window")}
          value={window}
          options={ComparisonWindow.options.map((value) => ({ value, label: t(`compare.windows.${value}`) }))}
          onChange={(next) =>
            change({ ...(search.ids && { ids: search.ids }), ...(next !== DEFAULT_WINDOW && { window: next }) })
          }
        />
      </div>
      {ids.length < 2 ? (
        <TooFew ids={ids} onPick={withIds} />
      ) : (
        <Compared ids={ids} window={window} listings={byId} onPick={withIds} />
      )}
    </Page>
  );
}

function TooFew({ ids, onPick }: { ids: string[]; onPick: (ids: string[]) => void }) {
  const { data } = useTop("market-cap", SUGGESTED);
  const largest = data?.items.map(({ listing }) => listing.id) ?? [];
  return (
    <EmptyNotice
      title={ids.length === 0 ? t("compare.empty") : t("compare.oneMore")}
      detail={t("compare.emptyDetail")}
      action={
        largest.length > 0 && (
          <Button size="xs" variant="default" onClick={() => onPick([...new Set([...ids, ...largest])])}>
            {t("compare.suggest", { count: largest.length })}
          </Button>
        )
      }
    />
  );
}

function Compared({ ids, window, listings, onPick }: ComparedProps) {
  const { data, isPending, error, refetch, isPlaceholderData } = useComparison(ids, window);
  if (isPending) return <Skeleton height={480} />;
  const unknown = ids.filter((id) => !listings.has(id));
  if (!data && describeError(error).kind === "not-found" && unknown.length > 0 && unknown.length < ids.length) {
    return <Unknown ids={unknown} onLeaveOut={() => onPick(ids.filter((id) => listings.has(id)))} />;
  }
  if (!data) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  return (
    <div className={classes.result} data-dimmed={isPlaceholderData}>
      <Performance comparison={data} />
      <ComparisonTable comparison={data} listings={listings} />
      <div className={classes.columns}>
        <CorrelationMatrix comparison={data} />
        <Suspense fallback={<Skeleton height={356} />}>
          <RiskReturnChart comparison={data} />
        </Suspense>
      </div>
    </div>
  );
}

interface ComparedProps {
  ids: string[];
  window: ComparisonWindow;
  listings: ReturnType<typeof useListingsById>["byId"];
  onPick: (ids: string[]) => void;
}

function Unknown({ ids, onLeaveOut }: { ids: string[]; onLeaveOut: () => void }) {
  return (
    <EmptyNotice
      title={t("compare.unknown", { ids: ids.map((id) => `“${id}”`).join(", ") })}
      detail={t("compare.unknownDetail")}
      action={
        <Button size="xs" variant="default" onClick={onLeaveOut}>
          {t("compare.leaveOut")}
        </Button>
      }
    />
  );
}

function Performance({ comparison }: { comparison: Comparison }) {
  if (comparison.times.length < 2) {
    return (
      <Panel title={t("compare.performance")}>
        <EmptyNotice title={t("compare.tooLittle")} detail={t("compare.tooLittleDetail")} />
      </Panel>
    );
  }
  return (
    <Panel
      title={t("compare.performance")}
      note={comparison.simulated ? t("compare.simulatedNote") : t("compare.performanceNote")}
    >
      <IndexChart comparison={comparison} />
    </Panel>
  );
}
