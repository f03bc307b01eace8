import { memo } from "react";
import classes from "./sparkline.module.css";
import { sparklinePath } from "./sparkline-path.ts";

const WIDTH = 112;
const HEIGHT = 32;

/**
 * A tiny line of the last days. Decoration beside figures that say the same, hence hidden from screen readers. A chart
 * library would cost more than the whole table for this one path.
 */
export const Sparkline = memo(function Sparkline({
  values,
  neutral = false,
}: {
  values: readonly (number | null)[] | null | undefined;
  /** Up is neither good nor bad. */
  neutral?: boolean;
}) {
  const path = values ? sparklinePath(values, WIDTH, HEIGHT) : null;
  if (!path) return <span className={classes.none}>–</span>;
  return (
    <svg
      className={classes[neutral ? "neutral" : path.rising ? "rising" : "falling"]}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      width={WIDTH}
      height={HEIGHT}
      aria-hidden="true"
    >
      <path d={path.d} />
    </svg>
  );
});
