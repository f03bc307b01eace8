import type { Performance } from "@cryptodesk/shared/portfolio/performance.contract";
import { t } from "../../catalogue/catalogue.ts";
import { formatDate } from "../../lib/format.ts";
import { WarningNotice } from "../../ui/warning-notice.tsx";
import classes from "./dashboard.module.css";

// More are counted together.
const NAMED = 5;

/** What of the period is unknown, and where prices of other days stand in. */
export function DataNotes({ performance: { unknownOn, unknownAssets, carriedPrices } }: DataNotesProps) {
  const named = unknownAssets.slice(0, NAMED).map(({ symbol }) => symbol);
  const more = unknownAssets.length - named.length;
  const assets = [...named, ...(more > 0 ? [t("figures.dashboard.rest", { count: more })] : [])].join(", ");
  return (
    <>
      {unknownOn !== null && (
        <WarningNotice title={t("figures.dashboard.unknownTitle")}>
          {assets === ""
            ? t("figures.dashboard.unknownOnSomething", { day: formatDate(unknownOn) })
            : t("figures.dashboard.unknownOn", { day: formatDate(unknownOn), assets })}
        </WarningNotice>
      )}
      {carriedPrices.length > 0 && (
        <details className={classes.muted}>
          <summary>{t("figures.dashboard.carriedTitle")}</summary>
          <ul className={classes.carried}>
            {carriedPrices.map(({ asset, days, firstDay, lastDay }) => (
              <li key={asset.id}>
                {t("figures.dashboard.carried", {
                  count: days,
                  symbol: asset.symbol,
                  first: formatDate(firstDay),
                  last: formatDate(lastDay),
                })}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

interface DataNotesProps {
  performance: Performance;
}
