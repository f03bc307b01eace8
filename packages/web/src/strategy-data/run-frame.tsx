import { Button, Skeleton } from "@mantine/core";
import type { ReactNode } from "react";
import { t } from "../catalogue/catalogue.ts";
import { progressPct } from "../lib/follow-job.ts";
import { toldWords } from "../lib/told-words.ts";
import { useOffers } from "../session/session.ts";
import { EmptyNotice } from "../ui/empty-notice.tsx";
import { ErrorNotice } from "../ui/error-notice.tsx";
import { JobProgress } from "../ui/job-progress.tsx";
import { Panel } from "../ui/panel.tsx";
import { useRunProgress } from "./use-run-progress.ts";
import { type FollowedDetail, isOver, useCancelStrategyRun, useRun } from "./use-runs.ts";

/** A run from being asked for to its end: its progress, why there is no result, or the result. */
export function RunFrame({ runId, title, stopped, children }: RunFrameProps) {
  const { data, error, refetch } = useRun(runId);
  const goesOn = data !== undefined && !isOver(data.run.state);
  useRunProgress(runId, goesOn);
  if (!data && error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton height={480} />;
  if (goesOn) return <Going detail={data} title={title} />;
  if (data.run.state === "failed") {
    return (
      <EmptyNotice
        title={t("strategyRun.failed")}
        detail={data.run.error === null ? t("words.jobFailed") : toldWords("refusals", data.run.error)}
        action={stopped(data)}
      />
    );
  }
  if (data.run.state === "cancelled") {
    const search = data.run.kind === "optimisation";
    return (
      <EmptyNotice
        title={t(search ? "strategyOptimiser.stopped" : "strategyRun.cancelled")}
        detail={t(search ? "strategyOptimiser.stoppedDetail" : "strategyRun.cancelledDetail")}
        action={stopped(data)}
      />
    );
  }
  return children(data);
}

interface RunFrameProps {
  runId: string;
  title: string;
  /** What can be done about a run that ended without a result. */
  stopped: (detail: FollowedDetail) => ReactNode;
  children: (detail: FollowedDetail) => ReactNode;
}

function Going({ detail: { run }, title }: { detail: FollowedDetail; title: string }) {
  const cancel = useCancelStrategyRun();
  const may = useOffers("strategy:write");
  const { state, progress, error } = run;
  return (
    <Panel title={title}>
      <JobProgress run={{ state, progress, error, durationMs: null }} pct={progressPct(progress)} />
      {may && (
        <Button mt="sm" size="xs" variant="default" loading={cancel.isPending} onClick={() => cancel.mutate(run.id)}>
          {t("words.cancel")}
        </Button>
      )}
    </Panel>
  );
}
