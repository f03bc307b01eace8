import type { PaperDetail } from "@cryptodesk/shared/strategy/paper.contract";
import { useMemo } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { formatDateTime } from "../../lib/format.ts";
import { modelMoney, modelMoneyShort } from "../../strategy-data/model-figures.ts";
import { EmptyNotice } from "../../ui/empty-notice.tsx";
import { Panel } from "../../ui/panel.tsx";
import { SeriesChart } from "../../ui/series-chart.tsx";
import { joinCurves } from "./joined-curves.ts";

/** Equity on paper at each close, beside a backtest of the same stretch. */
export function PaperCurve({ detail: { account, curve, backtest } }: { detail: PaperDetail }) {
  const { days, paper, tested } = useMemo(() => joinCurves(curve, backtest?.curve ?? []), [curve, backtest]);
  const lines = useMemo(
    () => [
      { key: "paper", name: t("strategyPaper.paperLine"), colour: 0, values: paper },
      ...(tested === null
        ? []
        : [{ key: "backtest", name: t("strategyPaper.backtestLine"), colour: 9, dashed: true, values: tested }]),
    ],
    [paper, tested],
  );
  return (
    <Panel title={t("strategyPaper.curve")} note={t("strategyPaper.curveNote")}>
      {days.length === 0 ? (
        <EmptyNotice title={t("strategyPaper.noCurve")} detail={t("strategyPaper.noCurveDetail")} />
      ) : (
        <SeriesChart
          label={t("strategyPaper.curve")}
          days={days}
          lines={lines}
          format={modelMoneyShort}
          base={account.capital}
          summary={t("strategyPaper.curveSummary", {
            from: formatDateTime(days[0] ?? account.startedAt),
            to: formatDateTime(days.at(-1) ?? account.startedAt),
            capital: modelMoney(account.capital),
            equity: modelMoney(account.equity),
            backtest: backtest === null ? t("strategyPaper.noBacktest") : modelMoney(backtest.equity),
          })}
        />
      )}
    </Panel>
  );
}
