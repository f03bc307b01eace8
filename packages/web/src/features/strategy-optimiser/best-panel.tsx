import type { OptimisationPoint, OptimisationResult } from "@cryptodesk/shared/strategy/optimisation.contract";
import type { StrategyDetail } from "@cryptodesk/shared/strategy/strategy.contract";
import { Button } from "@mantine/core";
import { useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { formatShare } from "../../lib/format.ts";
import { useOffers } from "../../session/session.ts";
import { reasonOf } from "../../session/use-action.ts";
import { METRICS, metricName, writeMetric, writeObjective } from "../../strategy-data/metric-list.ts";
import { useSaveStrategy } from "../../strategy-data/use-strategies.ts";
import { AskDialog } from "../../ui/ask-dialog.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { EmptyNotice } from "../../ui/empty-notice.tsx";
import { Fact, Facts } from "../../ui/facts.tsx";
import { Figure, FigureGrid } from "../../ui/figure.tsx";
import { Panel } from "../../ui/panel.tsx";
import { showToast } from "../../ui/toast.tsx";
import classes from "./strategy-optimiser.module.css";
import { withValues, writeValues } from "./taken-values.ts";

/** The best point of a search, with what is left of it on candles that the search never saw. */
export function BestPanel({ result, newest }: { result: OptimisationResult; newest: StrategyDetail }) {
  const [taking, setTaking] = useState(false);
  const may = useOffers("strategy:write");
  const { best, gapPct, plan } = result;
  if (best === null) {
    return (
      <Panel title={t("strategyOptimiser.best")}>
        <EmptyNotice title={t("strategyOptimiser.noBest")} detail={t("strategyOptimiser.noBestDetail")} />
      </Panel>
    );
  }
  return (
    <Panel
      title={t("strategyOptimiser.best")}
      actions={
        may && (
          <Button size="xs" onClick={() => setTaking(true)}>
            {t("strategyOptimiser.take")}
          </Button>
        )
      }
    >
      <div className={classes.best}>
        <Facts>
          {Object.entries(best.parameters).map(([name, value]) => (
            <Fact key={name} name={<code>{name}</code>}>
              {value}
            </Fact>
          ))}
        </Facts>
        <FigureGrid>
          <Figure label={metricName(plan.objective)} about={t(`strategyMetrics.${plan.objective}.means`)}>
            {writeObjective(plan.objective, best.score)}
          </Figure>
          <Figure label={t("strategyOptimiser.gap")} about={t("strategyOptimiser.gapAbout")}>
            {formatShare(gapPct)}
          </Figure>
        </FigureGrid>
        <InsideOutside best={best} />
      </div>
      {taking && <TakeDialog values={best.parameters} newest={newest} onClose={() => setTaking(false)} />}
    </Panel>
  );
}

const SPLIT = ["totalReturnPct", "sharpe", "maxDrawdownPct", "trades"] as const;

function InsideOutside({ best: { inside, outside } }: { best: OptimisationPoint }) {
  return (
    <DataTable
      label={t("strategyOptimiser.insideOutside")}
      numbers={[1, 2]}
      head={[t("strategyRun.honesty.figure"), t("strategyOptimiser.inside"), t("strategyOptimiser.outside")]}
      rows={METRICS.flatMap((metric) => {
        const name = SPLIT.find((each) => each === metric.name);
        return name === undefined
          ? []
          : [
              {
                key: name,
                cells: [
                  metricName(name),
                  writeMetric(metric, inside[name]),
                  outside === null ? t("strategyRun.honesty.notTold") : writeMetric(metric, outside[name]),
                ],
              },
            ];
      })}
    />
  );
}

function TakeDialog({ values, newest, onClose }: TakeDialogProps) {
  const save = useSaveStrategy(({ version }) => {
    showToast(t("strategyOptimiser.taken", { version }));
    onClose();
  });
  return (
    <AskDialog
      title={t("strategyOptimiser.takeTitle")}
      confirm={t("strategyOptimiser.take")}
      busy={save.isPending}
      error={reasonOf(save.error)}
      onConfirm={() =>
        save.mutate({
          strategyId: newest.strategy.id,
          rules: withValues(newest.rules, values),
          note: t("strategyOptimiser.takeNote", { values: writeValues(values) }).slice(0, 300),
          expectedVersion: newest.version,
        })
      }
      onClose={onClose}
    >
      <p>{t("strategyOptimiser.takeDetail")}</p>
      <p>
        <code>{writeValues(values)}</code>
      </p>
    </AskDialog>
  );
}

interface TakeDialogProps {
  values: Readonly<Record<string, number>>;
  newest: StrategyDetail;
  onClose: () => void;
}
