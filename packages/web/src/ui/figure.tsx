import { Tooltip } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./figure.module.css";

/** One figure with its name. The name opens what the figure means and where it comes from, by pointer, touch or keyboard. */
export function Figure({ label, about, children }: { label: string; about: ReactNode; children: ReactNode }) {
  return (
    <div className={classes.root}>
      <dt>
        <Tooltip label={about} events={{ hover: true, focus: true, touch: true }} multiline w={280} withArrow>
          <button type="button" className={classes.label}>
            {label}
          </button>
        </Tooltip>
      </dt>
      <dd className={classes.value}>{children}</dd>
    </div>
  );
}

/** A grid of figures. */
export function FigureGrid({ children }: { children: ReactNode }) {
  return <dl className={classes.grid}>{children}</dl>;
}
