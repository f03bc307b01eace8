import type { JobRun } from "@cryptodesk/shared/jobs/job.contract";
import { t } from "../../catalogue/catalogue.ts";
import { isFinished, progressPct } from "../../lib/follow-job.ts";
import { formatDateTime, formatDuration, UNKNOWN } from "../../lib/format.ts";
import { toldWords } from "../../lib/told-words.ts";
import { useCancelRun } from "../../market-data/use-cancel-run.ts";
import { MayNotice } from "../../session/may-notice.tsx";
import { useOffers } from "../../session/session.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { Fact, Facts } from "../../ui/facts.tsx";
import { JobProgress } from "../../ui/job-progress.tsx";
import { jobName } from "./job-name.ts";
import classes from "./run-list.module.css";
import { resultFacts } from "./run-result.ts";
import { RunState } from "./run-state.tsx";

/** Everything that is known of one run. */
export function RunDetail({ run, onClose }: { run: JobRun | null; onClose: () => void }) {
  return (
    <Dialog opened={run !== null} onClose={onClose} title={run ? jobName(run.name) : ""}>
      {run && <Detail run={run} />}
    </Dialog>
  );
}

function Detail({ run }: { run: JobRun }) {
  const cancel = useCancelRun();
  const allowed = useOffers("market:operate");
  const facts = resultFacts(run.result);
  const time = (at: string | null) => (at === null ? UNKNOWN : formatDateTime(at));
  return (
    <>
      {!isFinished(run.state) && (
        <>
          <JobProgress
            run={run}
            pct={progressPct(run.progress)}
            cancelling={cancel.isPending}
            onCancel={allowed ? () => cancel.mutate({ id: run.id }) : undefined}
          />
          <MayNotice permission="market:operate" />
        </>
      )}
      <Facts>
        <Fact name={t("health.stateName")}>
          <RunState state={run.state} />
        </Fact>
        {run.subject && <Fact name={t("health.subject")}>{run.subject}</Fact>}
        <Fact name={t("health.askedFor")}>
          {time(run.requestedAt)}, {t(`health.trigger.${run.trigger}`)}
        </Fact>
        <Fact name={t("health.started")}>{time(run.startedAt)}</Fact>
        <Fact name={t("health.finished")}>{time(run.finishedAt)}</Fact>
        <Fact name={t("health.took")}>{run.durationMs === null ? UNKNOWN : formatDuration(run.durationMs)}</Fact>
        <Fact name={t("health.attempt")}>{run.attempt}</Fact>
        <Fact name={t("health.worker")}>{run.worker ?? UNKNOWN}</Fact>
        {facts.map(({ name, value }) => (
          <Fact key={name} name={name}>
            {value}
          </Fact>
        ))}
      </Facts>
      {run.error && <p className={classes.error}>{toldWords("refusals", run.error)}</p>}
      <p className={classes.ids}>
        {t("health.runId")} <code>{run.id}</code>
        {run.requestId && (
          <>
            <br />
            {t("words.request")} <code>{run.requestId}</code>
          </>
        )}
      </p>
    </>
  );
}
