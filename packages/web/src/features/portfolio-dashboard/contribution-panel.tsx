import type { Performance, PerformancePeriod } from "@cryptodesk/shared/portfolio/performance.contract";
import { t } from "../../catalogue/catalogue.ts";
import { formatGain, formatRatio } from "../../lib/format.ts";
import { directionOfAmount, ExplainedFigure } from "../../portfolio-data/explained-figure.tsx";
import { BarTable } from "../../ui/bar-table.tsx";
import { EmptyNotice } from "../../ui/empty-notice.tsx";
import { Panel } from "../../ui/panel.tsx";
import classes from "./dashboard.module.css";

const MOST_BARS = 12;

/** Which asset brought how much of the return. */
export function ContributionPanel({ performance, period }: ContributionPanelProps) {
  const { portfolioId, currency, contributions } = performance;
  const shown = contributions.slice(0, MOST_BARS);
  // Where returns are unknown the gains in money are still told, by their own scale.
  const sizes = shown.map(({ contribution, gain }) => Math.abs(Number(contribution ?? gain ?? 0)));
  const largest = Math.max(...sizes, Number.MIN_VALUE);
  const rest = contributions.length - shown.length;
  return (
    <Panel title={t("figures.dashboard.contributions")} note={t("figures.dashboard.contributionsNote")}>
      {shown.length === 0 && <EmptyNotice title={t("figures.dashboard.contributionsNone")} />}
      {shown.length > 0 && (
        <BarTable
          caption={t("figures.dashboard.contributions")}
          rows={shown.map(({ asset, contribution, gain }, at) => ({
            key: asset.id,
            name: <span title={asset.name}>{asset.symbol}</span>,
            length: (sizes[at] ?? 0) / largest,
            tone: directionOfAmount(contribution ?? gain) === "down" ? "down" : "up",
            figure: (
              <>
                <ExplainedFigure
                  portfolioId={portfolioId}
                  figure={{ figure: "contribution", assetId: asset.id, period }}
                  label={t("figures.of", { figure: t("figures.names.contribution"), what: asset.symbol })}
                  direction={directionOfAmount(contribution)}
                >
                  {formatRatio(contribution)}
                </ExplainedFigure>{" "}
                {formatGain(gain, currency)}
              </>
            ),
          }))}
        />
      )}
      {rest > 0 && <p className={classes.muted}>{t("figures.dashboard.rest", { count: rest })}</p>}
    </Panel>
  );
}

interface ContributionPanelProps {
  performance: Performance;
  period: PerformancePeriod;
}
