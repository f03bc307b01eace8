import { t } from "../../catalogue/catalogue.ts";
import { isFinished, progressPct } from "../../lib/follow-job.ts";
import { CoinPicker } from "../../market-data/coin-picker.tsx";
import { useCancelRun } from "../../market-data/use-cancel-run.ts";
import { useRepair } from "../../market-data/use-repair.ts";
import { MayNotice } from "../../session/may-notice.tsx";
import { useOffers } from "../../session/session.ts";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { JobProgress } from "../../ui/job-progress.tsx";
import { Panel } from "../../ui/panel.tsx";
import classes from "./sync-panel.module.css";

/** Fetches what is missing of one coin's history and shows how far it is. */
export function RepairPanel() {
  const { request, run, error, busy } = useRepair();
  const cancel = useCancelRun();
  const allowed = useOffers("market:operate");
  return (
    <Panel title={t("health.repair")}>
      <div className={classes.root}>
        <CoinPicker
          label={t("health.repairCoin")}
          taken={[]}
          disabled={busy || !allowed}
          onPick={(id) => request.mutate({ id })}
        />
        <MayNotice permission="market:operate" />
        {run && (
          <>
            <p className={classes.note}>{t("health.repairOf", { id: run.subject ?? request.variables?.id ?? "" })}</p>
            <JobProgress
              run={run}
              pct={progressPct(run.progress)}
              cancelling={cancel.isPending}
              onCancel={isFinished(run.state) || !allowed ? undefined : () => cancel.mutate({ id: run.id })}
            />
          </>
        )}
        {error && <ErrorNotice error={error} />}
        {!run && !error && <p className={classes.note}>{t("health.repairDetail")}</p>}
      </div>
    </Panel>
  );
}
