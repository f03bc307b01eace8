import type { MarketOverview } from "@cryptodesk/shared/market/overview.contract";
import { Progress, Skeleton } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { t } from "../../catalogue/catalogue.ts";
import { formatShare } from "../../lib/format.ts";
import { useOverview } from "../../market-data/use-overview.ts";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Panel } from "../../ui/panel.tsx";
import classes from "./overview-panels.module.css";

/** The largest shares of the whole market's value. */
export function DominancePanel() {
  const { data, isPending, error, refetch } = useOverview();
  const shares = data?.dominance ?? [];
  return (
    <Panel title={t("overview.dominance")} note={t("overview.dominanceNote")}>
      {isPending && <Skeleton height={269} />}
      {!isPending && !data && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {shares.length > 0 && <Shares shares={shares} />}
      {data && shares.length === 0 && <p>{t("overview.nothingYet")}</p>}
    </Panel>
  );
}

function Shares({ shares }: { shares: MarketOverview["dominance"] }) {
  const largest = shares[0]?.pct ?? 1;
  return (
    <table className={classes.bars}>
      <caption className={classes.hidden}>{t("overview.dominance")}</caption>
      <tbody>
        {shares.map(({ id, symbol, pct }) => (
          <tr key={id}>
            <th scope="row">
              <Link to="/coins/$coinId" params={{ coinId: id }}>
                {symbol}
              </Link>
            </th>
            <td className={classes.bar}>
              <Progress value={(100 * pct) / largest} size="sm" aria-hidden="true" />
            </td>
            <td className={classes.figure}>{formatShare(pct)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
