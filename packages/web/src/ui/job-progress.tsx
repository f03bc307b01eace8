import type { JobRun } from "@cryptodesk/shared/jobs/job.contract";
import { Button, Progress } from "@mantine/core";
import { t } from "../catalogue/catalogue.ts";
import { formatCount, formatDuration } from "../lib/format.ts";
import { toldWords } from "../lib/told-words.ts";
import classes from "./job-progress.module.css";

/** Where a background job stands, for eyes and screen readers. */
export function JobProgress({ run, pct, onCancel, cancelling = false }: JobProgressProps) {
  const working = run.state === "queued" || run.state === "running";
  return (
    <div className={classes.root}>
      <div className={classes.line} role="status">
        <b>{t(`words.jobStates.${run.state}`)}</b>
        <span>{describe(run)}</span>
        {onCancel && (
          <Button size="compact-xs" variant="default" loading={cancelling} onClick={onCancel}>
            {t("words.cancel")}
          </Button>
        )}
      </div>
      <Progress
        value={working ? (pct ?? 100) : 100}
        color={run.state === "failed" || run.state === "cancelled" ? "red" : "cobalt"}
        animated={working && pct === null}
        size="sm"
        aria-label={t("words.jobProgress")}
      />
    </div>
  );
}

interface JobProgressProps {
  run: Pick<JobRun, "state" | "progress" | "error" | "durationMs">;
  /** Done share in percent; null while the total is unknown. */
  pct: number | null;
  /** Offered while given. */
  onCancel?: (() => void) | undefined;
  cancelling?: boolean;
}

function describe({ state, progress, error, durationMs }: JobProgressProps["run"]): string {
  if (state === "failed") return error === null ? t("words.jobFailed") : toldWords("refusals", error);
  const { done, total, note } = progress;
  const counted =
    total === null ? formatCount(done) : t("words.of", { done: formatCount(done), total: formatCount(total) });
  const parts = [
    counted,
    note === null ? null : toldWords("work", note),
    durationMs === null ? null : formatDuration(durationMs),
  ];
  return parts.filter((part) => part !== null && part !== "").join(" · ");
}
