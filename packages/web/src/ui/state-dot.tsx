import type { ReactNode } from "react";
import classes from "./state-dot.module.css";

export type Tone = "good" | "busy" | "warn" | "bad" | "off";

/** A state in a word, with a shape of its own for each tone so that colour is not needed. */
export function StateDot({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <span className={classes.root} data-tone={tone}>
      <span className={classes.dot} aria-hidden="true" />
      {children}
    </span>
  );
}
