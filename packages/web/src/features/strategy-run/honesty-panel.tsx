import type { BacktestMetrics, Honesty } from "@cryptodesk/shared/strategy/backtest.contract";
import type { ReactNode } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { formatCount, formatDate, formatDateTime, formatNumber, formatPercent, formatShare } from "../../lib/format.ts";
import { findingWords } from "../../strategy-data/finding-words.ts";
import { METRICS, metricName, writeMetric } from "../../strategy-data/metric-list.ts";
import { Verdict } from "../../strategy-data/verdict.tsx";
import { Change } from "../../ui/change.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { EmptyNotice } from "../../ui/empty-notice.tsx";
import { Panel } from "../../ui/panel.tsx";
import { type BandRow, BandTable } from "./band-table.tsx";
import classes from "./strategy-run.module.css";

/** How far a result can be believed: the verdict in words, then each check with its figures. */
export function HonestyPanel({ honesty, metrics, parameters }: HonestyPanelProps) {
  return (
    <Panel title={t("strategyRun.honesty.title")}>
      {honesty === null ? (
        <EmptyNotice title={t("strategyRun.honesty.off")} detail={t("strategyRun.honesty.offDetail")} />
      ) : (
        <>
          <p className={classes.verdict}>
            <Verdict verdict={honesty.verdict} />
          </p>
          <ul className={classes.sentences} aria-label={t("strategyRun.honesty.sentences")}>
            {findingWords(honesty).map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
          <div className={classes.checks}>
            <LookAhead honesty={honesty} />
            <Chances honesty={honesty} metrics={metrics} />
            <OutOfSample sample={honesty.outOfSample} />
            <WalkForward steps={honesty.walkForward} />
            <Sensitivity points={honesty.sensitivity} parameters={parameters} />
          </div>
        </>
      )}
    </Panel>
  );
}

interface HonestyPanelProps {
  honesty: Honesty | null;
  metrics: BacktestMetrics;
  /** Values that the run used. */
  parameters: Readonly<Record<string, number>>;
}

function Check({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className={classes.check}>
      <h3 className={classes.subtitle}>{title}</h3>
      {children}
    </section>
  );
}

const NotTold = () => <p className={classes.note}>{t("strategyRun.honesty.notTold")}</p>;

function LookAhead({ honesty: { lookAhead, warmUpCandles } }: { honesty: Honesty }) {
  const { passed, cuts, firstDifferenceAt } = lookAhead;
  return (
    <Check title={t("strategyRun.honesty.lookAhead")}>
      <p className={classes.note} data-bad={!passed}>
        {passed
          ? t("strategyRun.honesty.lookAheadPassed", { count: cuts })
          : t("strategyRun.honesty.lookAheadFailed", {
              at: firstDifferenceAt === null ? "–" : formatDateTime(firstDifferenceAt),
            })}
      </p>
      <p className={classes.note}>{t("strategyRun.honesty.warmUpText", { count: warmUpCandles })}</p>
    </Check>
  );
}

/** The checks that draw at random. */
function Chances({ honesty, metrics }: { honesty: Honesty; metrics: BacktestMetrics }) {
  const { tradeOrder, bootstrap, randomEntries, deflatedSharpe } = honesty;
  const total = { name: t("strategyRun.honesty.totalReturn"), actual: metrics.totalReturnPct, write: formatPercent };
  return (
    <>
      <Check title={t("strategyRun.honesty.randomEntries")}>
        {randomEntries === null ? (
          <NotTold />
        ) : (
          <Bands
            of={t("strategyRun.honesty.randomEntries")}
            note={t("strategyRun.honesty.randomEntriesNote", {
              runs: formatCount(randomEntries.runs),
              better: formatShare(randomEntries.betterThanPct),
            })}
            rows={[{ ...total, band: randomEntries.totalReturnPct }]}
          />
        )}
      </Check>
      <Check title={t("strategyRun.honesty.bootstrap")}>
        {bootstrap === null ? (
          <NotTold />
        ) : (
          <Bands
            of={t("strategyRun.honesty.bootstrap")}
            note={t("strategyRun.honesty.bootstrapNote", {
              runs: formatCount(bootstrap.runs),
              block: formatCount(bootstrap.blockCandles),
              loss: formatShare(bootstrap.lossProbability * 100),
            })}
            rows={[
              { ...total, band: bootstrap.totalReturnPct },
              {
                name: t("strategyRun.honesty.sharpe"),
                band: bootstrap.sharpe,
                actual: metrics.sharpe,
                write: (value) => formatNumber(value, 2),
              },
            ]}
          />
        )}
      </Check>
      <Check title={t("strategyRun.honesty.tradeOrder")}>
        {tradeOrder === null ? (
          <NotTold />
        ) : (
          <Bands
            of={t("strategyRun.honesty.tradeOrder")}
            note={t("strategyRun.honesty.tradeOrderNote", { runs: formatCount(tradeOrder.runs) })}
            rows={[
              {
                name: t("strategyRun.honesty.drawdown"),
                band: tradeOrder.maxDrawdownPct,
                actual: metrics.maxDrawdownPct,
                write: (value) => formatShare(value),
              },
              {
                name: t("strategyRun.honesty.finalReturn"),
                band: tradeOrder.finalPct,
                actual: metrics.totalReturnPct,
                write: formatPercent,
              },
            ]}
          />
        )}
      </Check>
      <Check title={t("strategyRun.honesty.deflated")}>
        {deflatedSharpe === null ? (
          <NotTold />
        ) : (
          <p className={classes.note}>
            {t("strategyRun.honesty.deflatedText", {
              count: deflatedSharpe.trials,
              expected: formatNumber(deflatedSharpe.expectedBest, 2),
              probability: formatShare(deflatedSharpe.probability * 100),
            })}
          </p>
        )}
      </Check>
    </>
  );
}

function Bands({ of, note, rows }: { of: string; note: string; rows: readonly BandRow[] }) {
  return (
    <>
      <p className={classes.note}>{note}</p>
      <BandTable of={of} rows={rows} />
    </>
  );
}

const SPLIT_FIGURES = ["totalReturnPct", "sharpe", "maxDrawdownPct", "winRatePct", "trades"] as const;

function OutOfSample({ sample }: { sample: Honesty["outOfSample"] }) {
  return (
    <Check title={t("strategyRun.honesty.outOfSample")}>
      {sample === null ? (
        <NotTold />
      ) : (
        <>
          <p className={classes.note}>{t("strategyRun.honesty.outOfSampleNote", { at: formatDate(sample.splitAt) })}</p>
          <DataTable
            label={t("strategyRun.honesty.outOfSample")}
            numbers={[1, 2]}
            head={[t("strategyRun.honesty.figure"), t("strategyRun.honesty.inside"), t("strategyRun.honesty.outside")]}
            rows={METRICS.filter(({ name }) => SPLIT_FIGURES.some((each) => each === name)).map((metric) => ({
              key: metric.name,
              cells: [
                metricName(metric.name),
                writeMetric(metric, sample.inside[metric.name]),
                writeMetric(metric, sample.outside[metric.name]),
              ],
            }))}
          />
        </>
      )}
    </Check>
  );
}

const written = (parameters: Readonly<Record<string, number>>): string =>
  Object.entries(parameters)
    .map(([name, value]) => `${name} ${value}`)
    .join(", ");

function WalkForward({ steps }: { steps: Honesty["walkForward"] }) {
  return (
    <Check title={t("strategyRun.honesty.walkForward")}>
      {steps === null || steps.length === 0 ? (
        <NotTold />
      ) : (
        <>
          <p className={classes.note}>{t("strategyRun.honesty.walkForwardNote")}</p>
          <DataTable
            label={t("strategyRun.honesty.walkForward")}
            numbers={[2, 3]}
            head={[
              t("strategyRun.honesty.window"),
              t("strategyRun.honesty.parameters"),
              t("strategyRun.honesty.inside"),
              t("strategyRun.honesty.outside"),
            ]}
            rows={steps.map(({ from, to, parameters, insidePct, outsidePct }) => ({
              key: from,
              cells: [
                `${formatDate(from)} – ${formatDate(to)}`,
                written(parameters),
                <Change key="inside" pct={insidePct} />,
                <Change key="outside" pct={outsidePct} />,
              ],
            }))}
          />
        </>
      )}
    </Check>
  );
}

function Sensitivity({ points, parameters }: SensitivityProps) {
  return (
    <Check title={t("strategyRun.honesty.sensitivity")}>
      {points === null || points.length === 0 ? (
        <NotTold />
      ) : (
        <>
          <p className={classes.note}>{t("strategyRun.honesty.sensitivityNote")}</p>
          <DataTable
            label={t("strategyRun.honesty.sensitivity")}
            numbers={[2, 3]}
            head={[
              t("strategyRun.honesty.parameter"),
              t("strategyRun.honesty.value"),
              t("strategyRun.honesty.totalReturn"),
              t("strategyRun.honesty.sharpe"),
            ]}
            rows={points.map(({ parameter, value, totalReturnPct, sharpe }) => ({
              key: `${parameter} ${value}`,
              cells: [
                parameter,
                parameters[parameter] === value ? `${value} (${t("strategyRun.honesty.used")})` : String(value),
                <Change key="return" pct={totalReturnPct} />,
                sharpe === null ? "–" : formatNumber(sharpe, 2),
              ],
            }))}
          />
        </>
      )}
    </Check>
  );
}

interface SensitivityProps {
  points: Honesty["sensitivity"];
  parameters: Readonly<Record<string, number>>;
}
