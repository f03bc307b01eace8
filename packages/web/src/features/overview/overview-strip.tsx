import type { MarketOverview } from "@cryptodesk/shared/market/overview.contract";
import { Skeleton } from "@mantine/core";
import type { ReactNode } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { formatCount, formatShare, formatUsd, UNKNOWN } from "../../lib/format.ts";
import { useOverview } from "../../market-data/use-overview.ts";
import { Age } from "../../ui/age.tsx";
import { Change } from "../../ui/change.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import classes from "./overview-strip.module.css";

/** The market in one line: totals, dominance, breadth, how many coins, how fresh. */
export function OverviewStrip() {
  const { data, isPending, error, refetch } = useOverview();
  if (isPending) return <Skeleton className={classes.skeleton} />;
  if (!data) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  return <Strip overview={data} />;
}

function Strip({ overview }: { overview: MarketOverview }) {
  const { breadth, counts, freshness, dominance } = overview;
  const [first, second] = dominance;
  return (
    <dl className={classes.root}>
      <Stat label={t("overview.strip.marketCap")} detail={<Change pct={overview.totalMarketCapChange24hPct} />}>
        {formatUsd(overview.totalMarketCapUsd)}
      </Stat>
      <Stat label={t("overview.strip.volume")} detail={overview.totalsSource ?? t("overview.strip.sumOfCoins")}>
        {formatUsd(overview.totalVolume24hUsd)}
      </Stat>
      <Stat label={t("overview.strip.dominance")} detail={second && `${second.symbol} ${formatShare(second.pct)}`}>
        {first ? `${first.symbol} ${formatShare(first.pct)}` : UNKNOWN}
      </Stat>
      <Stat label={t("overview.strip.breadth")} detail={<BreadthBar {...breadth} />}>
        <span className={classes.up}>▲ {formatCount(breadth.advancers)}</span>{" "}
        <span className={classes.down}>▼ {formatCount(breadth.decliners)}</span>
      </Stat>
      <Stat label={t("overview.strip.coins")} detail={healthWords(counts)}>
        {formatCount(counts.coins)}
      </Stat>
      <Stat
        label={t("overview.strip.newest")}
        detail={freshness.oldestTop50AsOf && <OldestTop at={freshness.oldestTop50AsOf} />}
      >
        {freshness.newestAsOf ? <Age at={freshness.newestAsOf} /> : UNKNOWN}
      </Stat>
    </dl>
  );
}

function healthWords({ stale, quarantined }: MarketOverview["counts"]): string {
  if (stale + quarantined === 0) return t("overview.strip.noneStale");
  return t("overview.strip.health", { stale: formatCount(stale), held: formatCount(quarantined) });
}

function OldestTop({ at }: { at: string }) {
  return (
    <>
      {t("overview.strip.oldestTop50")} <Age at={at} />
    </>
  );
}

function BreadthBar({ advancers, decliners, unchanged }: MarketOverview["breadth"]) {
  const sum = advancers + decliners + unchanged;
  if (sum === 0) return null;
  return (
    <span className={classes.breadth} aria-hidden="true">
      <span style={{ flexGrow: advancers }} className={classes.advancers} />
      <span style={{ flexGrow: unchanged }} className={classes.unchanged} />
      <span style={{ flexGrow: decliners }} className={classes.decliners} />
    </span>
  );
}

function Stat({ label, detail, children }: { label: string; detail?: ReactNode; children: ReactNode }) {
  return (
    <div className={classes.stat}>
      <dt>{label}</dt>
      <dd className={classes.value}>{children}</dd>
      <dd className={classes.detail}>{detail}</dd>
    </div>
  );
}
