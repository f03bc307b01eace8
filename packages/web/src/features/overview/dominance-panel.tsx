import { Progress } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { t } from "../../catalogue/catalogue.ts";
import { formatShare } from "../../lib/format.ts";
import { useOverview } from "../../market-data/use-overview.ts";
import { Panel } from "../../ui/panel.tsx";
import classes from "./overview-panels.module.css";

/** The largest shares of the whole market's value. */
export function DominancePanel() {
  const { data } = useOverview();
  const shares = data?.dominance ?? [];
  const largest = shares[0]?.pct ?? 1;
  return (
    <Panel title={t("overview.dominance")} note={t("overview.dominanceNote")}>
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
      {data && shares.length === 0 && <p>{t("overview.nothingYet")}</p>}
    </Panel>
  );
}
