import type { OptimisationResult } from "@cryptodesk/shared/strategy/optimisation.contract";
import { Button } from "@mantine/core";
import { useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { formatCount, formatShare, UNKNOWN } from "../../lib/format.ts";
import { metricName, writeObjective } from "../../strategy-data/metric-list.ts";
import { Change } from "../../ui/change.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { Panel } from "../../ui/panel.tsx";
import classes from "./strategy-optimiser.module.css";

const STEP = 100;

/** Every point that was kept, the best first, with its figures on both sides of the split. */
export function PointTable({ result: { points, plan } }: { result: OptimisationResult }) {
  const [most, setMost] = useState(STEP);
  const names = Object.keys(points[0]?.parameters ?? {});
  const shown = points.slice(0, most);
  return (
    <Panel title={t("strategyOptimiser.table")} note={t("strategyOptimiser.tableNote")} flush>
      <DataTable
        label={t("strategyOptimiser.table")}
        numbers={[1, names.length + 5]}
        head={[
          t("strategyOptimiser.rank"),
          ...names,
          metricName(plan.objective),
          t("strategyOptimiser.insideReturn"),
          t("strategyOptimiser.outsideReturn"),
          t("strategyOptimiser.drawdown"),
          t("strategyOptimiser.trades"),
        ]}
        rows={shown.map(({ parameters, score, rejected, inside, outside }, at) => ({
          key: JSON.stringify(parameters),
          cells: [
            formatCount(at + 1),
            ...names.map((name) => parameters[name] ?? UNKNOWN),
            rejected === null
              ? writeObjective(plan.objective, score)
              : t("strategyOptimiser.rejected", { reason: rejected }),
            <Change key="inside" pct={inside.totalReturnPct} />,
            outside === null ? UNKNOWN : <Change key="outside" pct={outside.totalReturnPct} />,
            formatShare(inside.maxDrawdownPct),
            formatCount(inside.trades),
          ],
        }))}
      />
      {points.length > shown.length && (
        <div className={classes.more}>
          <span className={classes.note}>
            {t("strategyOptimiser.shown", { shown: formatCount(shown.length), total: formatCount(points.length) })}
          </span>
          <Button size="compact-sm" variant="default" onClick={() => setMost(most + STEP)}>
            {t("strategyOptimiser.more")}
          </Button>
        </div>
      )}
    </Panel>
  );
}
