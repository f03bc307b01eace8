import type { MarketReport } from "@cryptodesk/shared/market/report.contract";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { formatCount, formatDateTime, formatPrice, formatShare, formatUsd } from "../../lib/format.ts";
import { Change } from "../../ui/change.tsx";
import { Panel } from "../../ui/panel.tsx";
import classes from "./report-view.module.css";

/** One day's market on one page, to be read or printed. */
export function ReportView({ report }: { report: MarketReport }) {
  return (
    <article className={classes.root}>
      <Panel title="In short">
        <ul className={classes.summary}>
          {report.summary.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
        <p className={classes.written}>
          Written {formatDateTime(report.writtenAt)} from {report.sources.join(", ")}
          {report.simulated && ", a simulated market"}.
        </p>
      </Panel>
      <div className={classes.columns}>
        <Panel title="Market">
          <Facts>
            <Fact name="Market cap">
              {formatUsd(report.totalMarketCapUsd)}{" "}
              {report.totalMarketCapChangePct !== null && <Change pct={report.totalMarketCapChangePct} />}
            </Fact>
            <Fact name="Volume 24 h">{formatUsd(report.totalVolume24hUsd)}</Fact>
            <Fact name="Rose / fell">
              {formatCount(report.breadth.advancers)} / {formatCount(report.breadth.decliners)}
            </Fact>
            <Fact name="Unchanged / unknown">
              {formatCount(report.breadth.unchanged)} / {formatCount(report.breadth.unknown)}
            </Fact>
          </Facts>
        </Panel>
        <Panel title="Volatility, 30 days annualised">
          <Facts>
            <Fact name="Ten largest, by cap">{formatShare(report.volatility.marketPct)}</Fact>
            <Fact name="Median of hundred">{formatShare(report.volatility.medianPct)}</Fact>
            {report.volatility.highest.map(({ id, symbol, pct }) => (
              <Fact key={id} name={symbol}>
                {formatShare(pct)}
              </Fact>
            ))}
          </Facts>
        </Panel>
        <Panel title="Dominance">
          <Facts>
            {report.dominance.map(({ id, symbol, pct }) => (
              <Fact key={id} name={symbol}>
                {formatShare(pct)}
              </Fact>
            ))}
          </Facts>
        </Panel>
        <MoverTable title="Gainers" movers={report.gainers} />
        <MoverTable title="Losers" movers={report.losers} />
        <Panel title="Data behind it">
          <Facts>
            <Fact name="Coins">{formatCount(report.dataHealth.coins)}</Fact>
            <Fact name="Stale">{formatCount(report.dataHealth.stale)}</Fact>
            <Fact name="Held back">{formatCount(report.dataHealth.quarantined)}</Fact>
            <Fact name="Rows set aside">{formatCount(report.dataHealth.setAside)}</Fact>
            <Fact name="Job runs, failed">
              {formatCount(report.dataHealth.runs)}, {formatCount(report.dataHealth.failedRuns)}
            </Fact>
            {report.dataHealth.providers.map(({ id, calls, failures }) => (
              <Fact key={id} name={id}>
                {formatCount(calls)} calls, {formatCount(failures)} failed
              </Fact>
            ))}
          </Facts>
        </Panel>
      </div>
    </article>
  );
}

function MoverTable({ title, movers }: { title: string; movers: MarketReport["gainers"] }) {
  return (
    <Panel title={title}>
      <Facts>
        {movers.map(({ id, symbol, name, priceUsd, changePct }) => (
          <Fact
            key={id}
            name={
              <Link to="/coins/$coinId" params={{ coinId: id }} title={symbol}>
                {name}
              </Link>
            }
          >
            {formatPrice(priceUsd)} <Change pct={changePct} />
          </Fact>
        ))}
      </Facts>
    </Panel>
  );
}

function Facts({ children }: { children: ReactNode }) {
  return <dl className={classes.facts}>{children}</dl>;
}

function Fact({ name, children }: { name: ReactNode; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
