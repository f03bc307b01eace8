import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { formatCount, UNKNOWN } from "../../lib/format.ts";
import { useOverview } from "../../market-data/use-overview.ts";
import { Age } from "../../ui/age.tsx";
import { Panel } from "../../ui/panel.tsx";
import classes from "./facts.module.css";

/** How far the figures of this page can be trusted. */
export function HealthSummary() {
  const { data } = useOverview();
  if (!data) return <Panel title={t("overview.dataHealth")}>{null}</Panel>;
  const { counts, freshness, sources } = data;
  return (
    <Panel title={t("overview.dataHealth")} actions={<Link to="/data-health">{t("overview.toHealth")}</Link>}>
      <dl className={classes.facts}>
        <Fact name={t("overview.coins")}>{formatCount(counts.coins)}</Fact>
        <Fact name={t("overview.ranked")}>{formatCount(counts.ranked)}</Fact>
        <Fact name={t("overview.stale")}>{formatCount(counts.stale)}</Fact>
        <Fact name={t("overview.held")}>{formatCount(counts.quarantined)}</Fact>
        <Fact name={t("overview.lastRefresh")}>
          {freshness.lastRefreshAt ? <Age at={freshness.lastRefreshAt} /> : UNKNOWN}
        </Fact>
        <Fact name={t("overview.sources")}>{sources.join(", ") || UNKNOWN}</Fact>
      </dl>
    </Panel>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
