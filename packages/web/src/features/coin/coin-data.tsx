import type { GapMap } from "@cryptodesk/shared/market/candle.contract";
import type { CoinDetail } from "@cryptodesk/shared/market/listing.contract";
import { Button, Skeleton } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { t } from "../../catalogue/catalogue.ts";
import { isFinished, progressPct } from "../../lib/follow-job.ts";
import { formatCount, formatDate, formatDateTime, UNKNOWN } from "../../lib/format.ts";
import { useCancelRun } from "../../market-data/use-cancel-run.ts";
import { useRepair } from "../../market-data/use-repair.ts";
import { MayNotice } from "../../session/may-notice.tsx";
import { useOffers } from "../../session/session.ts";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { JobProgress } from "../../ui/job-progress.tsx";
import { Panel } from "../../ui/panel.tsx";
import { intervalWords } from "./chart-words.ts";
import classes from "./coin-data.module.css";
import { useGaps } from "./use-gaps.ts";

/** What is stored of the coin, its holes, and the way to fill them. */
export function CoinData({ coin }: { coin: CoinDetail }) {
  const { id } = coin.listing;
  const gaps = useGaps(id);
  const repair = useRepair();
  const cancel = useCancelRun();
  const allowed = useOffers("market:operate");
  const { run } = repair;
  return (
    <Panel
      title={t("coin.storedHistory")}
      actions={
        <Button
          size="xs"
          variant="default"
          loading={repair.busy}
          disabled={!allowed}
          onClick={() => repair.request.mutate({ id })}
        >
          {t("coin.fetchMissing")}
        </Button>
      }
    >
      <div className={classes.body}>
        <MayNotice permission="market:operate" />
        {run && (
          <JobProgress
            run={run}
            pct={progressPct(run.progress)}
            cancelling={cancel.isPending}
            onCancel={isFinished(run.state) || !allowed ? undefined : () => cancel.mutate({ id: run.id })}
          />
        )}
        {repair.error && <ErrorNotice error={repair.error} />}
        {gaps.isPending && <Skeleton height={72} />}
        {gaps.isError && !gaps.data && <ErrorNotice error={gaps.error} onRetry={() => void gaps.refetch()} />}
        {gaps.data && <SeriesList map={gaps.data} />}
      </div>
    </Panel>
  );
}

function SeriesList({ map }: { map: GapMap }) {
  if (map.series.length === 0) return <p className={classes.note}>{t("coin.nothingStored")}</p>;
  return (
    <ul className={classes.series}>
      {map.series.map(({ kind, interval, from, to, count, gaps }) => (
        <li key={`${kind} ${interval}`}>
          <b>
            {t(kind === "points" ? "coin.storedPoints" : "coin.storedCandles", { interval: intervalWords(interval) })}
          </b>
          <span>{count === 0 ? t("coin.noneYet") : `${formatCount(count)}, ${spanWords(from, to)}`}</span>
          {gaps.length > 0 && <GapList gaps={gaps} />}
          {count > 0 && gaps.length === 0 && <span>{t("coin.noGaps")}</span>}
        </li>
      ))}
    </ul>
  );
}

function spanWords(from: string | null, to: string | null): string {
  return t("coin.fromTo", { from: from ? formatDate(from) : UNKNOWN, to: to ? formatDate(to) : UNKNOWN });
}

const SHOWN_GAPS = 5;

function GapList({ gaps }: { gaps: GapMap["series"][number]["gaps"] }) {
  return (
    <details className={classes.gaps}>
      <summary>{t("coin.gaps", { count: gaps.length })}</summary>
      <ul>
        {gaps.slice(-SHOWN_GAPS).map(({ from, to, missing, splits }) => (
          <li key={from}>
            {t(splits ? "coin.gapSplits" : "coin.gap", {
              from: formatDateTime(from),
              to: formatDateTime(to),
              missing: formatCount(missing),
            })}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** Other coins under the same symbol; prices of different coins are never mixed. */
export function CoinAlternatives({ coin }: { coin: CoinDetail }) {
  const { listing, alternatives, resolvedBy } = coin;
  if (alternatives.length === 0) return null;
  return (
    <Panel title={t("coin.alsoCalled", { symbol: listing.symbol })}>
      {resolvedBy === "symbol" && <p className={classes.note}>{t("coin.bestRanked")}</p>}
      <ul className={classes.series}>
        {alternatives.map(({ id, name, rank }) => (
          <li key={id}>
            <Link to="/coins/$coinId" params={{ coinId: id }}>
              {name}
            </Link>
            <span>{rank === null ? t("coin.unranked") : t("coin.rank", { rank })}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
