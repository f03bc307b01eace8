import { formatDate } from "../../lib/format.ts";
import type { AllocationDay } from "./allocation-shares.ts";
import classes from "./dashboard.module.css";

const WIDTH = 600;
const HEIGHT = 200;
const LABELS = 18;

/** Shares through time on top of each other, one column for each day. */
export function AllocationStack({ days, parts, summary }: AllocationStackProps) {
  const column = WIDTH / Math.max(1, days.length);
  const first = days[0];
  const last = days.at(-1);
  return (
    <svg
      className={classes.stack}
      viewBox={`0 0 ${WIDTH} ${HEIGHT + LABELS}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={summary}
    >
      {days.map(({ day, shares }, at) => {
        let top = 0;
        return shares.slice(0, parts).map((share, part) => {
          const y = top;
          top += share;
          return (
            <rect
              // biome-ignore lint/suspicious/noArrayIndexKey: the place of a part is what it is
              key={`${day} ${part}`}
              x={at * column}
              y={y * HEIGHT}
              width={column + 0.5}
              height={share * HEIGHT}
              fill={`var(--series-${part})`}
            />
          );
        });
      })}
      {first && last && (
        <>
          <text x={0} y={HEIGHT + 14}>
            {formatDate(first.day)}
          </text>
          <text x={WIDTH} y={HEIGHT + 14} textAnchor="end">
            {formatDate(last.day)}
          </text>
        </>
      )}
    </svg>
  );
}

interface AllocationStackProps {
  days: readonly AllocationDay[];
  /** How many shares of a day are drawn. */
  parts: number;
  summary: string;
}
