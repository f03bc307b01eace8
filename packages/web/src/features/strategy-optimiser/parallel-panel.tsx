import type { OptimisationResult } from "@cryptodesk/shared/strategy/optimisation.contract";
import { useElementSize } from "@mantine/hooks";
import { useMemo } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { formatCount } from "../../lib/format.ts";
import { metricName, writeObjective } from "../../strategy-data/metric-list.ts";
import { Panel } from "../../ui/panel.tsx";
import { parallelLines } from "./parallel-lines.ts";
import classes from "./strategy-optimiser.module.css";
import { writeValues } from "./taken-values.ts";

const UNMEASURED = 1000;
/** Names and ends of neighbouring axes stay apart. */
const AXIS_WIDTH = 110;
const HEIGHT = 240;
const TOP = 36;
const BOTTOM = 24;
const SIDE = 60;

/** Every point as a line over its parameters and its score; the table of points has the same as numbers. */
export function ParallelPanel({ result, names }: { result: OptimisationResult; names: readonly string[] }) {
  const { axes, score, lines } = useMemo(() => parallelLines(result.points, names), [result, names]);
  const { objective } = result.plan;
  const all = [
    ...axes.map(({ name, low, high }) => ({ name, low: String(low), high: String(high) })),
    {
      name: metricName(objective),
      low: writeObjective(objective, score.low),
      high: writeObjective(objective, score.high),
    },
  ];
  // One unit is one pixel, so that letters keep their size on a narrow screen.
  const { ref, width: room } = useElementSize();
  const width = Math.max(room || UNMEASURED, all.length * AXIS_WIDTH);
  const x = (at: number) => SIDE + (at * (width - 2 * SIDE)) / (all.length - 1);
  const y = (height: number) => TOP + (1 - height) * (HEIGHT - TOP - BOTTOM);
  const summary = t("strategyOptimiser.parallelSummary", {
    points: formatCount(lines.length),
    worst: writeObjective(objective, score.low),
    best: writeObjective(objective, score.high),
    values: writeValues(result.best?.parameters ?? {}),
  });
  return (
    <Panel title={t("strategyOptimiser.parallel")} note={t("strategyOptimiser.parallelNote")}>
      {/* biome-ignore lint/a11y/useSemanticElements: no fieldset, only something that scrolls */}
      <div
        ref={ref}
        className={classes.scroller}
        role="group"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        aria-label={t("strategyOptimiser.parallel")}
      >
        <svg className={classes.parallel} width={width} height={HEIGHT} role="img" aria-label={summary}>
          {lines.map(({ key, heights, strength }) => (
            <polyline
              key={key}
              points={heights.map((height, at) => `${x(at).toFixed(1)},${y(height).toFixed(1)}`).join(" ")}
              className={classes.line}
              strokeOpacity={0.08 + 0.72 * strength ** 3}
            />
          ))}
          {all.map(({ name, low, high }, at) => (
            <g key={name}>
              <line x1={x(at)} x2={x(at)} y1={TOP} y2={HEIGHT - BOTTOM} className={classes.axis} />
              <text x={x(at)} y={12} className={classes.axisName}>
                {name}
              </text>
              <text x={x(at)} y={TOP - 6} className={classes.axisEnd}>
                {high}
              </text>
              <text x={x(at)} y={HEIGHT - 8} className={classes.axisEnd}>
                {low}
              </text>
            </g>
          ))}
        </svg>
      </div>
      <p className={classes.note}>{summary}</p>
    </Panel>
  );
}
