import { Button, NativeSelect } from "@mantine/core";
import { useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { progressPct } from "../../lib/follow-job.ts";
import { formatCount } from "../../lib/format.ts";
import { useCancelRun } from "../../market-data/use-cancel-run.ts";
import { MayNotice } from "../../session/may-notice.tsx";
import { useOffers } from "../../session/session.ts";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { JobProgress } from "../../ui/job-progress.tsx";
import { Panel } from "../../ui/panel.tsx";
import { refreshWords } from "./run-result.ts";
import classes from "./sync-panel.module.css";
import { useSync } from "./use-sync.ts";

const SIZES = [50, 250, 1000, 5000];

/** Refreshes listings by hand and shows how far it is. */
export function SyncPanel() {
  const [coins, setCoins] = useState(250);
  const { request, ticket, run, error, busy } = useSync();
  const cancel = useCancelRun();
  const allowed = useOffers("market:operate");
  return (
    <Panel title={t("health.refreshNow")}>
      <div className={classes.root}>
        <div className={classes.form}>
          <NativeSelect
            aria-label={t("health.howMany")}
            size="sm"
            value={String(coins)}
            data={SIZES.map((size) => ({
              value: String(size),
              label: t("health.largest", { coins: formatCount(size) }),
            }))}
            onChange={({ currentTarget }) => setCoins(Number(currentTarget.value))}
          />
          <Button loading={busy} disabled={!allowed} onClick={() => request.mutate({ coins })}>
            {t("health.refresh")}
          </Button>
        </div>
        <MayNotice permission="market:operate" />
        {ticket?.joined && <p className={classes.note}>{t("health.joined")}</p>}
        {run && (
          <JobProgress
            run={run}
            pct={progressPct(run.progress)}
            cancelling={cancel.isPending}
            onCancel={busy && allowed ? () => cancel.mutate({ id: run.id }) : undefined}
          />
        )}
        {run?.result && <p className={classes.note}>{refreshWords(run.result)}</p>}
        {error && <ErrorNotice error={error} />}
        {!run && !error && <p className={classes.note}>{t("health.refreshDetail")}</p>}
      </div>
    </Panel>
  );
}
