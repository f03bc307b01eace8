import { formatPercent } from "../lib/format.ts";
import classes from "./change.module.css";

export type Direction = "up" | "down" | "flat" | "unknown";

/** Which way a change in percent points, as it reads after rounding to two decimals. */
export function directionOf(pct: number | null | undefined): Direction {
  if (pct === null || pct === undefined) return "unknown";
  if (Math.abs(pct) < 0.005) return "flat";
  return pct > 0 ? "up" : "down";
}

const arrows: Record<Direction, string> = { up: "▲", down: "▼", flat: "", unknown: "" };

/** A change in percent: arrow and sign say the direction, colour only repeats it. */
export function Change({ pct, className = "" }: { pct: number | null | undefined; className?: string }) {
  const direction = directionOf(pct);
  return (
    <span className={`${classes.root} ${classes[direction]} ${className}`}>
      {arrows[direction] !== "" && (
        <span className={classes.arrow} aria-hidden="true">
          {arrows[direction]}
        </span>
      )}
      {formatPercent(pct)}
    </span>
  );
}
