import type { BacktestReport } from "@cryptodesk/shared/strategy/backtest.contract";
import { t } from "../../catalogue/catalogue.ts";
import { formatNumber, formatPercent } from "../../lib/format.ts";
import { EmptyNotice } from "../../ui/empty-notice.tsx";
import { Panel } from "../../ui/panel.tsx";
import { heatOf, yearRows } from "./month-grid.ts";
import classes from "./month-table.module.css";

const MONTHS = ["m1", "m2", "m3", "m4", "m5", "m6", "m7", "m8", "m9", "m10", "m11", "m12"] as const;

/** The return of each month, as numbers on colours. */
export function MonthTable({ months }: { months: BacktestReport["months"] }) {
  const rows = yearRows(months);
  return (
    <Panel title={t("strategyRun.months.title")} flush>
      {rows.length === 0 ? (
        <EmptyNotice title={t("strategyRun.months.none")} />
      ) : (
        <section
          className={classes.scroller}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable by keyboard
          tabIndex={0}
          aria-label={t("words.tableOf", { name: t("strategyRun.months.title") })}
        >
          <table className={classes.table}>
            <caption className={classes.quiet}>{t("strategyRun.months.caption")}</caption>
            <thead>
              <tr>
                <th scope="col">{t("strategyRun.months.year")}</th>
                {MONTHS.map((name) => (
                  <th key={name} scope="col">
                    {t(`strategyRun.months.names.${name}`)}
                  </th>
                ))}
                <th scope="col">{t("strategyRun.months.whole")}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map(({ year, months: row, wholePct }) => (
                <tr key={year}>
                  <th scope="row">{year}</th>
                  {MONTHS.map((name, at) => (
                    <Month key={name} pct={row[at] ?? null} heat={heatOf(row[at] ?? 0, months)} />
                  ))}
                  <td className={classes.whole}>{formatPercent(wholePct)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </Panel>
  );
}

function Month({ pct, heat }: { pct: number | null; heat: number }) {
  if (pct === null) return <td />;
  return (
    <td
      data-direction={pct < 0 ? "down" : "up"}
      style={{ "--heat": `${Math.round(heat * 40)}%` }}
      title={formatPercent(pct)}
    >
      {formatNumber(pct, 1)}
    </td>
  );
}
