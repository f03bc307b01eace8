import type { MarketReport } from "@cryptodesk/shared/market/report.contract";
import { Progress } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { t } from "../../catalogue/catalogue.ts";
import { formatCount, formatDateTime, formatPrice, formatShare, formatUsd } from "../../lib/format.ts";
import { reportSentences } from "../../market-data/report-words.ts";
import { BarTable } from "../../ui/bar-table.tsx";
import { Change } from "../../ui/change.tsx";
import { Fact, Facts } from "../../ui/facts.tsx";
import { Panel } from "../../ui/panel.tsx";
import { CapPanel } from "./cap-panel.tsx";
import classes from "./report-view.module.css";

/** One day's market on one page, to be read or printed. */
export function ReportView({ report }: { report: MarketReport }) {
  return (
    <article className={classes.root}>
      <Panel title={t("reports.inShort")}>
        <ul className={classes.summary}>
          {reportSentences(report).map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
        <p className={classes.written}>
          {t(report.simulated ? "reports.writtenSimulated" : "reports.written", {
            time: formatDateTime(report.writtenAt),
            sources: report.sources.join(", "),
          })}
        </p>
      </Panel>
      <CapPanel report={report} />
      <div className={classes.columns}>
        <Panel title={t("reports.market")}>
          <BreadthBar {...report.breadth} />
          <Facts>
            <Fact name={t("words.marketCap")}>
              {formatUsd(report.totalMarketCapUsd)}{" "}
              {report.totalMarketCapChangePct !== null && <Change pct={report.totalMarketCapChangePct} />}
            </Fact>
            <Fact name={t("words.volume24h")}>{formatUsd(report.totalVolume24hUsd)}</Fact>
            <Fact name={t("reports.roseFell")}>
              {formatCount(report.breadth.advancers)} / {formatCount(report.breadth.decliners)}
            </Fact>
            <Fact name={t("reports.unchangedUnknown")}>
              {formatCount(report.breadth.unchanged)} / {formatCount(report.breadth.unknown)}
            </Fact>
          </Facts>
        </Panel>
        <Panel title={t("reports.volatility")}>
          <Facts>
            <Fact name={t("reports.tenLargest")}>{formatShare(report.volatility.marketPct)}</Fact>
            <Fact name={t("reports.medianHundred")}>{formatShare(report.volatility.medianPct)}</Fact>
            {report.volatility.highest.map(({ id, symbol, pct }) => (
              <Fact key={id} name={symbol}>
                {formatShare(pct)}
              </Fact>
            ))}
          </Facts>
        </Panel>
        <Panel title={t("reports.dataBehind")}>
          <Facts>
            <Fact name={t("overview.coins")}>{formatCount(report.dataHealth.coins)}</Fact>
            <Fact name={t("overview.stale")}>{formatCount(report.dataHealth.stale)}</Fact>
            <Fact name={t("overview.held")}>{formatCount(report.dataHealth.quarantined)}</Fact>
            <Fact name={t("health.setAside")}>{formatCount(report.dataHealth.setAside)}</Fact>
            <Fact name={t("reports.runsFailed")}>
              {formatCount(report.dataHealth.runs)} / {formatCount(report.dataHealth.failedRuns)}
            </Fact>
            {report.dataHealth.providers.map(({ id, calls, failures }) => (
              <Fact key={id} name={id}>
                {t("reports.callsFailed", { calls: formatCount(calls), failures: formatCount(failures) })}
              </Fact>
            ))}
          </Facts>
        </Panel>
        <Panel title={t("overview.dominance")}>
          <BarTable
            caption={t("overview.dominance")}
            rows={report.dominance.map(({ id, symbol, pct }) => ({
              key: id,
              name: symbol,
              length: pct / (report.dominance[0]?.pct ?? 1),
              figure: formatShare(pct),
            }))}
          />
        </Panel>
        <MoverTable title={t("overview.top.gainers")} movers={report.gainers} />
        <MoverTable title={t("overview.top.losers")} movers={report.losers} />
      </div>
    </article>
  );
}

function MoverTable({ title, movers }: { title: string; movers: MarketReport["gainers"] }) {
  const most = Math.max(...movers.map(({ changePct }) => Math.abs(changePct)), Number.MIN_VALUE);
  return (
    <Panel title={title}>
      <BarTable
        caption={title}
        rows={movers.map(({ id, symbol, name, priceUsd, changePct }) => ({
          key: id,
          name: (
            <Link to="/coins/$coinId" params={{ coinId: id }} title={symbol}>
              {name}
            </Link>
          ),
          length: Math.abs(changePct) / most,
          tone: changePct < 0 ? "down" : "up",
          figure: (
            <>
              {formatPrice(priceUsd)} <Change pct={changePct} />
            </>
          ),
        }))}
      />
    </Panel>
  );
}

/** Risers and fallers as one bar; the numbers stand below it. */
function BreadthBar({ advancers, decliners, unchanged }: MarketReport["breadth"]) {
  const sum = advancers + decliners + unchanged;
  if (sum === 0) return null;
  return (
    <Progress.Root size="md" aria-hidden="true" mb="xs">
      <Progress.Section value={(100 * advancers) / sum} color="var(--desk-up)" />
      <Progress.Section value={(100 * unchanged) / sum} color="var(--desk-line)" />
      <Progress.Section value={(100 * decliners) / sum} color="var(--desk-down)" />
    </Progress.Root>
  );
}
