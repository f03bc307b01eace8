import { Skeleton } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { t } from "../../catalogue/catalogue.ts";
import { formatCount, formatDateTime } from "../../lib/format.ts";
import { RunState } from "../../strategy-data/run-state.tsx";
import { useRuns } from "../../strategy-data/use-runs.ts";
import { EmptyNotice } from "../../ui/empty-notice.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Panel } from "../../ui/panel.tsx";
import { PlainButton } from "../../ui/plain-button.tsx";
import { RecordTable } from "../../ui/record-table.tsx";

/** Searches over a strategy, the newest first. */
export function SearchList({ strategyId }: { strategyId: string }) {
  const { data, isPending, error, refetch, hasNextPage, fetchNextPage } = useRuns(strategyId, "optimisation");
  const runs = data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Panel title={t("strategyOptimiser.searches")} flush>
      {isPending && <Skeleton height={120} radius={0} />}
      {!isPending && !data && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data && runs.length === 0 && (
        <EmptyNotice title={t("strategyOptimiser.noSearch")} detail={t("strategyOptimiser.noSearchDetail")} />
      )}
      {runs.length > 0 && (
        <RecordTable
          label={t("strategyOptimiser.searches")}
          columns={[
            t("strategyOptimiser.columns.when"),
            t("strategyOptimiser.columns.state"),
            t("strategyOptimiser.columns.version"),
            t("strategyOptimiser.columns.progress"),
          ]}
          rows={runs.map((run) => {
            const when = formatDateTime(run.requestedAt);
            return {
              key: run.id,
              cells: [
                <Link
                  key="open"
                  to="/strategies/$strategyId/runs/$runId"
                  params={{ strategyId, runId: run.id }}
                  aria-label={t("strategyOptimiser.open", { when })}
                >
                  {when}
                </Link>,
                <RunState key="state" run={run} />,
                formatCount(run.version),
                run.progress.total === null
                  ? formatCount(run.progress.done)
                  : t("words.of", { done: formatCount(run.progress.done), total: formatCount(run.progress.total) }),
              ],
            };
          })}
        />
      )}
      {hasNextPage && <PlainButton onClick={() => void fetchNextPage()}>{t("strategyOptimiser.more")}</PlainButton>}
    </Panel>
  );
}
