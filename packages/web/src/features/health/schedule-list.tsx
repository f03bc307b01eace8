import type { Schedule } from "@cryptodesk/shared/jobs/job.contract";
import { Skeleton } from "@mantine/core";
import { useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { formatDuration, UNKNOWN } from "../../lib/format.ts";
import { Age, Until } from "../../ui/age.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { EmptyNotice } from "../../ui/empty-notice.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Panel } from "../../ui/panel.tsx";
import { DurationHistory } from "./duration-history.tsx";
import { jobName } from "./job-name.ts";
import classes from "./run-list.module.css";
import { RunState } from "./run-state.tsx";
import { useSchedules } from "./use-jobs.ts";

/** What runs by itself: how often, how it went, when next. */
export function SchedulePanel() {
  const { data, isPending, error, refetch } = useSchedules();
  const [job, setJob] = useState<string | null>(null);
  return (
    <Panel title={t("health.schedules")} flush>
      {isPending && <Skeleton height={620} radius={0} />}
      {!isPending && !data && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data && data.items.length === 0 && (
        <EmptyNotice title={t("health.noSchedules")} detail={t("health.noSchedulesDetail")} />
      )}
      {data && data.items.length > 0 && (
        <DataTable
          label={t("health.schedules")}
          head={[t("health.job"), t("health.every"), t("health.lastRun"), t("health.next")]}
          rows={data.items.map((schedule) => scheduleRow(schedule, () => setJob(schedule.name)))}
          tall
        />
      )}
      <DurationHistory job={job} onClose={() => setJob(null)} />
    </Panel>
  );
}

function scheduleRow({ name, description, intervalSeconds, lastRun, nextDueAt }: Schedule, onOpen: () => void) {
  const at = lastRun?.finishedAt ?? lastRun?.startedAt ?? lastRun?.requestedAt;
  return {
    key: name,
    cells: [
      <button key="name" type="button" className={classes.open} title={name} aria-haspopup="dialog" onClick={onOpen}>
        {jobName(name, description)}
      </button>,
      formatDuration(intervalSeconds * 1000),
      lastRun && at ? (
        <span key="last">
          <RunState state={lastRun.state} />, <Age at={at} />
          {lastRun.durationMs !== null && `, ${formatDuration(lastRun.durationMs)}`}
        </span>
      ) : (
        t("health.never")
      ),
      nextDueAt ? <Until key="next" at={nextDueAt} /> : UNKNOWN,
    ],
  };
}
