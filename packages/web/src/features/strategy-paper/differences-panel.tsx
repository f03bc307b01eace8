import type { PaperDetail } from "@cryptodesk/shared/strategy/paper.contract";
import { t } from "../../catalogue/catalogue.ts";
import { formatDateTime } from "../../lib/format.ts";
import { modelMoney } from "../../strategy-data/model-figures.ts";
import { remarkWords } from "../../strategy-data/remark-words.ts";
import { DataTable } from "../../ui/data-table.tsx";
import { Panel } from "../../ui/panel.tsx";
import classes from "./strategy-paper.module.css";

/** In what paper and a backtest of the same stretch differ, each with its cause. */
export function DifferencesPanel({ detail: { account, backtest } }: { detail: PaperDetail }) {
  return (
    <Panel title={t("strategyPaper.differences")} note={t("strategyPaper.differencesNote")}>
      {backtest === null ? (
        <p className={classes.note}>{t("strategyPaper.differencesUnknown")}</p>
      ) : (
        <>
          <p className={classes.note}>
            {t("strategyPaper.paperEquity", {
              paper: modelMoney(account.equity),
              backtest: modelMoney(backtest.equity),
            })}
          </p>
          {backtest.differences.length === 0 ? (
            <p className={classes.note}>{t("strategyPaper.noDifferences")}</p>
          ) : (
            <DataTable
              label={t("strategyPaper.differences")}
              head={[t("strategyPaper.at"), t("strategyPaper.coin"), t("strategyPaper.cause")]}
              rows={backtest.differences.map(({ at, coin, detail, remark }) => ({
                key: `${at} ${coin ?? ""} ${detail}`,
                cells: [formatDateTime(at), coin ?? t("strategyPaper.whole"), remarkWords(remark, detail)],
              }))}
            />
          )}
        </>
      )}
    </Panel>
  );
}
