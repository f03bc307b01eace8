import type { Honesty } from "@cryptodesk/shared/strategy/backtest.contract";
import { t } from "../../catalogue/catalogue.ts";
import { formatShare, UNKNOWN } from "../../lib/format.ts";
import { DataTable } from "../../ui/data-table.tsx";
import { bandPlaces } from "./band-places.ts";
import classes from "./strategy-run.module.css";

type Band = NonNullable<Honesty["randomEntries"]>["totalReturnPct"];

/** A figure in many runs drawn at random, and in this one. */
export interface BandRow {
  name: string;
  band: Band;
  actual: number | null;
  write: (value: number) => string;
}

const SHARES = [
  ["p5", 5],
  ["p25", 25],
  ["p50", 50],
  ["p75", 75],
  ["p95", 95],
] as const;

/** Bands as strips for the eye, and as a table; `of` is the check that drew the runs. */
export function BandTable({ of, rows }: { of: string; rows: readonly BandRow[] }) {
  return rows.map((row) => (
    <div key={row.name} className={classes.bands}>
      <p className={classes.note}>{row.name}</p>
      <Strip row={row} />
      <DataTable
        label={t("strategyRun.honesty.bandCaption", { name: `${of}, ${row.name}` })}
        head={[...SHARES.map(([, share]) => formatShare(share, 0)), t("strategyRun.honesty.actual")]}
        rows={[
          {
            key: row.name,
            cells: [
              ...SHARES.map(([key]) => row.write(row.band[key])),
              row.actual === null ? UNKNOWN : <b key="actual">{row.write(row.actual)}</b>,
            ],
          },
        ]}
      />
    </div>
  ));
}

/** The middle half of the runs thick, nine tenths thin, this run as a mark. */
function Strip({ row: { band, actual } }: { row: BandRow }) {
  const { thin, thick, median, mark } = bandPlaces(band, actual);
  return (
    <div className={classes.strip} aria-hidden="true">
      <span className={classes.thin} style={{ insetInlineStart: `${thin.at}%`, width: `${thin.width}%` }} />
      <span className={classes.thick} style={{ insetInlineStart: `${thick.at}%`, width: `${thick.width}%` }} />
      <span className={classes.median} style={{ insetInlineStart: `${median}%` }} />
      {mark !== null && <span className={classes.mark} style={{ insetInlineStart: `${mark}%` }} />}
    </div>
  );
}
