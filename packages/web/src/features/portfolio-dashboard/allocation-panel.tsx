import type { Holding } from "@cryptodesk/shared/portfolio/holding.contract";
import type { Performance } from "@cryptodesk/shared/portfolio/performance.contract";
import type { Portfolio } from "@cryptodesk/shared/portfolio/portfolio.contract";
import { useMemo, useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { formatDate, formatMoney, formatShare } from "../../lib/format.ts";
import { ExplainedFigure } from "../../portfolio-data/explained-figure.tsx";
import { BarTable } from "../../ui/bar-table.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { EmptyNotice } from "../../ui/empty-notice.tsx";
import { Panel } from "../../ui/panel.tsx";
import { PlainButton } from "../../ui/plain-button.tsx";
import { Segments } from "../../ui/segments.tsx";
import { Swatch } from "../../ui/swatch.tsx";
import { type AllocationHistory, allocationHistory } from "./allocation-shares.ts";
import { AllocationStack } from "./allocation-stack.tsx";
import classes from "./dashboard.module.css";

// The rest of a long list is on the page of the holdings.
const MOST_BARS = 12;

/** What the portfolio consists of, now and through the period. */
export function AllocationPanel({ portfolio, performance, holdings }: AllocationPanelProps) {
  const [view, setView] = useState<"now" | "then">("now");
  return (
    <Panel
      title={t("figures.dashboard.allocation")}
      note={t("figures.dashboard.allocationNote")}
      actions={
        <Segments
          size="xs"
          label={t("figures.dashboard.allocation")}
          value={view}
          options={[
            { value: "now", label: t("figures.dashboard.allocationNow") },
            { value: "then", label: t("figures.dashboard.allocationThen") },
          ]}
          onChange={setView}
        />
      }
    >
      {view === "now" ? (
        <Now portfolio={portfolio} holdings={holdings} />
      ) : (
        <Then performance={performance} holdings={holdings} />
      )}
    </Panel>
  );
}

interface AllocationPanelProps {
  portfolio: Portfolio;
  performance: Performance;
  holdings: readonly Holding[];
}

function Now({ portfolio: { id, currency }, holdings }: Pick<AllocationPanelProps, "portfolio" | "holdings">) {
  const priced = holdings.filter(({ currentValue }) => currentValue !== null);
  if (priced.length === 0) return <EmptyNotice title={t("figures.dashboard.allocationEmpty")} />;
  const rest = priced.length - MOST_BARS;
  return (
    <>
      <BarTable
        caption={t("figures.dashboard.allocation")}
        rows={priced.slice(0, MOST_BARS).map(({ asset, allocationPct, currentValue }) => ({
          key: asset.id,
          name: <span title={asset.name}>{asset.symbol}</span>,
          length: Math.max(0, Number(allocationPct ?? 0)) / 100,
          figure: (
            <>
              {formatShare(allocationPct === null ? null : Number(allocationPct))}{" "}
              <ExplainedFigure
                portfolioId={id}
                figure={{ figure: "currentValue", assetId: asset.id }}
                label={t("figures.of", { figure: t("figures.names.currentValue"), what: asset.symbol })}
              >
                {formatMoney(currentValue, currency)}
              </ExplainedFigure>
            </>
          ),
        }))}
      />
      {rest > 0 && <p className={classes.muted}>{t("figures.dashboard.rest", { count: rest })}</p>}
    </>
  );
}

function Then({ performance, holdings }: Pick<AllocationPanelProps, "performance" | "holdings">) {
  const [asTable, setAsTable] = useState(false);
  const history = useMemo(() => allocationHistory(performance.allocation), [performance.allocation]);
  const last = history.days.at(-1);
  if (!last) return <EmptyNotice title={t("figures.dashboard.allocationEmpty")} />;
  const names = namesOf(history, performance, holdings);
  const summary = t("figures.dashboard.allocationSummary", {
    count: history.days.length,
    day: formatDate(last.day),
    parts: names.map((name, at) => `${name} ${formatShare((last.shares[at] ?? 0) * 100)}`).join(", "),
  });
  return (
    <>
      <ul className={classes.key} aria-hidden="true">
        {names.map((name, at) => (
          <li key={name}>
            <Swatch colour={`var(--series-${at})`} />
            {name}
          </li>
        ))}
      </ul>
      {asTable ? (
        <DataTable
          label={t("figures.dashboard.allocation")}
          head={[t("words.day"), ...names]}
          rows={history.days.toReversed().map(({ day, shares }) => ({
            key: day,
            cells: [formatDate(day), ...names.map((_name, at) => formatShare((shares[at] ?? 0) * 100))],
          }))}
        />
      ) : (
        <AllocationStack days={history.days} parts={names.length} summary={summary} />
      )}
      <PlainButton onClick={() => setAsTable((before) => !before)}>
        {t(asTable ? "words.asChart" : "words.asTable")}
      </PlainButton>
      <p className={classes.muted}>{summary}</p>
    </>
  );
}

function namesOf({ assetIds, hasOthers }: AllocationHistory, performance: Performance, holdings: readonly Holding[]) {
  const symbols = new Map([...performance.contributions, ...holdings].map(({ asset }) => [asset.id, asset.symbol]));
  const named = assetIds.map((id) => symbols.get(id) ?? id);
  return hasOthers ? [...named, t("figures.dashboard.others")] : named;
}
