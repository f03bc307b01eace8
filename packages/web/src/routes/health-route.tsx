import { RunPanel } from "../features/jobs/run-list.tsx";
import { SchedulePanel } from "../features/jobs/schedule-list.tsx";
import { ProviderPanel } from "../features/market/provider-list.tsx";
import { QuarantinePanel } from "../features/market/quarantine-list.tsx";
import { SetAsidePanel } from "../features/market/set-aside-list.tsx";
import { SyncPanel } from "../features/market/sync-panel.tsx";
import { Page } from "../ui/page.tsx";
import classes from "./health-route.module.css";

/** Whether the data can be trusted, and what to do when not. */
export function HealthRoute() {
  return (
    <Page title="Data health" intro="Where the figures come from, how fresh they are and what was kept out.">
      <div className={classes.columns}>
        <div className={classes.column}>
          <ProviderPanel />
        </div>
        <div className={classes.column}>
          <SyncPanel />
          <SchedulePanel />
        </div>
      </div>
      <QuarantinePanel />
      <RunPanel />
      <SetAsidePanel />
    </Page>
  );
}
