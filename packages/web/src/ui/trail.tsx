import type { ReactNode } from "react";
import { t } from "../catalogue/catalogue.ts";
import classes from "./trail.module.css";

/** Where a page stands: the links above it, then itself. */
export function Trail({ children, here }: { children: ReactNode; here: string }) {
  return (
    <nav className={classes.root} aria-label={t("words.trail")}>
      <ol>
        <li>{children}</li>
        <li aria-current="page">{here}</li>
      </ol>
    </nav>
  );
}
