import type { BacktestReport } from "@cryptodesk/shared/strategy/backtest.contract";
import { t } from "../../catalogue/catalogue.ts";
import { formatCount, formatDate, formatDateTime, formatNumber, UNKNOWN } from "../../lib/format.ts";
import { modelMoney } from "../../strategy-data/model-figures.ts";
import { coverageWords, noteWords } from "../../strategy-data/remark-words.ts";
import { DataTable } from "../../ui/data-table.tsx";
import { Fact, Facts } from "../../ui/facts.tsx";
import { Panel } from "../../ui/panel.tsx";
import classes from "./strategy-run.module.css";

/** What a run ran on: candles, engine and rules, so that it can be repeated to the last digit. */
export function DataPanel({ report, seed }: { report: BacktestReport; seed: number }) {
  return (
    <Panel title={t("strategyRun.data.title")}>
      <div className={classes.checks}>
        <Facts>
          <Fact name={t("strategyRun.data.span")}>
            {formatDateTime(report.from)} – {formatDateTime(report.to)}
          </Fact>
          <Fact name={t("strategyRun.data.timeframe")}>{report.timeframe}</Fact>
          <Fact name={t("strategyRun.data.candles")}>{formatCount(report.candles)}</Fact>
          <Fact name={t("strategyRun.data.warmUp")}>{formatCount(report.warmUpCandles)}</Fact>
          <Fact name={t("strategyRun.data.periods")}>
            {formatNumber(report.periodsPerYear, Number.isInteger(report.periodsPerYear) ? 0 : 2)}
          </Fact>
          <Fact name={t("strategyRun.data.capital")}>{modelMoney(report.capital)}</Fact>
          {Object.entries(report.parameters).map(([name, value]) => (
            <Fact key={name} name={<code>{name}</code>}>
              {value}
            </Fact>
          ))}
        </Facts>
        <Facts>
          <Fact name={t("strategyRun.data.engine")}>{report.engine}</Fact>
          <Fact name={t("strategyRun.data.seed")}>{seed}</Fact>
          <Hash name={t("strategyRun.data.rulesHash")} hash={report.rulesHash} />
          <Hash name={t("strategyRun.data.dataHash")} hash={report.dataHash} />
        </Facts>
      </div>
      <p className={classes.note}>{t("strategyRun.data.same")}</p>
      <DataTable
        label={t("strategyRun.data.coverage")}
        numbers={[3, 4]}
        head={[
          t("strategyRun.data.coin"),
          t("strategyRun.data.from"),
          t("strategyRun.data.to"),
          t("strategyRun.data.candles"),
          t("strategyRun.data.missing"),
          t("strategyRun.data.note"),
        ]}
        rows={report.coverage.map(({ coin, symbol, from, to, candles, missing, ...about }) => ({
          key: coin,
          cells: [
            symbol === null ? coin : `${symbol} · ${coin}`,
            from === null ? UNKNOWN : formatDate(from),
            to === null ? UNKNOWN : formatDate(to),
            formatCount(candles),
            formatCount(missing),
            coverageWords(about) ?? "",
          ],
        }))}
      />
    </Panel>
  );
}

function Hash({ name, hash }: { name: string; hash: string }) {
  return (
    <Fact name={name}>
      <code className={classes.hash}>{hash}</code>
    </Fact>
  );
}

/** What one should know of a run before reading its figures. */
export function NotesPanel({ report }: { report: BacktestReport }) {
  const notes = noteWords(report);
  if (notes.length === 0) return null;
  return (
    <Panel title={t("strategyRun.data.notes")}>
      <ul className={classes.sentences}>
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </Panel>
  );
}
