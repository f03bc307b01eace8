import { Progress } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./bar-table.module.css";

/** A figure with the length of its bar, 0 to 1. */
export interface BarRow {
  key: string;
  name: ReactNode;
  length: number;
  tone?: "up" | "down";
  figure: ReactNode;
}

/** Figures as bars and as numbers; to a screen reader it is a table. */
export function BarTable({ caption, rows }: { caption: string; rows: readonly BarRow[] }) {
  return (
    <table className={classes.root} aria-label={caption}>
      <tbody>
        {rows.map(({ key, name, length, tone, figure }) => (
          <tr key={key}>
            <th scope="row">{name}</th>
            <td className={classes.bar}>
              <Progress
                value={100 * length}
                size="sm"
                aria-hidden="true"
                {...(tone && { color: `var(--desk-${tone})` })}
              />
            </td>
            <td className={classes.figure}>{figure}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
