import type { OptimisationResult } from "@cryptodesk/shared/strategy/optimisation.contract";
import { NativeSelect } from "@mantine/core";
import { useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { metricName, writeObjective } from "../../strategy-data/metric-list.ts";
import { EmptyNotice } from "../../ui/empty-notice.tsx";
import { Panel } from "../../ui/panel.tsx";
import { type HeatGrid, heatGrid, strengthOf } from "./heat-grid.ts";
import classes from "./strategy-optimiser.module.css";

const NONE = "";

/** The score by two parameters, as numbers on colours; by one where only one was moved. */
export function HeatPanel({ result, names }: { result: OptimisationResult; names: readonly string[] }) {
  const [across, setAcross] = useState(names[0] ?? NONE);
  const [down, setDown] = useState(names[1] ?? NONE);
  const grid = heatGrid(result.points, across, down);
  const objective = metricName(result.plan.objective);
  const caption =
    down === NONE
      ? t("strategyOptimiser.oneParameter", { name: across })
      : t("strategyOptimiser.heatCaption", { objective, x: across, y: down });
  return (
    <Panel
      title={down === NONE ? caption : t("strategyOptimiser.heat")}
      note={down === NONE ? objective : t("strategyOptimiser.heatNote")}
      actions={
        names.length > 2 && (
          <>
            <Pick label={t("strategyOptimiser.across")} value={across} names={names} not={down} onChange={setAcross} />
            <Pick label={t("strategyOptimiser.down")} value={down} names={names} not={across} onChange={setDown} />
          </>
        )
      }
      flush
    >
      {grid === null ? (
        <EmptyNotice title={t("strategyOptimiser.noBest")} />
      ) : (
        <Grid
          grid={grid}
          caption={caption}
          across={across}
          down={down}
          write={(score) => writeObjective(result.plan.objective, score)}
        />
      )}
    </Panel>
  );
}

function Pick({ label, value, names, not, onChange }: PickProps) {
  return (
    <NativeSelect
      size="xs"
      aria-label={label}
      value={value}
      data={names.filter((name) => name !== not).map((name) => ({ value: name, label: `${label}: ${name}` }))}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
}

interface PickProps {
  label: string;
  value: string;
  names: readonly string[];
  not: string;
  onChange: (name: string) => void;
}

function Grid({ grid, caption, across, down, write }: GridProps) {
  return (
    <section
      className={classes.scroller}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable by keyboard
      tabIndex={0}
      aria-label={t("words.tableOf", { name: caption })}
    >
      <table className={classes.heat}>
        <caption className={classes.quiet}>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{down === NONE ? across : `${down} ↓ ${across} →`}</th>
            {grid.across.map((value) => (
              <th key={value} scope="col">
                {value}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {grid.scores.map((row, at) => (
            <tr key={grid.down[at] ?? NONE}>
              <th scope="row">{grid.down[at] ?? ""}</th>
              {row.map((score, column) => (
                <Score key={grid.across[column]} score={score} grid={grid} write={write} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface GridProps {
  grid: HeatGrid;
  caption: string;
  across: string;
  down: string;
  write: (score: number) => string;
}

function Score({ score, grid, write }: { score: number | null } & Pick<GridProps, "grid" | "write">) {
  if (score === null) return <td className={classes.untold}>–</td>;
  const { lowest, highest } = grid;
  return (
    <td data-best={score === highest} style={{ "--heat": `${Math.round(strengthOf(score, lowest, highest) * 40)}%` }}>
      {write(score)}
    </td>
  );
}
