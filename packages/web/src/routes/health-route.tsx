import { t } from "../catalogue/catalogue.ts";
import { CoveragePanel } from "../features/health/coverage-panel.tsx";
import { ProviderPanel } from "../features/health/provider-list.tsx";
import { QuarantinePanel } from "../features/health/quarantine-list.tsx";
import { RepairPanel } from "../features/health/repair-panel.tsx";
import { RunPanel } from "../features/health/run-list.tsx";
import { SchedulePanel } from "../features/health/schedule-list.tsx";
import { SetAsidePanel } from "../features/health/set-aside-list.tsx";
import { SyncPanel } from "../features/health/sync-panel.tsx";
import { Page } from "../ui/page.tsx";
import classes from "./health-route.module.css";

/** Whether the data can be trusted, and what to do when not. */
export function HealthRoute() {
  return (
    <Page title={t("shell.pages.health")} intro={t("health.intro")}>
      <div className={classes.columns}>
        <div className={classes.column}>
          <ProviderPanel />
          <SyncPanel />
          <RepairPanel />
        </div>
        <div className={classes.column}>
          <SchedulePanel />
        </div>
      </div>
      <QuarantinePanel />
      <CoveragePanel />
      <RunPanel />
      <SetAsidePanel />
    </Page>
  );
}
