import { useDocumentTitle } from "@mantine/hooks";
import type { ReactNode } from "react";
import classes from "./page.module.css";

/** A page with its title, in the tab and as the first heading; `quiet` shows the heading to screen readers only. */
export function Page({ title, heading, trail, quiet = false, intro, actions, children }: PageProps) {
  useDocumentTitle(`${title} · CryptoDesk`);
  return (
    <div className={classes.root}>
      {trail}
      <div className={quiet ? classes.quietHeader : classes.header}>
        <h1 className={classes.title} tabIndex={-1}>
          {heading ?? title}
        </h1>
        {intro && <p className={classes.intro}>{intro}</p>}
        {actions && <div className={classes.actions}>{actions}</div>}
      </div>
      {children}
    </div>
  );
}

interface PageProps {
  title: string;
  heading?: ReactNode;
  /** Where the page stands, above its title. */
  trail?: ReactNode;
  quiet?: boolean;
  intro?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}
