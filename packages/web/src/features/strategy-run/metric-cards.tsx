import type { BacktestMetrics } from "@cryptodesk/shared/strategy/backtest.contract";
import { t } from "../../catalogue/catalogue.ts";
import { METRIC_GROUPS, METRICS, type Metric, metricName, writeMetric } from "../../strategy-data/metric-list.ts";
import { Change } from "../../ui/change.tsx";
import { Figure, FigureGrid } from "../../ui/figure.tsx";
import { Panel } from "../../ui/panel.tsx";
import classes from "./strategy-run.module.css";

/** Every figure of a run in its group; each name opens its definition. */
export function MetricCards({ metrics }: { metrics: BacktestMetrics }) {
  return (
    <Panel title={t("strategyRun.metrics")} note={t("strategyRun.metricsNote")}>
      <div className={classes.groups}>
        {METRIC_GROUPS.map((group) => (
          <section key={group} aria-label={t(`strategyMetrics.groups.${group}`)}>
            <h3 className={classes.subtitle}>{t(`strategyMetrics.groups.${group}`)}</h3>
            <FigureGrid>
              {METRICS.filter((metric) => metric.group === group).map((metric) => (
                <Figure key={metric.name} label={metricName(metric.name)} about={<Definition metric={metric} />}>
                  {metric.kind === "change" ? (
                    <Change pct={metrics[metric.name]} />
                  ) : (
                    writeMetric(metric, metrics[metric.name])
                  )}
                </Figure>
              ))}
            </FigureGrid>
          </section>
        ))}
      </div>
    </Panel>
  );
}

function Definition({ metric: { name, source } }: { metric: Metric }) {
  return (
    <span className={classes.definition}>
      <span>{t(`strategyMetrics.${name}.means`)}</span>
      <span>
        {t("strategyMetrics.formula")}: {t(`strategyMetrics.${name}.formula`)}
      </span>
      {source !== null && (
        <span>
          {t("strategyMetrics.source")}: {source}
        </span>
      )}
    </span>
  );
}
