import type { GapMap } from "@cryptodesk/shared/market/candle.contract";
import type { CoinDetail } from "@cryptodesk/shared/market/listing.contract";
import { Button, Skeleton } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { progressPct } from "../../lib/follow-job.ts";
import { formatCount, formatDate, formatDateTime, UNKNOWN } from "../../lib/format.ts";
import { useRepair } from "../../market-data/use-repair.ts";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { JobProgress } from "../../ui/job-progress.tsx";
import { Panel } from "../../ui/panel.tsx";
import classes from "./coin-data.module.css";
import { useGaps } from "./use-gaps.ts";

/** What is stored of the coin, its holes, and the way to fill them. */
export function CoinData({ coin }: { coin: CoinDetail }) {
  const { id } = coin.listing;
  const gaps = useGaps(id);
  const repair = useRepair();
  return (
    <Panel
      title="Stored history"
      actions={
        <Button size="xs" variant="default" loading={repair.busy} onClick={() => repair.request.mutate({ id })}>
          Fetch what is missing
        </Button>
      }
    >
      <div className={classes.body}>
        {repair.run && <JobProgress run={repair.run} pct={progressPct(repair.run.progress)} />}
        {repair.error && <ErrorNotice error={repair.error} />}
        {gaps.isPending && <Skeleton height={72} />}
        {gaps.isError && !gaps.data && <ErrorNotice error={gaps.error} onRetry={() => void gaps.refetch()} />}
        {gaps.data && <SeriesList map={gaps.data} />}
      </div>
    </Panel>
  );
}

function SeriesList({ map }: { map: GapMap }) {
  if (map.series.length === 0) return <p className={classes.note}>Nothing is stored yet.</p>;
  return (
    <ul className={classes.series}>
      {map.series.map(({ kind, interval, from, to, count, gaps }) => (
        <li key={`${kind} ${interval}`}>
          <b>
            {kind === "points" ? "Prices" : "Candles"} {interval}
          </b>
          <span>{count === 0 ? "none yet" : `${formatCount(count)}, ${spanWords(from, to)}`}</span>
          {gaps.length > 0 && <GapList gaps={gaps} />}
          {count > 0 && gaps.length === 0 && <span>no gaps</span>}
        </li>
      ))}
    </ul>
  );
}

function spanWords(from: string | null, to: string | null): string {
  return `${from ? formatDate(from) : UNKNOWN} to ${to ? formatDate(to) : UNKNOWN}`;
}

const SHOWN_GAPS = 5;

function GapList({ gaps }: { gaps: GapMap["series"][number]["gaps"] }) {
  return (
    <details className={classes.gaps}>
      <summary>
        {formatCount(gaps.length)} {gaps.length === 1 ? "gap" : "gaps"}
      </summary>
      <ul>
        {gaps.slice(-SHOWN_GAPS).map(({ from, to, missing, splits }) => (
          <li key={from}>
            {formatDateTime(from)} to {formatDateTime(to)}: {formatCount(missing)} missing
            {splits && ", splits the series"}
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
    <Panel title={`Also called ${listing.symbol}`}>
      {resolvedBy === "symbol" && <p className={classes.note}>You are looking at the one with the best rank.</p>}
      <ul className={classes.series}>
        {alternatives.map(({ id, name, rank }) => (
          <li key={id}>
            <Link to="/coins/$coinId" params={{ coinId: id }}>
              {name}
            </Link>
            <span>{rank === null ? "unranked" : `rank ${rank}`}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
