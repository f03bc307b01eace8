import { Button, Progress } from "@mantine/core";
import { t } from "../catalogue/catalogue.ts";
import classes from "./job-progress.module.css";
import { jobWords, type ToldRun } from "./job-words.ts";

/** Where a background job stands, for eyes and screen readers. */
export function JobProgress({ run, pct, onCancel, cancelling = false }: JobProgressProps) {
  const words = jobWords(run);
  const working = run.state === "queued" || run.state === "running";
  return (
    <div className={classes.root}>
      <div className={classes.line} role="status">
        <b>{words.state}</b>
        <span>{words.detail}</span>
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
  run: ToldRun;
  /** Done share in percent; null while the total is unknown. */
  pct: number | null;
  /** Offered while given. */
  onCancel?: (() => void) | undefined;
  cancelling?: boolean;
}
