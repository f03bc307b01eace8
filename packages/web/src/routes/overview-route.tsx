import { t } from "../catalogue/catalogue.ts";
import { DominancePanel } from "../features/overview/dominance-panel.tsx";
import { HealthSummary } from "../features/overview/health-summary.tsx";
import { HeatMap } from "../features/overview/heat-map.tsx";
import { Movers } from "../features/overview/movers.tsx";
import { OverviewStrip } from "../features/overview/overview-strip.tsx";
import { ReportPanel } from "../features/overview/report-panel.tsx";
import { Page } from "../ui/page.tsx";
import classes from "./overview-route.module.css";

/** The whole market on one page: totals, a map of it, who moved, and how far the figures can be trusted. */
export function OverviewRoute() {
  return (
    <Page title={t("shell.pages.overview")} quiet>
      <OverviewStrip />
      <HeatMap />
      <Movers />
      <div className={classes.columns}>
        <ReportPanel />
        <DominancePanel />
        <HealthSummary />
      </div>
    </Page>
  );
}
