import { median } from "@cryptodesk/quant/statistics/quantile";
import type { JobRun } from "@cryptodesk/shared/jobs/job.contract";
import { Skeleton } from "@mantine/core";
import { t } from "../../catalogue/catalogue.ts";
import { formatCount, formatDuration, UNKNOWN } from "../../lib/format.ts";
import { Age } from "../../ui/age.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { EmptyNotice } from "../../ui/empty-notice.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Sparkline } from "../../ui/sparkline.tsx";
import classes from "./duration-history.module.css";
import { jobName } from "./job-name.ts";
import { RunState } from "./run-state.tsx";
import { useRunsOf } from "./use-jobs.ts";

/** How long the last runs of a job took. */
export function DurationHistory({ job, onClose }: { job: string | null; onClose: () => void }) {
  return (
    <Dialog opened={job !== null} onClose={onClose} title={job === null ? "" : jobName(job)}>
      {job !== null && <History job={job} />}
    </Dialog>
  );
}

function History({ job }: { job: string }) {
  const { data, isPending, error, refetch } = useRunsOf(job);
  if (isPending) return <Skeleton height={240} />;
  if (!data) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (data.items.length === 0) return <EmptyNotice title={t("health.noRuns")} detail={t("health.noRunsDetail")} />;
  return (
    <>
      <p className={classes.summary}>
        {summary(data.items)}
        {data.items.length > 1 && (
          <Sparkline neutral values={data.items.map(({ durationMs }) => durationMs).toReversed()} />
        )}
      </p>
      <div className={classes.table}>
        <DataTable
          label={t("health.lastRuns")}
          head={[t("health.askedFor"), t("health.stateName"), t("health.took")]}
          rows={data.items.map((run) => ({
            key: run.id,
            cells: [
              <Age key="asked" at={run.requestedAt} />,
              <RunState key="state" state={run.state} />,
              run.durationMs === null ? UNKNOWN : formatDuration(run.durationMs),
            ],
          }))}
        />
      </div>
    </>
  );
}

function summary(runs: readonly JobRun[]): string {
  const durations = runs.flatMap(({ durationMs }) => (durationMs === null ? [] : [durationMs]));
  const middle = median(durations);
  if (middle === null) return t("health.noDuration");
  return t("health.durations", {
    count: durations.length,
    runs: formatCount(durations.length),
    median: formatDuration(middle),
    longest: formatDuration(Math.max(...durations)),
    failed: formatCount(runs.filter(({ state }) => state === "failed").length),
  });
}
