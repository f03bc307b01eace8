import type { JobRun } from "@cryptodesk/shared/jobs/job.contract";
import { Skeleton } from "@mantine/core";
import { t } from "../../catalogue/catalogue.ts";
import { formatCount, formatDuration, UNKNOWN } from "../../lib/format.ts";
import { Age } from "../../ui/age.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { EmptyNotice } from "../../ui/empty-notice.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Panel } from "../../ui/panel.tsx";
import { jobName } from "./job-name.ts";
import classes from "./run-list.module.css";
import { resultWords } from "./run-result.ts";
import { RunState } from "./run-state.tsx";
import { useRuns } from "./use-jobs.ts";

/** The newest runs of background jobs with what they did or why they failed. */
export function RunPanel() {
  const { data, isPending, error, refetch } = useRuns();
  return (
    <Panel title={t("health.runs")} flush>
      {isPending && <Skeleton height={280} radius={0} />}
      {!isPending && !data && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data && data.items.length === 0 && <EmptyNotice title={t("health.noRuns")} detail={t("health.noRunsDetail")} />}
      {data && data.items.length > 0 && (
        <DataTable
          label={t("health.runs")}
          head={[t("health.job"), t("health.stateName"), t("health.askedFor"), t("health.took"), t("health.result")]}
          rows={data.items.map(runRow)}
        />
      )}
    </Panel>
  );
}

function runRow(run: JobRun) {
  return {
    key: run.id,
    cells: [
      <span key="name">
        {jobName(run.name)}
        {run.subject && <span className={classes.muted}> {run.subject}</span>}
      </span>,
      <RunState key="state" state={run.state} />,
      <span key="asked">
        <Age at={run.requestedAt} /> <span className={classes.muted}>{t(`health.trigger.${run.trigger}`)}</span>
      </span>,
      run.durationMs === null ? UNKNOWN : formatDuration(run.durationMs),
      <span key="result" className={run.error ? classes.error : classes.result}>
        {run.error ?? (resultWords(run.result) || progressWords(run))}
      </span>,
    ],
  };
}

function progressWords({ state, progress }: JobRun): string {
  if (state !== "running") return UNKNOWN;
  return progress.total === null
    ? t("health.soFar", { done: formatCount(progress.done) })
    : t("words.of", { done: formatCount(progress.done), total: formatCount(progress.total) });
}
