import type { Comparison } from "@cryptodesk/shared/market/comparison.contract";
import { lazy, Suspense, useState } from "react";
import { useAfterPaint } from "../../lib/after-paint.ts";
import { formatDateTime, formatPercent } from "../../lib/format.ts";
import type { IndexReading } from "./index-canvas.tsx";
import classes from "./index-chart.module.css";
import { seriesColour } from "./series-colour.ts";

// The chart library comes after the page, and the words below do not wait for it: its place is kept.
const loadCanvas = () => import("./index-canvas.tsx").then((module) => ({ default: module.IndexCanvas }));
const IndexCanvas = lazy(loadCanvas);
// On its way as soon as this code runs; a failure shows where the lines are needed.
loadCanvas().catch(() => undefined);

/** Every coin as a line from 100, with a legend of what is under the crosshair, else of the end. */
export function IndexChart({ comparison, summary }: { comparison: Comparison; summary: string }) {
  const [reading, setReading] = useState<IndexReading | null>(null);
  const painted = useAfterPaint();
  const shown = reading ?? lastReading(comparison);
  const place = <figure className={classes.canvas} aria-label={summary} />;
  return (
    <div>
      <ul className={classes.legend} aria-hidden="true">
        <li>{formatDateTime(shown.at)}</li>
        {comparison.series.map(({ id, symbol }, index) => (
          <li key={id}>
            <span className={classes.swatch} style={{ background: seriesColour(index) }} />
            {symbol} <b>{formatPercent(shown.changes[index])}</b>
          </li>
        ))}
      </ul>
      <Suspense fallback={place}>
        {painted ? <IndexCanvas comparison={comparison} summary={summary} onRead={setReading} /> : place}
      </Suspense>
    </div>
  );
}

function lastReading({ to, series }: Comparison): IndexReading {
  return { at: to, changes: series.map(({ changePct }) => changePct) };
}
