import type { MarketOverview } from "@cryptodesk/shared/market/overview.contract";
import { Skeleton } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { t } from "../../catalogue/catalogue.ts";
import { formatCount, UNKNOWN } from "../../lib/format.ts";
import { useOverview } from "../../market-data/use-overview.ts";
import { Age } from "../../ui/age.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Fact, Facts } from "../../ui/facts.tsx";
import { Panel } from "../../ui/panel.tsx";

/** How far the figures of this page can be trusted. */
export function HealthSummary() {
  const { data, isPending, error, refetch } = useOverview();
  return (
    <Panel title={t("overview.dataHealth")} actions={<Link to="/data-health">{t("overview.toHealth")}</Link>}>
      {isPending && <Skeleton height={151} />}
      {!isPending && !data && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data && <HealthFacts overview={data} />}
    </Panel>
  );
}

function HealthFacts({ overview: { counts, freshness, sources } }: { overview: MarketOverview }) {
  return (
    <Facts>
      <Fact name={t("overview.coins")}>{formatCount(counts.coins)}</Fact>
      <Fact name={t("overview.ranked")}>{formatCount(counts.ranked)}</Fact>
      <Fact name={t("overview.stale")}>{formatCount(counts.stale)}</Fact>
      <Fact name={t("overview.held")}>{formatCount(counts.quarantined)}</Fact>
      <Fact name={t("overview.lastRefresh")}>
        {freshness.lastRefreshAt ? <Age at={freshness.lastRefreshAt} /> : UNKNOWN}
      </Fact>
      <Fact name={t("overview.sources")}>{sources.join(", ") || UNKNOWN}</Fact>
    </Facts>
  );
}
