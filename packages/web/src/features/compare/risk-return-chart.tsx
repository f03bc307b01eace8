import type { Comparison } from "@cryptodesk/shared/market/comparison.contract";
import { useElementSize } from "@mantine/hooks";
import { t } from "../../catalogue/catalogue.ts";
import { formatPercent, formatShare } from "../../lib/format.ts";
import { EmptyNotice } from "../../ui/empty-notice.tsx";
import { Panel } from "../../ui/panel.tsx";
import { coinLabels } from "./comparison-words.ts";
import { type LabelSide, labelSides, type RiskPoint, riskReturnAxes } from "./risk-return.ts";
import classes from "./risk-return-chart.module.css";
import { seriesColour } from "./series-colour.ts";

const MARGIN = { left: 56, right: 16, top: 10, bottom: 38 };
const HEIGHT = 300;
const LABEL_AT: Record<
  LabelSide,
  (x: number, y: number) => { x: number; y: number; textAnchor: "start" | "middle" | "end" }
> = {
  right: (x, y) => ({ x: x + 9, y, textAnchor: "start" }),
  left: (x, y) => ({ x: x - 9, y, textAnchor: "end" }),
  above: (x, y) => ({ x, y: y - 13, textAnchor: "middle" }),
  below: (x, y) => ({ x, y: y + 13, textAnchor: "middle" }),
};

/** Each coin by what it risked and what it brought. The table of the page holds the same figures. */
export function RiskReturnChart({ comparison }: { comparison: Comparison }) {
  const { ref, width } = useElementSize();
  const points = toPoints(comparison);
  const inner = { width: Math.max(0, width - MARGIN.left - MARGIN.right), height: HEIGHT - MARGIN.top - MARGIN.bottom };
  return (
    <Panel title={t("compare.riskReturn")} note={t("compare.riskReturnNote")}>
      <div ref={ref} className={classes.root}>
        {points.length === 0 && <EmptyNotice title={t("compare.tooLittle")} detail={t("compare.tooLittleDetail")} />}
        {points.length > 0 && inner.width > 0 && <Picture points={points} {...inner} />}
      </div>
    </Panel>
  );
}

function toPoints({ series }: Comparison): RiskPoint[] {
  const labels = coinLabels(series);
  return series.flatMap(({ id, volatilityPct, changePct }, index) =>
    volatilityPct === null || changePct === null
      ? []
      : [{ id, symbol: labels[index] ?? id, index, volatilityPct, changePct }],
  );
}

function Picture({ points, width, height }: { points: RiskPoint[]; width: number; height: number }) {
  const { x, y } = riskReturnAxes(points, width, height);
  const dots = points.map((point) => ({
    ...point,
    x: x.place(point.volatilityPct),
    y: y.place(point.changePct),
    letters: point.symbol.length,
  }));
  const sides = labelSides(dots, width);
  const label = points
    .map((point) => `${point.symbol}: ${formatPercent(point.changePct)}, ${formatShare(point.volatilityPct)}`)
    .join("; ");
  return (
    <svg width="100%" height={HEIGHT} role="img" aria-label={`${t("compare.riskReturn")}. ${label}`}>
      <g transform={`translate(${MARGIN.left} ${MARGIN.top})`}>
        {y.ticks.map((tick) => (
          <g key={tick} transform={`translate(0 ${y.place(tick)})`}>
            <line x2={width} className={tick === 0 ? classes.zero : classes.grid} />
            <text x={-8} dy="0.32em" textAnchor="end" className={classes.tick}>
              {formatPercent(tick).replace(/[.,]00/, "")}
            </text>
          </g>
        ))}
        {x.ticks.map((tick) => (
          <text key={tick} x={x.place(tick)} y={height + 16} textAnchor="middle" className={classes.tick}>
            {formatShare(tick, 0)}
          </text>
        ))}
        <text x={width / 2} y={height + 33} textAnchor="middle" className={classes.tick}>
          {t("compare.volatilityAxis")}
        </text>
        {dots.map(({ id, index, x: across, y: down }) => (
          <circle key={id} cx={across} cy={down} r={5.5} fill={seriesColour(index)} />
        ))}
        {dots.map(({ id, symbol, x: across, y: down }, at) => (
          <text key={id} {...LABEL_AT[sides[at] ?? "right"](across, down)} dy="0.32em" className={classes.name}>
            {symbol}
          </text>
        ))}
      </g>
    </svg>
  );
}
