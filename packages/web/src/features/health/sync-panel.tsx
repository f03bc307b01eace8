import { Button, NativeSelect } from "@mantine/core";
import { useState } from "react";
import { progressPct } from "../../lib/follow-job.ts";
import { formatCount } from "../../lib/format.ts";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { JobProgress } from "../../ui/job-progress.tsx";
import { Panel } from "../../ui/panel.tsx";
import classes from "./sync-panel.module.css";
import { useSync } from "./use-sync.ts";

const SIZES = [50, 250, 1000, 5000];

/** Refreshes listings by hand and shows how far it is. */
export function SyncPanel() {
  const [coins, setCoins] = useState(250);
  const { request, ticket, run, error, busy } = useSync();
  return (
    <Panel title="Refresh now">
      <div className={classes.root}>
        <div className={classes.form}>
          <NativeSelect
            aria-label="How many of the largest coins"
            size="sm"
            value={String(coins)}
            data={SIZES.map((size) => ({ value: String(size), label: `Largest ${formatCount(size)} coins` }))}
            onChange={({ currentTarget }) => setCoins(Number(currentTarget.value))}
          />
          <Button loading={busy} onClick={() => request.mutate({ coins })}>
            Refresh
          </Button>
        </div>
        {ticket?.joined && <p className={classes.note}>A refresh was already running; this is its progress.</p>}
        {run && <JobProgress run={run} pct={progressPct(run.progress)} />}
        {error && <ErrorNotice error={error} />}
        {!run && !error && (
          <p className={classes.note}>Asks the providers for the newest figures, within their budgets.</p>
        )}
      </div>
    </Panel>
  );
}
