import { type JobRun, JobState } from "@cryptodesk/shared/jobs/job.contract";
import { Button, NativeSelect, Skeleton } from "@mantine/core";
import { useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { health } from "../../catalogue/en/health.ts";
import { formatCount, formatDuration, UNKNOWN } from "../../lib/format.ts";
import { toldWords } from "../../lib/told-words.ts";
import { Age } from "../../ui/age.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { EmptyNotice } from "../../ui/empty-notice.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Panel } from "../../ui/panel.tsx";
import { jobName } from "./job-name.ts";
import { RunDetail } from "./run-detail.tsx";
import classes from "./run-list.module.css";
import { resultWords } from "./run-result.ts";
import { RunState } from "./run-state.tsx";
import { type RunFilter, useRuns } from "./use-jobs.ts";

const ANY: RunFilter = { name: undefined, state: undefined };

/** Runs of background jobs with what they did or why they failed. */
export function RunPanel() {
  const [filter, setFilter] = useState(ANY);
  const [shown, setShown] = useState<string | null>(null);
  const { data, isPending, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useRuns(filter);
  const runs = data?.pages.flatMap(({ items }) => items) ?? [];
  const filtered = filter.name !== undefined || filter.state !== undefined;
  return (
    <Panel title={t("health.runs")} flush actions={<RunFilters filter={filter} onFilter={setFilter} />}>
      {isPending && <Skeleton height={280} radius={0} />}
      {!isPending && !data && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data && runs.length === 0 && (
        <EmptyNotice
          title={t(filtered ? "health.noSuchRuns" : "health.noRuns")}
          detail={t(filtered ? "health.noSuchRunsDetail" : "health.noRunsDetail")}
        />
      )}
      {runs.length > 0 && (
        <DataTable
          label={t("health.runs")}
          head={[t("health.job"), t("health.stateName"), t("health.askedFor"), t("health.took"), t("health.result")]}
          rows={runs.map((run) => runRow(run, () => setShown(run.id)))}
        />
      )}
      {hasNextPage && (
        <div className={classes.more}>
          <Button size="compact-sm" variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t("health.olderRuns")}
          </Button>
        </div>
      )}
      <RunDetail run={runs.find(({ id }) => id === shown) ?? null} onClose={() => setShown(null)} />
    </Panel>
  );
}

function RunFilters({ filter, onFilter }: { filter: RunFilter; onFilter: (filter: RunFilter) => void }) {
  return (
    <div className={classes.filters}>
      <NativeSelect
        size="xs"
        aria-label={t("health.job")}
        value={filter.name ?? ""}
        data={[
          { value: "", label: t("health.anyJob") },
          ...Object.keys(health.jobs).map((name) => ({ value: name, label: jobName(name) })),
        ]}
        onChange={({ currentTarget }) => onFilter({ ...filter, name: currentTarget.value || undefined })}
      />
      <NativeSelect
        size="xs"
        aria-label={t("health.stateName")}
        value={filter.state ?? ""}
        data={[
          { value: "", label: t("health.anyState") },
          ...JobState.options.map((state) => ({ value: state, label: t(`words.jobStates.${state}`) })),
        ]}
        onChange={({ currentTarget }) => onFilter({ ...filter, state: JobState.safeParse(currentTarget.value).data })}
      />
    </div>
  );
}

function runRow(run: JobRun, onOpen: () => void) {
  return {
    key: run.id,
    cells: [
      <span key="name">
        <button type="button" className={classes.open} aria-haspopup="dialog" onClick={onOpen}>
          {jobName(run.name)}
        </button>
        {run.subject && <span className={classes.muted}> {run.subject}</span>}
      </span>,
      <RunState key="state" state={run.state} />,
      <span key="asked">
        <Age at={run.requestedAt} /> <span className={classes.muted}>{t(`health.trigger.${run.trigger}`)}</span>
      </span>,
      run.durationMs === null ? UNKNOWN : formatDuration(run.durationMs),
      <span key="result" className={run.error ? classes.error : classes.result}>
        {run.error === null ? resultWords(run.result) || progressWords(run) : toldWords("refusals", run.error)}
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
